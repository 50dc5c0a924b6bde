"""Finds what is drawn near a place without asking everything on the page: by bands across it."""

from collections.abc import Iterable, Iterator

from efiling.preflight.reading.drawn import Drawn, Rect

HIGH = 18.0  # points
LAST = 400  # the bands beyond are one


class Bands:
    """Things drawn on a page, by the bands that they lie in."""

    def __init__(self, things: Iterable[Drawn]) -> None:
        self._bands: dict[int, list[Drawn]] = {}
        for thing in things:
            for band in _bands_of(thing.rect):
                self._bands.setdefault(band, []).append(thing)

    def near(self, rect: Rect) -> Iterator[Drawn]:
        """Yield what lies at the height of a rectangle, each thing once."""
        first = True
        for band in _bands_of(rect):
            for thing in self._bands.get(band, ()):
                if first or _bands_of(thing.rect).start == band:
                    yield thing
            first = False


def _bands_of(rect: Rect) -> range:
    top, bottom = (min(max(int(edge / HIGH), 0), LAST) for edge in (rect[1], rect[3]))
    return range(top, max(bottom, top) + 1)
