"""Whether each file can be opened, and by anyone (checks 17 and 18)."""

from collections.abc import Iterator

from efiling.preflight.matter import Matter
from efiling.preflight.registry import check
from efiling.preflight.report import Evidence, Grade


@check(18, "encryption", Grade.AUTO, "Save the file without a password or restrictions.")
def encryption(matter: Matter) -> Iterator[Evidence]:
    """No file may be damaged, locked with a password, or restricted by its owner."""
    for paper in matter.papers:
        if paper.pdf.unreadable:
            yield Evidence(document=paper.name, problem=f"It cannot be read: {paper.pdf.unreadable}.")
        elif paper.pdf.encrypted:
            yield Evidence(
                document=paper.name, problem="It is encrypted, so copying or printing may be refused."
            )
        for page in paper.pdf.pages:
            if page.truncated:
                yield Evidence(
                    document=paper.name, problem="The page cannot be read to its end.", page=page.number
                )


@check(17, "size", Grade.AUTO, "Split the document into parts, or save its pictures smaller.")
def size(matter: Matter) -> Iterator[Evidence]:
    """Bytes and pages of each document, and bytes and count of the envelope, stay within the court's limits."""
    most_bytes = matter.number("limits.document_bytes")
    most_pages = matter.number("limits.pages_per_document")
    for paper in matter.papers:
        if most_bytes is not None and len(paper.raw) > most_bytes:
            yield Evidence(
                document=paper.name,
                problem=f"It has {len(paper.raw):,} bytes; the court takes {int(most_bytes):,}.",
            )
        if most_pages is not None and paper.pdf.page_count > most_pages:
            yield Evidence(
                document=paper.name,
                problem=f"It has {paper.pdf.page_count} pages; the court takes {int(most_pages)}.",
            )
    yield from _envelope(matter)


def _envelope(matter: Matter) -> Iterator[Evidence]:
    total = sum(len(paper.raw) for paper in matter.papers)
    encoded = sum(4 * ((len(paper.raw) + 2) // 3) for paper in matter.papers)
    limits = (
        ("limits.envelope_bytes", total, "bytes together"),
        ("limits.message_bytes", encoded, "bytes once encoded for sending"),
        ("limits.documents_per_envelope", len(matter.papers), "documents"),
    )
    for key, measured, unit in limits:
        most = matter.number(key)
        if most is not None and measured > most:
            yield Evidence(
                document="", problem=f"The envelope has {measured:,} {unit}; the court takes {int(most):,}."
            )
