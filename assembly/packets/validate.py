"""What stands against a packet before anything is made."""

from collections.abc import Iterator, Sequence

from assembly.catalog import Catalog, Recipe
from assembly.law import Law, Step
from assembly.model.facts import Facts
from assembly.model.finding import Finding, Severity
from assembly.packets.blanks import missing_blanks
from assembly.packets.needs import missing_facts
from assembly.packets.selection import Chosen, choose, every
from assembly.rules import DocumentFacts, check

_ORDER = [Severity.BLOCK, Severity.ATTEST, Severity.WARN, Severity.UNVERIFIED, Severity.INFO]


def validate(facts: Facts, recipe_id: str, *, catalog: Catalog, law: Law) -> tuple[Finding, ...]:
    """Return every finding on the facts for a packet, those that block first.

    The law is that of the day the papers bear (`prepared_on`).

    Raises:
        UnknownName: no recipe has that id, or no law is encoded for the court's state.
        CatalogRejected: the recipe or one of its document types has faults.
    """
    recipe = catalog.recipe(recipe_id)
    return findings_of(facts, recipe, choose(recipe, facts, catalog), law=law)


def findings_of(
    facts: Facts,
    recipe: Recipe,
    chosen: Sequence[Chosen],
    *,
    law: Law,
    papers: Sequence[DocumentFacts] | None = None,
) -> tuple[Finding, ...]:
    """Return every finding on the facts and papers; without `papers`, on what is known before rendering."""
    wrong = tuple(_wrong_court(facts, recipe)) + tuple(_nothing_chosen(recipe, chosen))
    if wrong:
        return wrong
    needs = [finding for one in every(chosen) for finding in missing_facts(one.document, facts)]
    needs += missing_blanks(one.document for one in every(chosen))
    known = papers if papers is not None else [paper_of(one) for one in every(chosen)]
    # What a person must answer before approval stands in the record from the start; it stops no draft.
    ruled = check(facts, known, law=law, recipe=recipe.id, on=facts.prepared_on, step=Step.APPROVE)
    return in_order([*needs, *ruled])


def paper_of(one: Chosen) -> DocumentFacts:
    """Return what the rules may know of a document before it is rendered."""
    return DocumentFacts(
        type_id=one.document.id,
        role=one.item.role,
        parent=one.item.attached_to,
        security=one.document.security,
        form=one.document.form,
    )


def in_order(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return the findings with the gravest first, each once, otherwise as they came."""
    return tuple(sorted(dict.fromkeys(findings), key=lambda finding: _ORDER.index(finding.severity)))


def _wrong_court(facts: Facts, recipe: Recipe) -> Iterator[Finding]:
    state = facts.court.state.upper()
    if recipe.state and recipe.state != state:
        yield Finding(
            rule="packet.court",
            severity=Severity.BLOCK,
            message=f"{recipe.id} is for courts of {recipe.state}; the case is before a court of {state}.",
            remedy="Choose a packet of the court's own state, or mend /court.",
            pointer="/court/state",
        )
    elif not facts.court.id.startswith(f"us-{state.lower()}-"):
        yield Finding(
            rule="packet.court",
            severity=Severity.BLOCK,
            message=f"The court {facts.court.id} is not named as a court of {state}.",
            remedy=f"Court ids of that state begin with us-{state.lower()}-. Mend /court/id or /court/state.",
            pointer="/court/id",
        )


def _nothing_chosen(recipe: Recipe, chosen: Sequence[Chosen]) -> Iterator[Finding]:
    if not chosen:
        yield Finding(
            rule="packet.empty",
            severity=Severity.BLOCK,
            message=f"{recipe.id} takes no document for these facts.",
            remedy="Look at the conditions of the recipe's documents, or choose another packet.",
        )
