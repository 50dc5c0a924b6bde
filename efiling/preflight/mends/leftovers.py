"""Takes out what a finished paper may not carry: locks, fields, actions (18, 19, 24)."""

from collections.abc import Callable

from pikepdf import Array, Dictionary, Name, Object, Pdf

from efiling.preflight.mend import mend

ACTING = {"/Screen", "/Movie", "/Sound", "/3D", "/RichMedia"}
NAMES_KEPT = ("/Dests",)


@mend(18)
def unlock(pdf: Pdf) -> None:
    """Nothing to do here: every mended file is saved without encryption, and a locked one is never opened."""


@mend(19)
def flatten(pdf: Pdf) -> None:
    """Make the fields part of their pages; a value that no program has drawn yet is drawn first."""
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, Dictionary):
        form.NeedAppearances = any(
            "/AP" not in note and "/V" in note
            for page in pdf.pages
            for note in page.obj.get("/Annots", Array())
        )
        pdf.generate_appearance_streams()
        pdf.flatten_annotations("all")
        _drop(pdf.Root, "/AcroForm")
    for page in pdf.pages:
        _keep_notes(page.obj, lambda note: note.get("/Subtype") != Name.Widget)


@mend(24)
def disarm(pdf: Pdf) -> None:
    """Take out scripts, actions, attached files, playing content, and links that lead outside."""
    opening = pdf.Root.get("/OpenAction")
    if isinstance(opening, Dictionary) and not _only_goes(opening):
        del pdf.Root["/OpenAction"]
    for key in ("/AA", "/AF", "/Collection"):
        _drop(pdf.Root, key)
    names = pdf.Root.get("/Names")
    if isinstance(names, Dictionary):
        for key in [key for key in names.keys() if key not in NAMES_KEPT]:  # noqa: SIM118 (keys of a PDF dictionary)
            del names[key]
    for page in pdf.pages:
        _drop(page.obj, "/AA")
        _drop(page.obj, "/AF")
        _keep_notes(page.obj, _harmless)
    _disarm_outline(pdf.Root.get("/Outlines"), set())


def _harmless(note: Object) -> bool:
    if str(note.get("/Subtype", "")) in ACTING or "/AA" in note:
        return False
    action = note.get("/A")
    return not isinstance(action, Dictionary) or _only_goes(action)


def _only_goes(action: Object) -> bool:
    """Whether an action goes to a place in the file and nothing follows it."""
    return bool(action.get("/S") == Name.GoTo) and "/Next" not in action


def _disarm_outline(item: object, seen: set[tuple[int, int]]) -> None:
    """Take the actions off bookmarks that do more than go to a page; each item is visited once."""
    waiting = [item]
    while waiting:
        entry = waiting.pop()
        if not isinstance(entry, Dictionary) or entry.objgen in seen:
            continue
        if entry.is_indirect:
            seen.add(entry.objgen)
        action = entry.get("/A")
        if isinstance(action, Dictionary) and not _only_goes(action):
            del entry["/A"]
        waiting += [entry.get("/First"), entry.get("/Next")]


def _keep_notes(page: Object, kept: Callable[[Object], bool]) -> None:
    notes = page.get("/Annots")
    if not isinstance(notes, Array):
        return
    left = [note for note in notes if isinstance(note, Dictionary) and kept(note)]
    if left:
        page.Annots = Array(left)
    else:
        del page["/Annots"]


def _drop(holder: Object, key: str) -> None:
    if key in holder:
        del holder[key]
