"""The tags of an exhibit: its own where its pages can be kept as they are, else made from what the pages hold."""

from collections.abc import Sequence
from typing import cast

import pikepdf
import pypdfium2 as pdfium
from pikepdf import Array, Dictionary, Name, NumberTree, Object, Page, Pdf, Stream

from assembly.bundle.damage import DAMAGED
from assembly.bundle.placement import Box, Placement
from assembly.model.pdfium_turn import in_turn

_TAG = "/CourtpacketTag"


def can_keep_tags(source: Pdf) -> bool:
    """Say whether every page has tags and its operators leave nothing behind, so that it can be set in place."""
    root = source.Root.get("/StructTreeRoot")
    marked = source.Root.get("/MarkInfo")
    if not isinstance(root, Dictionary) or not isinstance(marked, Dictionary) or not marked.get("/Marked"):
        return False
    try:
        keys = {int(key) for key, _ in NumberTree(root.ParentTree).items()}
    except DAMAGED:
        return False
    return all(_belongs(page, keys) and _is_balanced(page) for page in source.pages)


def keep_tags(out: Pdf, page: Page, placed: Placement) -> None:
    """Draw a page in its place on the sheet without touching its content, so that its tags still name it."""
    left, bottom, right, top = placed.box
    clip = f"{left:g} {bottom:g} {right - left:g} {top - bottom:g} re W n"
    page.contents_add(Stream(out, f"q {placed.operator} cm {clip}".encode()), prepend=True)
    page.contents_add(Stream(out, b"Q"))
    for link in page.obj.get("/Annots", Array()):
        box = cast(Box, tuple(float(edge) for edge in link.Rect))
        link.Rect = Array([round(edge, 3) for edge in placed.moved(box)])
        for key in ("/QuadPoints", "/AP"):
            if key in link:
                del link[key]


def make_tags(source: Pdf, raw: bytes, names: Sequence[str]) -> None:
    """Give each page one paragraph, or one figure named by `names` where it has no text.

    The page notes its tag for whoever draws it; links lose theirs and go.
    """
    texts = _letters_of(raw, len(names))
    for key in ("/StructTreeRoot", "/MarkInfo"):
        if key in source.Root:
            del source.Root[key]
    root = source.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    body = source.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root))
    elements, numbers = Array(), Array()
    for place, (page, name) in enumerate(zip(source.pages, names, strict=True)):
        kind = Name.P if texts[place] else Name.Figure
        element = Dictionary(Type=Name.StructElem, S=kind, P=body, Pg=page.obj, K=0)
        if kind == Name.Figure:
            element.Alt = pikepdf.String(name)
            element.A = Dictionary(O=Name.Layout, BBox=Array([0, 0, 612, 792]), Placement=Name.Block)
        held = source.make_indirect(element)
        elements.append(held)
        numbers.append(place)
        numbers.append(Array([held]))
        page.obj.StructParents = place
        page.obj.Tabs = Name.S
        page.obj[_TAG] = kind
    body.K = elements
    root.K = Array([body])
    root.ParentTree = source.make_indirect(Dictionary(Nums=numbers))
    root.ParentTreeNextKey = len(names)
    source.Root.StructTreeRoot = root
    source.Root.MarkInfo = Dictionary(Marked=True)


@in_turn
def _letters_of(raw: bytes, pages: int) -> list[bool]:
    """Say for each page whether it has text; a page that can't be read has none."""
    try:
        document = pdfium.PdfDocument(raw)
    except pdfium.PdfiumError:
        return [False] * pages
    try:
        return [_has_letters(document, place) for place in range(pages)]
    finally:
        document.close()


def _has_letters(document: pdfium.PdfDocument, place: int) -> bool:
    try:
        return bool(document[place].get_textpage().get_text_bounded().strip())
    except (pdfium.PdfiumError, IndexError):
        return False


def _belongs(page: Page, keys: set[int]) -> bool:
    key: Object | int | None = page.obj.get("/StructParents")
    return key is not None and int(key) in keys


def _is_balanced(page: Page) -> bool:
    """Say whether each saved state of a page is taken back, and none that was not saved."""
    depth = marked = 0
    try:
        for _, operator in pikepdf.parse_content_stream(page, "q Q BMC BDC EMC"):
            name = str(operator)
            depth += {"q": 1, "Q": -1}.get(name, 0)
            marked += {"BMC": 1, "BDC": 1, "EMC": -1}.get(name, 0)
            if depth < 0 or marked < 0:
                return False
    except DAMAGED:
        return False
    return depth == 0 and marked == 0
