"""What acts in a PDF when it is opened or touched, and what files are attached to it."""

from collections.abc import Iterator

import pikepdf

MOST_ACTIONS = 20  # one after the other
ACTIVE_ACTIONS = {
    "/JavaScript",
    "/Launch",
    "/SubmitForm",
    "/ImportData",
    "/Rendition",
    "/Movie",
    "/Sound",
    "/GoToE",
    "/GoToR",
    "/RichMediaExecute",
}


def actions_of(file: pikepdf.Pdf) -> Iterator[str]:
    """Yield what would act when the file is opened or touched, in words."""
    root = file.Root
    names = root.get("/Names")
    if isinstance(names, pikepdf.Dictionary) and "/JavaScript" in names:
        yield "a script that runs when the file is opened"
    opening = root.get("/OpenAction")
    if isinstance(opening, pikepdf.Dictionary) and (
        str(opening.get("/S", "/GoTo")) != "/GoTo" or active(opening)
    ):
        yield f"an action on opening ({str(opening.get('/S'))[1:]})"
    if "/AA" in root:
        yield "actions on events of the file"
    for number, page in enumerate(file.pages, start=1):
        if "/AA" in page.obj:
            yield f"actions on events of page {number}"
        for entry in _notes(page.obj):
            if kind := active(entry.get("/A")):
                yield f"an action on page {number} ({kind})"
            if "/AA" in entry:
                yield f"actions on events of a field or note on page {number}"
            if str(entry.get("/Subtype", "")) in ("/RichMedia", "/Screen", "/Movie", "/Sound", "/3D"):
                yield f"playing content on page {number}"


def active(action: object) -> str:
    """Return the kind of an action that does more than go to a page, or of one that follows it; nothing otherwise."""
    for _ in range(MOST_ACTIONS):
        if not isinstance(action, pikepdf.Dictionary):
            return ""
        kind = str(action.get("/S", ""))
        if kind in ACTIVE_ACTIONS:
            return kind[1:]
        following = action.get("/Next")
        action = following[0] if isinstance(following, pikepdf.Array) and len(following) else following
    return "a long chain"


def embedded_files(file: pikepdf.Pdf) -> int:
    """Return how many files are attached: to the file, to its pages, as notes, or in a portfolio."""
    attached = len(file.attachments)
    on_pages = sum(
        str(entry.get("/Subtype", "")) == "/FileAttachment"
        for page in file.pages
        for entry in _notes(page.obj)
    )
    collection = 1 if "/Collection" in file.Root else 0
    associated = sum("/AF" in page.obj for page in file.pages)
    return attached + on_pages + collection + associated


def _notes(page: pikepdf.Object) -> Iterator[pikepdf.Object]:
    notes = page.get("/Annots")
    yield from (
        note
        for note in (notes if isinstance(notes, pikepdf.Array) else ())
        if isinstance(note, pikepdf.Dictionary)
    )
