"""Writes the content of a page: words under their tags, lines, and the page's furniture."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from assembly.render.lines.drawn import Frame, Shape, Tag, Words, shifted
from assembly.render.lines.furniture import Sheet
from assembly.render.lines.pages import Page
from assembly.render.lines.typeface import Typeface

BLACK = "0 0 0"
END = "ET EMC"


@dataclass(slots=True)
class Fonts:
    """The typefaces that a paper uses, each with the name by which its pages call it."""

    used: list[tuple[str, tuple[str, bool, bool, int]]] = field(default_factory=list)
    _names: dict[int, str] = field(default_factory=dict)

    def name(self, face: Typeface) -> str:
        """Return the name of a typeface in the pages' resources."""
        found = self._names.get(id(face))
        if found is None:
            found = self._names[id(face)] = f"T{len(self.used)}"
            self.used.append((found, face.key))
        return found


def content(page: Page, number: int, sheet: Sheet, fonts: Fonts) -> tuple[bytes, list[Tag]]:
    """Return the content of a page, which is counted from 0, and the tags of its marks in order."""
    left, high = sheet.text[0], sheet.high
    upper = high - sheet.text[1]
    tags: list[Tag] = []
    out = [f"{BLACK} rg"]
    shapes: list[Shape] = []
    for again, blocks in ((True, page.again), (False, page.blocks)):
        for block, top in blocks:
            shapes += shifted(block.shapes, 0.0, top)
            for tag, words in block.texts:
                if not words:
                    continue
                if again:  # was read out where the table begins
                    out.append("/Artifact BMC BT")
                else:
                    _mark(tag, number, tags, out)
                out += _words(words, left, upper - top, fonts)
                out.append(END)
    if shapes:
        out += ["/Artifact BMC", *_drawn(shapes, left, upper), "EMC"]
    # Last, so that the text comes first where a page is read as it is drawn.
    out.append("/Artifact BMC /Sheet Do EMC")
    return "\n".join(out).encode("ascii"), tags


def _mark(tag: Tag, number: int, tags: list[Tag], out: list[str]) -> None:
    """Begin words of a tag; words of the same tag that follow each other on a page are one mark."""
    if tags and tags[-1] is tag and out[-1] == END:
        out.pop()
        return
    tag.parts.append((number, len(tags)))
    out.append(f"/{tag.name} <</MCID {len(tags)}>> BDC BT")
    tags.append(tag)


def _words(words: Sequence[Words], left: float, upper: float, fonts: Fonts) -> Iterator[str]:
    for across, base, face, size, colour, shown in words:
        told = f"/{fonts.name(face)} {size:g} Tf 1 0 0 1 {left + across:.3f} {upper - base:.3f} Tm [<{shown}>] TJ"
        yield told if colour == BLACK else f"{colour} rg {told} {BLACK} rg"


def _drawn(shapes: Sequence[Shape], left: float, upper: float) -> Iterator[str]:
    for shape in shapes:
        across, down, wide, high = left + shape.left, upper - shape.top - shape.high, shape.wide, shape.high
        told = f"{across:.2f} {down:.2f} {wide:.2f} {high:.2f} re"
        if isinstance(shape, Frame):
            line = shape.line
            told += (
                f" {across + line:.2f} {down + line:.2f} {wide - 2 * line:.2f} {high - 2 * line:.2f} re f*"
            )
        else:
            told += " f"
        yield told if shape.colour == BLACK else f"{shape.colour} rg {told} {BLACK} rg"
