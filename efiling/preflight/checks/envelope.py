"""What goes together, how, and only once (9, 12, 14, 31, 34).

Source: Cal. Rules of Court, rules 5.311, 5.325(e); Gov. Code § 6103.9; UTCR 21.040.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal

from efiling.preflight.matter import Matter, NotApplicable, NotChecked
from efiling.preflight.registry import check
from efiling.preflight.report import Evidence, Grade, Unchecked
from efiling.preflight.subject import Paper

REVISED = re.compile(r"\bRev\.?\s+([A-Z][a-z]+)\s+(\d{1,2}),\s+(\d{4})")


@check(9, "lead-document", Grade.BLOCK, "File one lead document, with what supports it connected to it.")
def lead_document(matter: Matter) -> Iterator[Evidence]:
    """There is a lead document, and no more of them than the court takes in one envelope."""
    leads = [paper for paper in matter.papers if paper.lead]
    if not any(paper.type_id for paper in matter.papers):
        raise NotApplicable  # files of which nothing is known
    if not leads:
        yield Evidence(document="", problem="No paper is the lead document.")
    most = matter.number("packet.lead_documents_per_envelope")
    if most is not None and len(leads) > most:
        yield Evidence(
            document="",
            problem=f"There are {len(leads)} lead documents; the court takes {most:.0f} in an envelope.",
        )


@check(
    12, "attached-to", Grade.BLOCK, "Put the one paper into the file of the other; it is not filed by itself."
)
def attached_to(matter: Matter) -> Iterator[Evidence]:
    """What belongs inside another paper is inside it, and not a paper by itself beside it."""
    edges = matter.limit("packet.companion_inside")
    numbers = {paper.form.number: paper for paper in matter.papers if paper.form is not None}
    for edge in edges if isinstance(edges, list | tuple) else ():
        if not isinstance(edge, Mapping):
            continue
        inner, outer = numbers.get(str(edge.get("inside"))), numbers.get(str(edge.get("of")))
        if inner is not None and outer is not None and inner is not outer:
            yield Evidence(
                document=inner.name,
                problem=f"It belongs inside {outer.name} ({edge.get('cite', 'by the court')}).",
            )


@check(
    14,
    "edition",
    Grade.BLOCK,
    "Use the edition of the form that is in force, or say why the older one is right.",
)
def edition(matter: Matter) -> Iterator[Evidence]:
    """The edition printed at the foot of an official form is the one that the document type follows."""
    forms = [paper for paper in matter.readable() if paper.form is not None]
    if not forms:
        raise NotApplicable
    for paper in forms:
        printed = _printed_edition(paper)
        if paper.form is not None and printed is not None and printed != paper.form.revised:
            yield Evidence(
                document=paper.name,
                problem=f"It prints the edition of {printed.isoformat()}; {paper.form.revised.isoformat()} is followed.",
                page=1,
            )


@check(31, "fee", Grade.BLOCK, "File under the agency's exemption; an agency pays no fee for these papers.")
def fee(matter: Matter) -> Iterator[Evidence | Unchecked]:
    """The court asks no fee of an agency that is exempt, and the message says why none is owed."""
    exempt = matter.limit("fees.agency_exempt")
    charged = matter.asked.fee
    if matter.envelope is None and charged is None:
        raise NotChecked("no message has been made, so nothing is known of what it costs")
    if matter.envelope is not None and isinstance(exempt, Mapping) and "code" in exempt:
        payment = matter.envelope.payment
        if payment.exemption_code != str(exempt["code"]):
            yield Evidence(document="", problem="The message does not give the agency's exemption from fees.")
    if charged is None:
        yield Unchecked(reason=matter.asked.fee_unknown)
    elif exempt and charged > Decimal(0):
        yield Evidence(document="", problem=f"The court asks ${charged:,.2f}, though the agency is exempt.")
    elif exempt is None and charged > Decimal(0):
        yield Unchecked(
            reason=f"the court asks ${charged:,.2f}, and whether it exempts the agency is not known"
        )


@check(
    34,
    "duplicate",
    Grade.BLOCK,
    "Look for the earlier filing first; sending the same paper again files it twice.",
)
def duplicate(matter: Matter) -> Iterator[Evidence]:
    """No file is in the envelope twice, and none already lies with the court in this case."""
    seen: dict[str, str] = {}
    for paper in matter.papers:
        digest = paper.pdf.sha256
        if digest in seen:
            yield Evidence(document=paper.name, problem=f"It is the same file as {seen[digest]}.")
        elif digest in matter.open_hashes:
            yield Evidence(
                document=paper.name, problem="The same file already lies with the court in this case."
            )
        seen.setdefault(digest, paper.name)


def _printed_edition(paper: Paper) -> date | None:
    """Return the edition in the words of the first page, or None where none is printed with the number."""
    text = paper.pdf.pages[0].text
    number = paper.form.number if paper.form is not None else ""
    for found in REVISED.finditer(text):
        if number in text[max(0, found.start() - 60) : found.start()]:
            try:
                return datetime.strptime(" ".join(found.groups()), "%B %d %Y").date()  # noqa: DTZ007
            except ValueError:
                return None
    return None
