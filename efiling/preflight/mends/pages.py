"""Puts pages upright onto letter paper, and bookmarks in order (25, 30)."""

import pikepdf
from pikepdf import Dictionary, Name, OutlineItem, Pdf, Rectangle
from pikepdf.models.outlines import OutlineStructureError

from efiling.preflight.mend import mend

WIDE, HIGH = 612.0, 792.0
TOLERANCE = 2.0
LEAST_SCALE = 0.9
PRINTERS_BOXES = ("/TrimBox", "/BleedBox", "/ArtBox")


@mend(25)
def onto_letter(pdf: Pdf) -> None:
    """Set pages that are turned, or nearly of letter size such as A4, onto upright letter paper.

    A page that would have to become smaller than nine tenths stays as it is: a person decides
    what to do with a wide spreadsheet. A cropped page stays too: what was cut off may be private.
    """
    for page in pdf.pages:
        box = page.mediabox
        wide, high = float(box[2]) - float(box[0]), float(box[3]) - float(box[1])
        turned = int(page.obj.get("/Rotate", 0)) % 180 != 0
        if turned:
            wide, high = high, wide
        upright = abs(wide - WIDE) <= TOLERANCE and abs(high - HIGH) <= TOLERANCE
        if (upright and not page.obj.get("/Rotate", 0)) or min(WIDE / wide, HIGH / high) < LEAST_SCALE:
            continue
        if list(page.cropbox) != list(page.mediabox):
            continue
        _set(pdf, page)


@mend(30)
def drop_dead_bookmarks(pdf: Pdf) -> None:
    """Take out bookmarks that lead nowhere; what stands under one moves up to its place."""
    pages = {page.obj.objgen for page in pdf.pages}
    try:
        with pdf.open_outline() as outline:
            outline.root[:] = _alive(list(outline.root), pages)
    except OutlineStructureError:  # they cannot be read, so none can be kept
        del pdf.Root["/Outlines"]


def _set(pdf: Pdf, page: pikepdf.Page) -> None:
    for key in PRINTERS_BOXES:
        if key in page.obj:
            del page.obj[key]
    form = pdf.make_indirect(page.as_form_xobject(handle_transformations=True))
    form.write(form.read_bytes())  # else its content would be read from the page as it is at the end
    drawn = page.calc_form_xobject_placement(
        form,
        Name.Fx0,
        Rectangle(0, 0, WIDE, HIGH),
        invert_transformations=True,
        allow_shrink=True,
        allow_expand=False,
    )
    for key in ("/Rotate", "/CropBox", "/UserUnit", "/Annots"):
        if key in page.obj:
            del page.obj[key]
    page.obj.MediaBox = pikepdf.Array([0, 0, WIDE, HIGH])
    page.obj.Resources = Dictionary(XObject=Dictionary(Fx0=form))
    page.obj.Contents = pdf.make_stream(drawn)


def _alive(items: list[OutlineItem], pages: set[tuple[int, int]]) -> list[OutlineItem]:
    kept: list[OutlineItem] = []
    for item in items:
        under = _alive(list(item.children), pages)
        if _leads_somewhere(item, pages):
            item.children[:] = under
            kept.append(item)
        else:
            kept.extend(under)
    return kept


def _leads_somewhere(item: OutlineItem, pages: set[tuple[int, int]]) -> bool:
    target = item.destination
    if target is None and isinstance(item.action, Dictionary):
        target = item.action.get("/D")
    if isinstance(target, pikepdf.Array):
        return len(target) > 0 and isinstance(target[0], Dictionary) and target[0].objgen in pages
    return target is not None  # a named place
