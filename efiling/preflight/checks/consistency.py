"""One fact, one form of it: names, birth dates, numbers and amounts agree in all papers and the message (42).

Last four digits beside a full number, a year beside a date, and a recorded other name agree. A street
that is spelled otherwise only warns.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from assembly.model.likeness import letters_of
from efiling.model import Organization
from efiling.preflight.checks.arithmetic import figures
from efiling.preflight.known import Individual
from efiling.preflight.matter import Matter
from efiling.preflight.reading.withholding import is_withholding_order, read_order
from efiling.preflight.registry import check
from efiling.preflight.report import Evidence, Grade, Unchecked
from efiling.preflight.spelling import name_slip, only_accents, street_slip
from efiling.preflight.subject import Kind, Paper

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
DATE = re.compile(
    rf"\b(?:({MONTHS})\s+(\d{{1,2}}),\s+(\d{{4}})|(\d{{1,2}})/(\d{{1,2}})/(\d{{4}})|(\d{{4}})-(\d{{2}})-(\d{{2}}))\b"
)
BORN = re.compile(r"\b(?:born|birth|d\.?o\.?b\b|nacid[oa]|nacimiento)", re.IGNORECASE)
BORN_NEAR = re.compile(r"\b(?:born|birth\s*date|date\s+of\s+birth|d\.?o\.?b\.?)\b[^\d]{0,24}$", re.IGNORECASE)
BORN_IN = re.compile(r"\b(?:born\s+in|birth\s+year|year\s+of\s+birth)\b\s*:?\s*(\d{4})", re.IGNORECASE)
LAST_FOUR = re.compile(r"(?:[xX*\u2022]{3}[-\u2010-\u2015 ]?[xX*\u2022]{2}[-\u2010-\u2015 ]?)(\d{4})(?!\d)")
CASE_NUMBER = re.compile(
    r"\bcase\s*(?:no\b\.?|number)\s*:?\s*([A-Z0-9][A-Z0-9\u2010-\u2015\-]{3,})", re.IGNORECASE
)
HEAD = 2_500  # letters: how far a caption reaches
LEAST_OVER = 8  # letters of a value that begins on the page before
ACROSS = 60  # letters behind a name within which its birth date stands


@check(
    42,
    "consistency",
    Grade.BLOCK,
    "Mend the fact at its source and make every paper of the packet anew.",
)
def consistency(matter: Matter) -> Iterator[Evidence | Unchecked]:
    """What the papers and the message say of the same person, amount or case is the same everywhere."""
    papers = (*matter.readable(), *matter.enclosed)
    yield from _among_themselves(matter, matter.readable())
    if not matter.facts_known:
        reason = "the facts of the case are not known"
        if len(matter.papers) < 2:
            reason = "there is one file and no facts of a case to hold it against"
        yield Unchecked(reason=reason)
        return
    for paper in papers:
        yield from _printed(paper)
        yield from _people(matter, paper)
        yield from _streets(matter, paper)
        yield from _withheld(matter, paper)
    yield from _message(matter)


def _printed(paper: Paper) -> Iterator[Evidence]:
    """Yield each fact that the paper was made from and does not print as it is."""
    if paper.printed is None:
        return
    pages = [letters_of(page.text) for page in paper.pdf.pages]
    there = figures("\n".join(page.text for page in paper.pdf.pages))
    said: set[str] = set()
    for entry in paper.printed:
        letters = letters_of(entry.text)
        amounts = figures(entry.text)
        missing = bool(amounts - there) if amounts else not _stands(letters, pages)
        if not entry.derived and letters and missing and entry.words not in said:
            said.add(entry.words)
            yield Evidence(document=paper.name, problem=f"It does not print {entry.words} as it is recorded.")


def _stands(letters: str, pages: Sequence[str]) -> bool:
    """Whether letters stand on a page, or begin on one and end on the next, with a foot and a head between."""
    if any(letters in page for page in pages):
        return True
    for place, page in enumerate(pages[:-1]):
        low, high = 0, len(letters)  # the longest beginning that the page has
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if letters[:middle] in page else (low, middle - 1)
        if low >= LEAST_OVER and letters[low:] in pages[place + 1]:
            return True
    return False


def _people(matter: Matter, paper: Paper) -> Iterator[Evidence]:
    if paper.kind is Kind.EXHIBIT:
        return
    names = tuple((person.name, *person.aliases) for person in matter.people)
    known_fours = {person.ssn_last4 for person in matter.people if person.ssn_last4}
    for page in paper.own_pages:
        for line in page.lines:
            for person in matter.people:
                wrong = _wrong_birth(person, line.text)
                if wrong:
                    yield Evidence(
                        document=paper.name,
                        problem="A birth date is not the one that is recorded.",
                        page=page.number,
                        rect=line.rect,
                        text=person.name,
                    )
            for found in LAST_FOUR.finditer(line.text):
                if known_fours and found[1] not in known_fours:
                    yield Evidence(
                        document=paper.name,
                        problem="The last four digits of a number are nobody's in the case.",
                        page=page.number,
                        rect=line.rect,
                    )
            slip = name_slip(names, line.text)
            if slip:
                yield Evidence(
                    document=paper.name,
                    problem="A name is spelled otherwise than it is recorded.",
                    page=page.number,
                    rect=line.rect,
                    text=slip,
                    warns=only_accents(slip, names),
                )


def _wrong_birth(person: Individual, text: str) -> bool:
    """Whether a line has a person's name and, as a birth date, another than the person's."""
    if person.birth_date is None:
        return False
    names = [name for name in (person.name, *person.aliases) if letters_of(name)]
    spot = next(
        (text.casefold().find(name.casefold()) for name in names if name.casefold() in text.casefold()), -1
    )
    if spot < 0:
        return False
    behind = text[spot : spot + len(person.name) + ACROSS]
    year = BORN_IN.search(behind)
    if year:
        return int(year[1]) != person.birth_date.year
    for found in DATE.finditer(behind):
        if BORN_NEAR.search(behind[: found.start()]):
            return _day(found) not in (None, person.birth_date)
    return False


def _streets(matter: Matter, paper: Paper) -> Iterator[Evidence]:
    """Yield, as a warning, each street that is one of the case's but for a letter."""
    for page in paper.own_pages:
        for line in page.lines:
            for street in matter.streets:
                number, _, name = street.partition(" ")
                if not number.isdigit() or letters_of(street) in letters_of(line.text):
                    continue
                found = re.search(rf"(?<!\d){number}\s+((?:[^\W\d_]+\.?\s*){{1,4}})", line.text)
                if found and street_slip(name, found[1]):
                    yield Evidence(
                        document=paper.name,
                        problem="A street is spelled otherwise than it is recorded.",
                        page=page.number,
                        rect=line.rect,
                        warns=True,
                    )


