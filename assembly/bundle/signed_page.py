"""Makes of a page of ours the scan of it as it was signed: the picture shows, our own words lie unseen under it.

The words keep their tags, so that the page is searched, read aloud and traced as before; lines, boxes and
colours of ours go, since the picture has them.
"""

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, NumberTree, Object, Page, Pdf, Stream, String
from PIL import Image

from assembly.bundle.alignment import Alignment, straightened
from assembly.bundle.ink import ink_of, softened
from assembly.bundle.page_words import PrintedPage

DOTS = 300.0
ALT = "The page as it was signed by hand. Its printed words follow as text."
PICTURE = "/SignedOriginal"

_THRESHOLD = 0.36  # of full black: blue ink is half as dark as print
_SOFT = 0.6  # dots: so that noise leaves no specks
_STRIP_OFFSETS, _ROWS_PER_STRIP, _STRIP_BYTES = 273, 278, 279  # tags of TIFF 6.0, section 8
_KEPT = frozenset(
    {"BT", "ET", "Tf", "Td", "TD", "Tm", "T*", "Tj", "TJ", "'", '"', "Tc", "Tw", "Tz", "TL", "Ts"}
    | {"q", "Q", "cm", "BMC", "BDC", "EMC", "MP", "DP"}
)
_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page in black and white: its dots across and down, packed as CCITT group 4 (ITU-T T.6)."""

    wide: int
    high: int
    packed: bytes


def page_picture(scan: Image.Image, alignment: Alignment, page: PrintedPage) -> PagePicture:
    """Return a scan straightened, its paper white and its ink black, at 300 dots to the inch."""
    straight = straightened(scan, alignment, page, DOTS)
    ink = softened(ink_of(straight), _SOFT)
    black = Image.fromarray(ink > _THRESHOLD)
    out = io.BytesIO()
    paper = black.point(lambda dot: 0 if dot else 255).convert("1")
    paper.save(out, "TIFF", compression="group4", tiffinfo={_ROWS_PER_STRIP: paper.height})
    with Image.open(io.BytesIO(out.getvalue())) as written:
        tags = written.tag_v2  # type: ignore[attr-defined]
        (start,), (size,) = tags[_STRIP_OFFSETS], tags[_STRIP_BYTES]
    return PagePicture(paper.width, paper.height, out.getvalue()[start : start + size])


def show_signed(pdf: bytes, pictures: Mapping[int, PagePicture]) -> bytes:
    """Return a PDF of ours whose pages of those numbers, counted from 1, show their pictures.

    A page that shows one already shows the new one. The kinds of PDF that the file claims stay true.
    """
    out = pikepdf.open(io.BytesIO(pdf))
    for number, picture in sorted(pictures.items()):
        _show(out, out.pages[number - 1], picture)
    stream = io.BytesIO()
    out.save(
        stream,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        fix_metadata_version=False,
    )
    return stream.getvalue()


def picture_on(pdf: bytes, number: int) -> PagePicture | None:
    """Return the picture of a signed page, counted from 1; None where the page has none."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        held = opened.pages[number - 1].obj.Resources.get("/XObject", Dictionary()).get(PICTURE)
        if not isinstance(held, Stream):
            return None
        return PagePicture(int(held.Width), int(held.Height), held.read_raw_bytes())


def _show(out: Pdf, page: Page, picture: PagePicture) -> None:
    held = page.obj.Resources.get("/XObject", Dictionary()).get(PICTURE)
    if held is not None:
        page.obj.Resources.XObject[PICTURE] = _image(out, picture)
        return
    left, bottom, right, top = (float(edge) for edge in page.mediabox)
    words, resources = _words_alone(out, page, page.obj.get("/Resources", Dictionary()), 0)
    pictures = Dictionary(resources.get("/XObject", Dictionary()))
    pictures[PICTURE] = _image(out, picture)
    resources.XObject = pictures
    opening = _tag(out, page, (left, bottom, right, top))
    drawn = (
        f"{opening} q {right - left:g} 0 0 {top - bottom:g} {left:g} {bottom:g} cm {PICTURE} Do Q EMC\n3 Tr\n"
    )
    page.obj.Resources = resources
    page.obj.Contents = out.make_indirect(Stream(out, drawn.encode() + words))


