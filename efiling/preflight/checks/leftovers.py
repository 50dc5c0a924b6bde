"""What a finished paper may not carry: fields, notes, actions, attached files, a history (19, 20, 24, 38)."""

from collections.abc import Iterator, Mapping

from efiling.preflight.matter import Matter
from efiling.preflight.registry import check
from efiling.preflight.report import Evidence, Grade

HARMLESS = {
    "Link",
    "Widget",
    "Popup",
    "Screen",
    "Movie",
    "Sound",
    "3D",
    "RichMedia",
    "PrinterMark",
    "TrapNet",
}
"""Links are for the check of active content, widgets for that of fields, playing things for that of actions."""

INFORMATION_KEPT = {"Title", "Producer", "CreationDate", "ModDate"}
XMP_NAMES = (
    "dc:creator",
    "xmpMM:History",
    "xmp:CreatorTool",
    "pdfx:",
    "photoshop:",
    "pdf:Keywords",
    "dc:subject",
)


@check(19, "form-fields", Grade.AUTO, "Flatten the form so that nothing in it can be filled or changed.")
def form_fields(matter: Matter) -> Iterator[Evidence]:
    """No field of a fillable form is left, an XFA form or a signature field included."""
    for paper in matter.readable():
        widgets = [note for note in paper.pdf.annotations if note.subtype == "Widget"]
        if paper.pdf.form_fields or widgets or paper.pdf.xfa:
            kind = (
                "an XFA form" if paper.pdf.xfa else f"{max(len(widgets), paper.pdf.form_fields)} form fields"
            )
            yield Evidence(
                document=paper.name,
                problem=f"It still has {kind}.",
                page=widgets[0].page if widgets else None,
            )


@check(
    20,
    "annotations",
    Grade.BLOCK,
    "Apply the redactions and remove the comments in the program that made them, then save again.",
)
def annotations(matter: Matter) -> Iterator[Evidence]:
    """No comment, mark or unapplied redaction is left: what is under an unapplied redaction would be filed."""
    for paper in matter.readable():
        for note in paper.pdf.annotations:
            if note.subtype == "Redact":
                yield Evidence(
                    document=paper.name,
                    problem="A redaction was marked but not applied.",
                    page=note.page,
                    rect=note.rect,
                )
            elif note.subtype and note.subtype not in HARMLESS:
                yield Evidence(
                    document=paper.name,
                    problem=f"A comment is left ({note.subtype}).",
                    page=note.page,
                    rect=note.rect,
                )


@check(24, "active-content", Grade.AUTO, "Remove links to outside, scripts, actions and attached files.")
def active_content(matter: Matter) -> Iterator[Evidence]:
    """Nothing runs, plays, submits, is attached, or leads outside where the court does not take it."""
    links = matter.limit("pdf.hyperlinks")
    outside_allowed = isinstance(links, Mapping) and links.get("internet_source_of_citation") == "allowed"
    for paper in matter.readable():
        for action in dict.fromkeys(paper.pdf.actions):
            yield Evidence(document=paper.name, problem=f"It has {action}.")
        if paper.pdf.embedded_files:
            yield Evidence(
                document=paper.name, problem=f"It has {paper.pdf.embedded_files} attached file(s)."
            )
        for note in paper.pdf.annotations:
            web = note.uri.lower().startswith(("http://", "https://"))
            if note.uri and not (web and outside_allowed):
                yield Evidence(
                    document=paper.name,
                    problem="A link leads outside the document.",
                    page=note.page,
                    rect=note.rect,
                )
        for mark in paper.pdf.bookmarks:
            if mark.uri:
                yield Evidence(document=paper.name, problem="A bookmark leads outside the document.")


@check(
    38,
    "metadata",
    Grade.AUTO,
    "Write the properties anew: title only, no author, no history, no earlier versions.",
)
def metadata(matter: Matter) -> Iterator[Evidence]:
    """The properties name no person, program history or earlier version of the file."""
    for paper in matter.readable():
        for name in sorted(set(paper.pdf.information) - INFORMATION_KEPT):
            if paper.pdf.information[name].strip():
                yield Evidence(document=paper.name, problem=f"Its properties have an entry {name}.")
        for name in XMP_NAMES:
            if f"<{name}" in paper.pdf.xmp or f" {name}" in paper.pdf.xmp:
                yield Evidence(document=paper.name, problem=f"Its metadata has {name.rstrip(':')}.")
        if any(earlier.words - paper.pdf.words for earlier in paper.pdf.earlier):
            yield Evidence(
                document=paper.name,
                problem="It was saved on top of an earlier version, whose words are still inside.",
            )