def _withheld(matter: Matter, paper: Paper) -> Iterator[Evidence]:
    """Yield each amount of a withholding order that is not the support order's."""
    if matter.withholding is None or not matter.withholding.amounts or not is_withholding_order(paper):
        return
    order = read_order(paper)
    for line in order.lines if order is not None else ():
        ordered = matter.withholding.amounts.get(line.kind)
        if line.amount is not None and line.amount != ordered:
            said = f"${ordered:,.2f}" if ordered is not None else "nothing"
            yield Evidence(
                document=paper.name,
                problem=f"It withholds ${line.amount:,.2f} of {line.kind.replace('_', ' ')}; {said} is ordered.",
                page=order.page if order is not None else None,
                rect=line.rect,
            )


def _message(matter: Matter) -> Iterator[Evidence]:
    """Yield what the message says otherwise than the facts."""
    envelope = matter.envelope
    if envelope is None:
        return
    if letters_of(envelope.case.docket_number) != letters_of(matter.case_number):
        yield Evidence(document="", problem="The message has another case number than the papers.")
    known = {letters_of(name) for person in matter.people for name in (person.name, *person.aliases)}
    births = {letters_of(person.name): person.birth_date for person in matter.people}
    for party in envelope.parties:
        if isinstance(party.name, Organization):
            continue
        letters = letters_of(party.full_name)
        if known and letters not in known and not any(name.startswith(letters) for name in known):
            yield Evidence(document="", problem="The message names a party otherwise than it is recorded.")
        born = births.get(letters)
        if party.birth_date is not None and born is not None and party.birth_date != born:
            yield Evidence(document="", problem="The message has another birth date of a party.")


def _among_themselves(matter: Matter, papers: Sequence[Paper]) -> Iterator[Evidence]:
    """Yield what papers of one filing say of each other's case and people; this needs no facts."""
    if matter.facts_known or len(papers) < 2:
        return
    numbers: dict[str, str] = {}
    births: dict[str, tuple[date, str]] = {}
    for paper in papers:
        if paper.kind is Kind.EXHIBIT or not paper.pdf.pages:
            continue
        for found in CASE_NUMBER.findall(paper.pdf.pages[0].text[:HEAD]):
            if any(c.isdigit() for c in found):
                numbers.setdefault(letters_of(found), paper.name)
        for page in paper.own_pages:
            for line in page.lines:
                for name, day in _births(line.text):
                    first = births.setdefault(name, (day, paper.name))
                    if first[0] != day:
                        yield Evidence(
                            document=paper.name,
                            problem=f"A birth date is another one than in {first[1]}.",
                            page=page.number,
                            rect=line.rect,
                        )
    if len(numbers) > 1:
        yield Evidence(
            document=", ".join(dict.fromkeys(numbers.values())),
            problem=f"The papers have {len(numbers)} different case numbers.",
        )


def _births(text: str) -> Iterator[tuple[str, date]]:
    """Yield (name, birth date) where a line says of a name when the person was born."""
    for found in DATE.finditer(text):
        before = text[: found.start()]
        if not BORN_NEAR.search(before):
            continue
        names = re.findall(r"((?:[^\W\d_][^\W\d_’'\-]+\s+){1,3}[^\W\d_][^\W\d_’'\-]+)", BORN.split(before)[0])
        day = _day(found)
        if names and day is not None:
            yield letters_of(names[-1]), day


def _day(found: re.Match[str]) -> date | None:
    word, day, year, m, d, y, iso_y, iso_m, iso_d = found.groups()
    try:
        if word:
            return datetime.strptime(f"{word.capitalize()} {day} {year}", "%B %d %Y").date()  # noqa: DTZ007
        if y:
            return date(int(y), int(m), int(d))
        return date(int(iso_y), int(iso_m), int(iso_d))
    except ValueError:
        return None
