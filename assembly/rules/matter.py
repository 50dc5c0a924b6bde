"""What a rule looks at: the facts, the papers of the packet, the law, and the day of filing."""

from collections.abc import Sequence
from datetime import date

from assembly.errors import UnknownName
from assembly.law import Law
from assembly.model.document import FormEdition, Role, SecurityClass
from assembly.model.facts import Facts
from assembly.model.value import value
from assembly.rules.layout import Layout


@value
class DocumentFacts:
    """What is known of one paper of the packet.

    `parent` is the paper it is attached to. `text` is the words on its pages and `layout` how they
    are laid out, once it is rendered; None before, and rules on words and layout wait until then.
    """

    type_id: str
    role: Role = Role.LEAD
    parent: str = ""
    security: SecurityClass = SecurityClass.PUBLIC
    form: FormEdition | None = None
    official: bool = True
    pages: int | None = None
    size_bytes: int | None = None
    text: str | None = None
    layout: Layout | None = None


@value
class Matter:
    """One check: these facts made into these papers by this recipe, to be filed on this day."""

    facts: Facts
    documents: tuple[DocumentFacts, ...]
    law: Law
    recipe: str
    on: date

    @property
    def jurisdiction(self) -> str:
        """The jurisdiction whose law binds, such as "us-ca": the state of the court."""
        return f"us-{self.facts.court.state.lower()}"

    def has(self, type_id: str) -> bool:
        """Whether the packet has a paper of a type."""
        return any(document.type_id == type_id for document in self.documents)


def matter_of(
    facts: Facts, documents: Sequence[DocumentFacts | str], *, law: Law, recipe: str, on: date
) -> Matter:
    """Return the matter to be checked; a bare document type is a paper of which no more is known.

    Raises:
        UnknownName: no law is encoded for the state of the court.
    """
    papers = tuple(DocumentFacts(type_id=paper) if isinstance(paper, str) else paper for paper in documents)
    matter = Matter(facts=facts, documents=papers, law=law, recipe=recipe, on=on)
    if matter.jurisdiction not in law.jurisdictions:
        raise UnknownName("jurisdiction", matter.jurisdiction, law.jurisdictions)
    return matter
