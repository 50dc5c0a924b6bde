"""Makes one document: the facts that its class may know, the figures it asks for, its pages."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import pypdfium2

from assembly.bundle import stamp_pages
from assembly.catalog import DocumentType, Engine
from assembly.law import Law
from assembly.model.document import Role
from assembly.model.edited import EditedDraft
from assembly.model.facts import Facts
from assembly.model.pdfium_turn import in_turn
from assembly.packets.blanks import UsedBlank, used_blank
from assembly.packets.context import build_context
from assembly.packets.exhibit_marks import ExhibitMarks
from assembly.packets.selection import Chosen
from assembly.packets.validate import paper_of
from assembly.render import Rendered, render
from assembly.render.traced import Sources
from assembly.rules import DocumentFacts, compute, protect
from assembly.rules.measure import measure


@dataclass(frozen=True, slots=True)
class MadeDocument:
    """A rendered document, its title, its file name without extension, and the facts it read.

    `sources` says for each name that was worked out which facts are behind it; `mark` is its name
    as an exhibit, such as "1", where the recipe makes it one; `blank` is the official form that it
    was filled into.
    """

    chosen: Chosen
    title: str
    stem: str
    rendered: Rendered
    facts_used: frozenset[str]
    paper: DocumentFacts
    sources: Sources = field(default_factory=dict)
    mark: str = ""
    blank: UsedBlank | None = None

    @property
    def is_edited(self) -> bool:
        """Whether its pages are those of a Word file that an attorney edited."""
        return self.rendered.edited

    @property
    def label(self) -> str:
        """The words of its bookmark: its title, after its mark where it is an exhibit."""
        return f"Exhibit {self.mark}: {self.title}" if self.mark else self.title


def marked(made: Sequence[MadeDocument], marks: ExhibitMarks) -> list[MadeDocument]:
    """Return the documents, each that its recipe makes an exhibit with its mark on every page.

    Exhibits are counted anew for each document that they are attached to.
    """
    counted: Counter[str] = Counter()
    done = []
    for one in made:
        item = one.chosen.item
        if item.exhibit:
            mark = marks.mark(counted[item.attached_to])
            counted[item.attached_to] += 1
            pdf = stamp_pages(mark, one.rendered.pdf, style=marks.style)
            one = replace(one, mark=mark, rendered=replace(one.rendered, pdf=pdf))
        done.append(one)
    return done


def make_document(
    chosen: Chosen,
    facts: Facts,
    *,
    number: int,
    packet: str,
    law: Law,
    draft: bool,
    edited: EditedDraft | None = None,
) -> MadeDocument:
    """Render one document of a packet. `number` is its place in the packet, from 1.

    With `edited` it is printed from that Word file, where that still fits the facts and the template.

    Raises:
        TemplateFault, UnprintableText, BlankRefused: it can't be made.
        NoValueInForce: a figure it asks for rests on law that has no value on the day.
    """
    kind = chosen.document
    known = protect(facts, security=kind.security)
    context = build_context(
        kind,
        known,
        {name: partial(_computed, name=calculation, law=law) for name, calculation in kind.computes.items()},
        packet=packet,
        attachments=tuple(_title_of(inner, facts) for inner in chosen.attached),
        draft=draft,
    )
    rendered = _edited(kind, context.names, edited, facts) or render(
        kind, context.names, prepared_on=facts.prepared_on
    )
    return MadeDocument(
        chosen=chosen,
        title=context.title,
        stem=f"{number:02d}-{kind.slug}",
        rendered=rendered,
        facts_used=context.used,
        sources=context.sources,
        blank=used_blank(kind, official=rendered.official),
        paper=_paper(chosen, rendered),
    )


def _edited(
    kind: DocumentType, names: Mapping[str, object], edited: EditedDraft | None, facts: Facts
) -> Rendered | None:
    """Return the pages of an edited draft; None where there is none, or it no longer fits."""
    if edited is None or kind.engine is not Engine.DOCX:
        return None
    from assembly.render.word.edited import render_edited  # an engine is loaded when it is first asked for

    return render_edited(kind, names, edited, prepared_on=facts.prepared_on)


def _title_of(attached: Chosen, facts: Facts) -> str:
    """Return the title of an attached document with the facts in it that its class may know."""
    known = protect(facts, security=attached.document.security)
    return build_context(attached.document, known).title


def _computed(facts: Facts, *, name: str, law: Law) -> object:
    return compute(name, facts, law)


def _paper(chosen: Chosen, rendered: Rendered) -> DocumentFacts:
    """Return what the rules may know of the document now that it has pages."""
    before = paper_of(chosen)
    return DocumentFacts(
        type_id=before.type_id,
        role=before.role,
        parent=before.parent,
        security=before.security,
        form=before.form,
        official=rendered.official,
        pages=rendered.pages,
        size_bytes=len(rendered.pdf),
        text=text_of(rendered.pdf),
        # The rules on format are the courts'; what is not filed need not be measured.
        layout=None if before.role is Role.NOT_FILED else measure(rendered.pdf),
    )


@in_turn
def text_of(pdf: bytes) -> str:
    """Return the words on the pages of a PDF, page after page."""
    opened = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in opened)
    finally:
        opened.close()
