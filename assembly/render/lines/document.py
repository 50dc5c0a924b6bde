"""Writes a paper's PDF, which says that it is PDF/A-2u and PDF/UA-1, as ISO 19005-2 and ISO 14289-1 ask."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from assembly import xmp
from assembly.colours import srgb
from assembly.render.forms.typeface import Typeface as Embedded
from assembly.render.forms.typeface import font_objects
from assembly.render.lines.bookmarks import Bookmark, add_bookmarks
from assembly.render.lines.drawing import Fonts
from assembly.render.lines.drawn import Tag
from assembly.render.lines.furniture import Furniture, Sheet
from assembly.render.lines.tag_tree import add_tags
from assembly.render.lines.typeface import THOUSANDTHS, typeface
from assembly.render.pdf.file import LEVEL, File, reference
from assembly.render.pdf.syntax import stream, text_string

CATALOG, PAGES, INFO, METADATA, PROFILE = 1, 2, 3, 4, 5
FIRST_FURNITURE = 6
PROFILE_NAME = text_string("IEC 61966-2-1 Default RGB Colour Space - sRGB")


@dataclass(frozen=True, slots=True)
class Paper:
    """What is written: title and language, the day, the pages' sheets and content, fonts, tags and bookmarks.

    `marks` are for each page the tags of its marks, in order.
    """

    title: str
    language: str
    prepared_on: date
    sheets: Sequence[Sheet]
    contents: Sequence[bytes]
    furniture: Furniture
    fonts: Fonts
    tags: Tag
    marks: Sequence[Sequence[Tag]]
    bookmarks: Sequence[Bookmark]


def written(paper: Paper) -> bytes:
    """Return the bytes of a paper's PDF; the same paper has the same bytes."""
    file = File(FIRST_FURNITURE)
    for body in paper.furniture.objects(len(paper.contents)):
        file.add(body)
    fonts = []
    for name, key in paper.fonts.used:
        fonts.append(b"/%b %d 0 R" % (name.encode(), file.next))
        for body in _font(*key, file.next):
            file.add(body)
    pages = [file.number() for _ in paper.contents]
    for nth, number in enumerate(pages):
        file.put(number, _page(file, paper, nth, b"".join(fonts)))
    tree = add_tags(file, paper.tags, pages, paper.marks)
    outlines = add_bookmarks(file, paper.bookmarks, pages)
    day = text_string(f"D:{paper.prepared_on:%Y%m%d}")
    file.put(INFO, b"<</Title%b/CreationDate%b/ModDate%b>>" % (text_string(paper.title), day, day))
    file.put(METADATA, stream(b"/Type/Metadata/Subtype/XML", _metadata(paper), level=LEVEL))
    file.put(PROFILE, _profile())
    held = b" ".join(map(reference, pages))
    file.put(PAGES, b"<</Type/Pages/Count %d/Kids[%b]>>" % (len(pages), held))
    file.put(CATALOG, _catalog(paper, tree, outlines))
    return file.written(root=CATALOG, info=INFO)


def _catalog(paper: Paper, tree: int, outlines: int | None) -> bytes:
    intent = (
        b"<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier%b/Info%b/DestOutputProfile %d 0 R>>"
        % (PROFILE_NAME, PROFILE_NAME, PROFILE)
    )
    return (
        b"<</Type/Catalog/Pages %d 0 R/Metadata %d 0 R/Lang%b/MarkInfo<</Marked true>>/StructTreeRoot %d 0 R"
        b"/ViewerPreferences<</DisplayDocTitle true>>/OutputIntents[%b]%b>>"
        % (
            PAGES,
            METADATA,
            text_string(paper.language),
            tree,
            intent,
            b"/Outlines %d 0 R" % outlines if outlines is not None else b"",
        )
    )


def _metadata(paper: Paper) -> bytes:
    day = paper.prepared_on.isoformat()
    return xmp.packet(paper.title, paper.language, day=day, archive=("2", "U"), accessible=True)


@lru_cache(maxsize=1)
def _profile() -> bytes:
    return stream(b"/N 3", srgb())


def _page(file: File, paper: Paper, nth: int, fonts: bytes) -> bytes:
    sheet = paper.sheets[nth]
    content = file.add(stream(b"", paper.contents[nth], level=LEVEL))
    return (
        b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 %g %g]/Contents %d 0 R/StructParents %d/Tabs/S"
        b"/Resources<</Font<<%b>>/XObject<</Sheet %d 0 R>>>>>>"
        % (PAGES, sheet.wide, sheet.high, content, nth, fonts, paper.furniture.picture(nth))
    )


@lru_cache(maxsize=512)
def _font(family: str, is_bold: bool, is_italic: bool, level: int, first: int) -> tuple[bytes, ...]:
    """Return the objects of a font, numbered from `first`; it is packed once for each number it has had."""
    face = typeface(family, is_bold, is_italic, level)
    box = [round(edge * THOUSANDTHS) for edge in face.box]
    embedded = Embedded(
        name=face.label,
        program=face.program,
        outlines="glyf",
        widths={letter: round(wide * THOUSANDTHS) for letter, wide in face.widths.items()},
        codes={letter: code.encode() for letter, code in face.codes.items()},
        operands={},
        ascent=round(face.ascent * THOUSANDTHS),
        descent=round(face.descent * THOUSANDTHS),
        box=(box[0], box[1], box[2], box[3]),
    )
    return tuple(font_objects(embedded, first).values())
