"""Whether the attorney is named as the rule wants, and the numbers that the court asks beside a case (33).

Source: UTCR 2.010(6), 1.110(2); Cal. Rules of Court, rule 5.320; the court's list of cross references.
"""

import re
from collections.abc import Iterator

from assembly.model.likeness import letters_of
from efiling.preflight.known import Signer
from efiling.preflight.matter import Matter
from efiling.preflight.registry import check
from efiling.preflight.report import Evidence, Grade, Unchecked
from efiling.preflight.subject import Kind, Paper

REQUIRED = "required"
NO_ID = (
    "the message gives no id of the attorney at the e-filing manager (attorney in the office's access.yaml)"
)
TRIAL = re.compile(r"trial\s+attorney", re.IGNORECASE)


@check(
    33,
    "attorney",
    Grade.BLOCK,
    "Name the attorney of record with the bar number, and give every number that the court requires.",
)
def attorney(matter: Matter) -> Iterator[Evidence | Unchecked]:
    """The attorney on the papers and in the message is one of ours, and every required number is given."""
    papers = [paper for paper in matter.readable() if paper.kind is Kind.PLEADING and paper.signers]
    for paper in papers:
        for signer in paper.signers or ():
            if signer.slot == "agency_attorney":
                yield from _named(matter, paper, signer)
    if matter.envelope is None:
        yield Unchecked(reason="no message has been made, so it names no attorney yet")
        return
    yield from _in_message(matter)
    yield from _numbers(matter)


def _named(matter: Matter, paper: Paper, signer: Signer) -> Iterator[Evidence]:
    words = " ".join(page.text for page in paper.own_pages)
    if matter.limit("attorney.bar_number") == REQUIRED:
        if not signer.bar_number:
            yield Evidence(document=paper.name, problem="The bar number of the attorney is not known.")
        elif not re.search(rf"(?<!\d){re.escape(signer.bar_number)}(?!\d)", words):
            yield Evidence(
                document=paper.name, problem="The bar number of the attorney is not printed.", page=1
            )
    if paper.lead and matter.limit("attorney.trial_attorney") == REQUIRED and not TRIAL.search(words):
        yield Evidence(document=paper.name, problem="The trial attorney is not named.", warns=True)
    if signer.names and not any(letters_of(name) in letters_of(words) for name in signer.names):
        yield Evidence(document=paper.name, problem="The attorney of record is not named.", page=1)


def _in_message(matter: Matter) -> Iterator[Evidence | Unchecked]:
    if matter.envelope is None:
        return
    known, firm = {letters_of(name) for name in matter.attorneys}, matter.asked.firm
    refs = {attorney.ref for attorney in matter.envelope.attorneys}
    for document in matter.envelope.documents:
        if document.attorney is not None and document.attorney not in refs:
            yield Evidence(document=document.title, problem="The message names an attorney who is not in it.")
    for attorney in matter.envelope.attorneys:
        if known and letters_of(attorney.name.full) not in known:
            yield Evidence(document="", problem="The attorney in the message is not the attorney of record.")
        if attorney.court_id and firm and attorney.court_id not in firm:
            yield Evidence(document="", problem="The attorney's id in the message is not one of our firm's.")
    named = any(attorney.court_id for attorney in matter.envelope.attorneys)
    if not named and matter.hint("efiling.manager")[0] and not matter.invented:
        yield Unchecked(reason=NO_ID)
    elif named and not firm:
        yield Unchecked(reason="the office's settings name no attorney of ours at this court")


def _numbers(matter: Matter) -> Iterator[Evidence]:
    """Yield each cross reference that the court requires and does not get, or gets in another form."""
    known = matter.court.codes.get("cross_reference")
    if matter.envelope is None or known is None:
        return
    given = {number.code: number.number for number in matter.envelope.cross_references}
    for row in known.rows:
        number = given.get(row.code)
        if number is None:
            if row.columns.get(REQUIRED) == "true":
                yield Evidence(document="", problem=f"The court requires a number: {row.name}.")
        elif (pattern := row.columns.get("regex")) and not re.fullmatch(pattern, number):
            yield Evidence(
                document="", problem=f"The number {row.name} does not have the form that the court takes."
            )