def _image(out: Pdf, picture: PagePicture) -> Object:
    image = Stream(out, picture.packed)
    image.Type, image.Subtype, image.Filter = Name.XObject, Name.Image, Name.CCITTFaxDecode
    image.Width, image.Height = picture.wide, picture.high
    image.ColorSpace, image.BitsPerComponent = Name.DeviceGray, 1
    image.DecodeParms = Dictionary(K=-1, Columns=picture.wide, Rows=picture.high, BlackIs1=True)
    return out.make_indirect(image)


def _words_alone(out: Pdf, holder: Page | Object, resources: Object, depth: int) -> tuple[bytes, Dictionary]:
    """Return the words and tags of a page or of a form on it, without any ink, and what they need."""
    forms, kept = Dictionary(), []
    held = resources.get("/XObject", Dictionary())
    for operands, operator in pikepdf.parse_content_stream(holder):
        name = str(operator)
        if name in _KEPT:
            kept.append((operands, operator))
        elif name == "Do" and depth < _DEEPEST:
            form = held.get(str(operands[0]))
            if isinstance(form, Stream) and form.get("/Subtype") == Name.Form:
                forms[str(operands[0])] = _form(out, form, resources, depth)
                kept.append((operands, operator))
    own = Dictionary(
        {key: resources[key] for key in ("/Font", "/Properties") if key in resources} | {"/XObject": forms}
    )
    return pikepdf.unparse_content_stream(kept), own


def _form(out: Pdf, form: Stream, around: Object, depth: int) -> Object:
    words, resources = _words_alone(out, form, form.get("/Resources", around), depth + 1)
    made = Stream(out, words)
    made.Type, made.Subtype, made.BBox, made.Resources = Name.XObject, Name.Form, form.BBox, resources
    for key in ("/Matrix", "/StructParents"):
        if key in form:
            made[key] = form[key]
    return out.make_indirect(made)


def _tag(out: Pdf, page: Page, box: Iterable[float]) -> str:
    """Give the picture a tag of its own before the page's first, and return the operators that open it."""
    tags = _tags_of(out, page)
    first = next((tag for tag in tags or () if isinstance(tag, Dictionary)), None)
    if tags is None or first is None:
        return "/Artifact BMC"
    number = len(tags)
    below, above = first, first.P
    while above.get("/S") is not None and above.P.get("/S") is not None:
        below, above = above, above.P
    figure = out.make_indirect(
        Dictionary(Type=Name.StructElem, S=Name.Figure, P=above, Pg=page.obj, K=number, Alt=String(ALT))
    )
    figure.A = Dictionary(O=Name.Layout, BBox=Array(list(box)), Placement=Name.Block)
    kids = above.K if isinstance(above.get("/K"), Array) else Array([above.K])
    place = next((place for place, kid in enumerate(kids) if _same(kid, below)), len(kids))
    above.K = Array([*list(kids)[:place], figure, *list(kids)[place:]])
    tags.append(figure)
    return f"/Figure <</MCID {number}>> BDC"


def _tags_of(out: Pdf, page: Page) -> Array | None:
    """Return the list of a page's tags by the numbers of its marked content, or None where it has none."""
    root = out.Root.get("/StructTreeRoot")
    key = page.obj.get("/StructParents")
    if not isinstance(root, Dictionary) or "/ParentTree" not in root or key is None:
        return None
    found = NumberTree(root.ParentTree).get(int(key))
    return found if isinstance(found, Array) else None


def _same(one: Object, other: Object) -> bool:
    return isinstance(one, Dictionary) and one.objgen == other.objgen and one.objgen != (0, 0)
