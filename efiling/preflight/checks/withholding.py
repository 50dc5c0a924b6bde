"""The federal income withholding order: unaltered, complete, and payable to the disbursement unit (40).

Source: 42 U.S.C. § 666(b)(6)(A)(ii); 45 CFR 303.100(e); OMB 0970-0154, instructions 1a-50.
"""

from collections.abc import Iterator

from assembly.model.likeness import letters_of
from efiling.preflight.matter import Matter, NotApplicable
from efiling.preflight.reading.fingerprint import differences, editions, share_found
from efiling.preflight.reading.withholding import (
    FORM,
    PER_YEAR,
    Order,
    is_withholding_order,
    numbers,
    read_order,
)
from efiling.preflight.registry import check
from efiling.preflight.report import Evidence, Grade, Unchecked
from efiling.preflight.subject import Paper

SAME_FORM = 0.5  # of the pieces: below that it is somebody's own wording
SHOWN = 4
SHOWN_LETTERS = 40
UNIT = ("disbursementunit", "sdu")


@check(
    40,
    "withholding-form",
    Grade.BLOCK,
    "Make it again on the official form; fonts, paging, letterhead and bar code may differ, words may not.",
)
def withholding_form(matter: Matter) -> Iterator[Evidence | Unchecked]:
    """A withholding order has the form's own words, one payee, amounts in dollars with periods, and the numbers."""
    orders = [(paper, False) for paper in matter.readable() if is_withholding_order(paper)]
    orders += [(paper, True) for paper in matter.enclosed if is_withholding_order(paper)]
    if not orders:
        raise NotApplicable
    for paper, for_employer in orders:
        yield from _words(paper)
        order = read_order(paper)
        yield from _numbers(matter, paper, for_employer=for_employer)
        if order is None:
            if matter.withholding is None or not matter.withholding.ends:
                yield Unchecked(reason=f"the amounts of {paper.name} do not stand in the form's own places")
            continue
        yield from _amounts(paper, order)
        yield from _payee(matter, paper, order)


def _words(paper: Paper) -> Iterator[Evidence | Unchecked]:
    known = editions(FORM)
    if not known:
        yield Unchecked(reason="no edition of the form is known")
        return
    best = max(known, key=lambda edition: share_found(edition, paper.pdf.pages))
    if share_found(best, paper.pdf.pages) < SAME_FORM:
        yield Evidence(
            document=paper.name,
            problem=f"It is not the form {FORM}: its words are others. An employer may return it.",
            page=1,
        )
        return
    found = differences(best, paper.pdf.pages)
    for place in found[:SHOWN]:
        yield Evidence(
            document=paper.name,
            problem=f"The printed words are not those of {FORM}, {best.printed}.",
            page=place.page,
            text=place.words[:SHOWN_LETTERS],
        )
    if len(found) > SHOWN:
        yield Evidence(document=paper.name, problem=f"They differ at {len(found) - SHOWN} more place(s).")


def _numbers(matter: Matter, paper: Paper, *, for_employer: bool) -> Iterator[Evidence]:
    shown = {letters_of(number) for number in numbers(paper)}
    wanted = matter.withholding
    if for_employer and wanted is not None and wanted.ssn and letters_of(wanted.ssn) not in shown:
        yield Evidence(
            document=paper.name, problem="The employer's copy lacks the social security number.", page=1
        )
    if not for_employer and shown and not paper.identifiers_allowed:
        yield Evidence(
            document=paper.name,
            problem="The court's copy shows a full social security number.",
            page=1,
        )
    if wanted is None:
        return
    words = letters_of(" ".join(page.text for page in paper.pdf.pages))
    for name, text in (
        ("remittance ID", wanted.remittance_id),
        ("order ID", wanted.order_id),
        ("case ID", wanted.case_id),
    ):
        if text and letters_of(text) not in words:
            yield Evidence(document=paper.name, problem=f"It does not have the {name} of the case.", page=1)


def _amounts(paper: Paper, order: Order) -> Iterator[Evidence]:
    total = (order.total,) if order.total is not None else ()
    for line in (*order.lines, *total):
        kind = line.kind.replace("_", " ")
        if line.amount is None:
            yield Evidence(
                document=paper.name,
                problem=f"The amount of {kind} is not an amount of dollars and cents."
                if line.printed
                else f"The line of {kind} has a period and no amount.",
                page=order.page,
                rect=line.rect,
            )
        elif line.period not in PER_YEAR:
            yield Evidence(
                document=paper.name,
                problem=f"The period of {kind} is not given.",
                page=order.page,
                rect=line.rect,
            )
    if order.lines and order.total is None:
        yield Evidence(document=paper.name, problem="The total to withhold is not given.", page=order.page)


def _payee(matter: Matter, paper: Paper, order: Order) -> Iterator[Evidence]:
    page, rect = order.payee_rect or (None, None)
    letters = letters_of(order.payee)
    if not letters:
        yield Evidence(document=paper.name, problem="The payee is not given.", page=page, rect=rect)
    elif matter.withholding is not None:
        if letters != letters_of(matter.withholding.payee):
            yield Evidence(
                document=paper.name,
                problem="The payee is not the state disbursement unit.",
                page=page,
                rect=rect,
            )
    elif not any(word in letters for word in UNIT):
        yield Evidence(
            document=paper.name,
            problem="The payee does not read as a state disbursement unit.",
            page=page,
            rect=rect,
            warns="county" not in letters,
        )
