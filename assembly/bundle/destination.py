"""Where a bookmark or an internal link goes: a page of its own file, and how it is shown."""

from dataclasses import dataclass

from pikepdf import Array, Dictionary, Name, NameTree, Object, Page, Pdf, String

_MAX_HOPS = 4


@dataclass(frozen=True, slots=True)
class Destination:
    """A page by its place in the file, from 0, and the view of it, such as /XYZ left top zoom."""

    page: int
    view: tuple[Object | float | int | None, ...]

    def on(self, pages: "list[Page]", offset: int) -> Array:
        """Return the destination as it stands in a file where this file's pages begin at `offset`."""
        return Array([pages[offset + self.page].obj, *self.view])


class Destinations:
    """Resolves destinations of one file, be they named or explicit."""

    def __init__(self, source: Pdf) -> None:
        self.source = source
        self.places = {page.obj.objgen: place for place, page in enumerate(source.pages)}
        names = source.Root.get("/Names")
        tree = names.get("/Dests") if isinstance(names, Dictionary) else None
        self.tree = NameTree(tree) if tree is not None else None
        self.old = source.Root.get("/Dests")

    def find(self, raw: Object | None) -> Destination | None:
        """Return where a /Dest or the /D of a GoTo action leads, or None where it leads nowhere."""
        for _ in range(_MAX_HOPS):
            if isinstance(raw, String):
                raw = self.tree.get(str(raw)) if self.tree is not None else None
            elif isinstance(raw, Name):
                raw = self.old.get(str(raw)) if isinstance(self.old, Dictionary) else None
            elif isinstance(raw, Dictionary):
                raw = raw.get("/D")
            else:
                break
        if not isinstance(raw, Array) or len(raw) < 1 or not isinstance(raw[0], Dictionary):
            return None
        place = self.places.get(raw[0].objgen)
        if place is None:
            return None
        return Destination(place, tuple(raw[index] for index in range(1, len(raw))) or (Name.Fit,))
