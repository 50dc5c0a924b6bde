"""From facts to a finished packet in a folder: checked, rendered, bound, searched, recorded."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from assembly.catalog import Catalog
from assembly.errors import PacketRefused
from assembly.law import Law
from assembly.model.document import Packet
from assembly.model.edited import EditedDraft
from assembly.model.exhibit import Exhibit
from assembly.model.facts import Facts
from assembly.model.finding import Finding, Severity
from assembly.packets.binding import BoundFile, bind_documents, host_of, packet_files
from assembly.packets.exhibit_marks import exhibit_marks
from assembly.packets.exhibits import BoundExhibit, prepare_exhibits, without_text
from assembly.packets.folder import refuse_foreign, write_folder
from assembly.packets.made import MadeDocument, make_document, marked
from assembly.packets.manifest import NAME, manifest_json
from assembly.packets.record import packet_of
from assembly.packets.safety import exposed_in_docx, exposed_in_pdf, exposed_in_text
from assembly.packets.secrets import secrets_of
from assembly.packets.selection import Chosen, choose, every
from assembly.packets.trace import trace_name, trace_of
from assembly.packets.validate import findings_of, in_order

Progress = Callable[[str, int, int], None]


def assemble(
    facts: Facts,
    recipe_id: str,
    out: Path,
    *,
    catalog: Catalog,
    law: Law,
    exhibits: Sequence[Exhibit] = (),
    edited: Sequence[EditedDraft] = (),
    bates_prefix: str = "",
    draft: bool = False,
    progress: Progress = lambda title, done, total: None,
) -> Packet:
    """Make the packet into the folder `out` and return it; the folder is written whole or not at all.

    The same facts, templates and law give the same bytes. Questions that a person must answer
    (severity attest) do not stop the making; they stand in the manifest and stop the approval.
    With `draft`, findings that block do not stop it either, and every PDF says that it is a
    draft; what would show a secret of the case stops even a draft. `progress` is told the id of
    each document as it begins, how many are done, and how many there are.

    Exhibits stand behind the document that rests on them, each with a cover and a mark on every
    page, after an index; confidential ones are files of their own. With `bates_prefix` their pages
    are numbered through. A paper with an `edited` draft is printed from that; a draft that no longer
    fits is left out, and a finding says so.

    Raises:
        PacketRefused: findings block; nothing was written.
        UnknownName: there is no such recipe.
        DocumentRefused: the folder holds something else, or an exhibit can't be taken.
        TemplateFault, UnprintableText, BlankRefused: a document can't be made.
    """
    recipe = catalog.recipe(recipe_id)
    refuse_foreign(out, recipe_id)
    chosen = choose(recipe, facts, catalog)
    _refuse_blocked(findings_of(facts, recipe, chosen, law=law), draft=draft)
    marks = exhibit_marks(law, jurisdiction_of(facts), facts.prepared_on)
    before = sum(inner.item.exhibit for inner in host_of(chosen).attached) if exhibits else 0
    proof = prepare_exhibits(exhibits, facts, marks=marks, already=before, bates_prefix=bates_prefix)
    made = _make_all(
        chosen, facts, packet=recipe.title, law=law, edited=edited, draft=draft, progress=progress
    )
    made = marked(made, marks)
    ruled = findings_of(facts, recipe, chosen, law=law, papers=[one.paper for one in made])
    findings = in_order([*ruled, *_not_official(made), *without_text(proof), *_not_used(edited, made)])
    _refuse_blocked(findings, draft=draft)
    bound = bind_documents(chosen, made, facts, exhibits=proof, draft=draft)
    _refuse_exposed(facts, bound)
    files = packet_files(facts, recipe, bound, draft=draft)
    files |= _traces(facts, bound)
    packet = packet_of(facts, recipe, bound, files, findings=findings, draft=draft)
    write_folder(out, files | {NAME: _manifest(packet, facts, made, files, proof, edited)})
    return packet


def _refuse_blocked(findings: Sequence[Finding], *, draft: bool) -> None:
    blocking = tuple(finding for finding in findings if finding.severity is Severity.BLOCK)
    if blocking and not draft:
        raise PacketRefused(blocking)


def _make_all(
    chosen: Sequence[Chosen],
    facts: Facts,
    *,
    packet: str,
    law: Law,
    edited: Sequence[EditedDraft],
    draft: bool,
    progress: Progress,
) -> list[MadeDocument]:
    ordered, by_paper = list(every(chosen)), {one.paper: one for one in edited}
    made = []
    for number, one in enumerate(ordered, 1):
        progress(one.document.id, number - 1, len(ordered))
        theirs = by_paper.get(one.document.id)
        made.append(
            make_document(one, facts, number=number, packet=packet, law=law, draft=draft, edited=theirs)
        )
    progress("", len(ordered), len(ordered))
    return made


def _not_official(made: Sequence[MadeDocument]) -> Iterator[Finding]:
    """Yield a warning for each mandatory form that had to be made without its official blank."""
    for one in made:
        form = one.chosen.document.form
        if form is not None and form.mandatory and not one.rendered.official:
            yield Finding(
                rule="packet.not_official",
                severity=Severity.WARN,
                message=f"This is our own rendition of {form.number}, not the official form, and says so on its face.",
                remedy="Install the official blank (courtpacket forms list, courtpacket forms install) and make it again.",
                document=one.chosen.document.id,
            )


def _not_used(edited: Sequence[EditedDraft], made: Sequence[MadeDocument]) -> Iterator[Finding]:
    """Yield a warning for each edited draft whose paper is made of other facts, or another template, by now."""
    used = {one.chosen.document.id for one in made if one.is_edited}
    for draft in edited:
        if draft.paper not in used:
            yield Finding(
                rule="packet.edited_draft_left_out",
                severity=Severity.WARN,
                message="The edited Word draft of this paper is not used: the facts or the template changed after it was edited.",
                remedy="Take the paper's Word file as it is now, make the edits in it, and use it as a new draft.",
                document=draft.paper,
            )


def _refuse_exposed(facts: Facts, bound: Sequence[BoundFile]) -> None:
    """Search every file by the class under which it leaves the agency."""
    found: list[Finding] = []
    for file in bound:
        secrets = secrets_of(facts, file.security)
        found += exposed_in_pdf(file.pdf, secrets, file.subject)
        for one in file.made:
            if one.rendered.docx is not None:
                found += exposed_in_docx(one.rendered.docx, secrets, one.chosen.document.id)
    if found:
        raise PacketRefused(tuple(found))


def _traces(facts: Facts, bound: Sequence[BoundFile]) -> dict[str, bytes]:
    """Return the trace map of each file with papers of ours, searched as the file itself was."""
    maps: dict[str, bytes] = {}
    found: list[Finding] = []
    for file in bound:
        if file.made:
            maps[trace_name(file.name)] = told = trace_of(file)
            found += exposed_in_text(told.decode(), secrets_of(facts, file.security), file.subject)
    if found:
        raise PacketRefused(tuple(found))
    return maps


def _manifest(
    packet: Packet,
    facts: Facts,
    made: Sequence[MadeDocument],
    files: Mapping[str, bytes],
    exhibits: Sequence[BoundExhibit],
    edited: Sequence[EditedDraft],
) -> bytes:
    used = {one.chosen.document.id for one in made if one.is_edited}
    return manifest_json(
        packet,
        files=files,
        facts_used={one.chosen.document.id: sorted(one.facts_used) for one in made},
        jurisdiction=jurisdiction_of(facts),
        exhibits=exhibits,
        blanks={one.chosen.document.id: one.blank for one in made if one.blank is not None},
        edited=[draft for draft in edited if draft.paper in used],
    )


def jurisdiction_of(facts: Facts) -> str:
    """Return the jurisdiction of the case's court, such as "us-ca"."""
    return f"us-{facts.court.state.lower()}"
