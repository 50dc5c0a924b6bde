"""The facts that a document can't be made without."""

from collections.abc import Iterator

from assembly.catalog import DocumentType
from assembly.catalog.fact_name import is_given, values_of
from assembly.model.facts import Facts
from assembly.model.finding import Finding, Severity


def missing_facts(document: DocumentType, facts: Facts) -> Iterator[Finding]:
    """Yield a blocking finding for each fact that the document type needs and the case lacks."""
    for need in document.needs:
        if not all(test.holds(facts) for test in need.when):
            continue
        for pointer, value in values_of(facts, need.fact):
            if not is_given(value):
                yield _missing(document, need.fact, pointer, " and ".join(str(test) for test in need.when))


def _missing(document: DocumentType, fact: str, pointer: str, because: str) -> Finding:
    reason = f", since {because}" if because else ""
    return Finding(
        rule=f"needs.{fact}",
        severity=Severity.BLOCK,
        message=f"{document.id} needs {fact}{reason}; the case does not have it.",
        remedy=f"Give the fact at {pointer}.",
        pointer=pointer,
        document=document.id,
    )
