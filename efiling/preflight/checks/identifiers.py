"""Numbers and dates that a public paper may not show (22).

Source: Cal. Rules of Court, rule 1.201; UTCR 2.130; 42 U.S.C. § 654(26).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from assembly.model.likeness import letters_of
from efiling.preflight.checks.pictures import words_in_pictures
from efiling.preflight.checks.text import words_of
from efiling.preflight.matter import Matter
from efiling.preflight.message import NAME, words_of_message
from efiling.preflight.places import plain
from efiling.preflight.reading.drawn import Rect
from efiling.preflight.registry import check
from efiling.preflight.report import Evidence, Grade, Unchecked
from efiling.preflight.subject import Paper

BETWEEN = r"[\W_]{0,3}"
APART = r"[\s.\-_/\u00b7\u2010-\u2015\u2022\u2212]{1,3}"
SSN = re.compile(
    rf"(?<![\d-])(?!000|666)(?:\d{{3}}{APART}(?!00)\d{{2}}{APART}(?!0000)\d{{4}}|\d{{3}}(?!00)\d{{2}}(?!0000)\d{{4}})(?![\d-])"
)
SSN_WORDS = re.compile(r"social\s+security|\bssn\b|soc\.?\s*sec|\bitin\b|tax(payer)?\s+id", re.IGNORECASE)
ACCOUNT = re.compile(r"(?<![\d-])(?:\d[ -]?){12,18}\d(?![\d-])")
ACCOUNT_WORDS = re.compile(r"account|acct|card\s*(no|number)|routing", re.IGNORECASE)
CONTEXT = 40
SHORT = 4


@check(
    22,
    "identifiers",
    Grade.BLOCK,
    "Print only the last four digits, or move the number to the confidential form.",
)
def identifiers(matter: Matter) -> Iterator[Evidence | Unchecked]:
    """No full social security, account or license number, and no birth date where the court takes none."""
    allowed = matter.limit("confidential.identifiers")
    births = _birth_dates(matter) if _birth_dates_barred(allowed) else ()
    licenses = matter.private.licenses
    own = [
        *(
            (_spread(number), "a person's social security number")
            for number in matter.private.social_security
        ),
        *((_spread(number), "a full account number") for number in matter.private.accounts),
        *((_spread(number), "a driver license number") for number in licenses if len(number) > SHORT),
        *((day, "a birth date") for day in births),
    ]
    for paper in matter.readable():
        if paper.identifiers_allowed:
            continue
        for page, text in words_of(paper):
            for problem, rect in _found(paper, page, text, own):
                yield Evidence(document=paper.name, problem=f"It shows {problem}.", page=page, rect=rect)
        for seen in words_in_pictures(matter, paper):
            if isinstance(seen, Unchecked):
                yield seen
                continue
            for problem, _ in _found(None, None, seen[1], own):
                yield Evidence(
                    document=paper.name, problem=f"The picture of the page shows {problem}.", page=seen[0]
                )
    sent = words_of_message(matter.envelope, matter.message)
    if sent:
        for problem, _ in _found(None, None, sent, own):
            yield Evidence(document=NAME, problem=f"It shows {problem}.")


def _found(
    paper: Paper | None, page: int | None, text: str, own: Sequence[tuple[re.Pattern[str], str]]
) -> Iterator[tuple[str, Rect | None]]:
    """Yield what a text shows that it may not, with the place on its page where that is one."""
    text = plain(text)
    said = set()
    for pattern, words in own:
        match = pattern.search(text)
        if words not in said and match:
            said.add(words)
            yield words, _place(paper, page, match[0])
    near = next(_all_near(text, SSN, SSN_WORDS), None)
    if near and not said & {"a person's social security number"}:
        yield "what reads as a social security number", _place(paper, page, near[0])
    for match in _all_near(text, ACCOUNT, ACCOUNT_WORDS):
        if _luhn(match[0]):
            yield "what reads as a card or account number", _place(paper, page, match[0])
            break


def _place(paper: Paper | None, page: int | None, found: str) -> Rect | None:
    """Return where a text stands on its page; None where it is on none, or goes over a line."""
    if paper is None or page is None:
        return None
    letters = letters_of(found)
    lines = paper.pdf.pages[page - 1].lines
    return next((line.rect for line in lines if letters in letters_of(line.text)), None)


def _all_near(text: str, pattern: re.Pattern[str], words: re.Pattern[str]) -> Iterator[re.Match[str]]:
    for match in pattern.finditer(text):
        if words.search(text[max(0, match.start() - CONTEXT) : match.end() + CONTEXT]):
            yield match


def _spread(number: str) -> re.Pattern[str]:
    """Return a pattern for a number however it is divided by hyphens, blanks, other signs or line ends."""
    digits = [re.escape(character) for character in number if character.isalnum()]
    return re.compile(rf"(?<!\d){BETWEEN.join(digits)}(?!\d)" if digits else r"(?!)", re.IGNORECASE)


def _luhn(number: str) -> bool:
    """Whether the digits have a valid check digit (ISO/IEC 7812-1, annex B)."""
    digits = [int(character) for character in number if character.isdigit()][::-1]
    doubled = [digit * 2 - 9 * (digit > 4) for digit in digits[1::2]]
    return len(digits) > 12 and (sum(digits[::2]) + sum(doubled)) % 10 == 0


def _birth_dates_barred(allowed: object) -> bool:
    if isinstance(allowed, Mapping):
        return allowed.get("date_of_birth") in ("year", "none")
    return isinstance(allowed, Sequence) and not isinstance(allowed, str) and "date_of_birth" in allowed


def _birth_dates(matter: Matter) -> tuple[re.Pattern[str], ...]:
    return tuple(_day(date.fromisoformat(raw)) for raw in matter.private.birth_dates)


def _day(day: date) -> re.Pattern[str]:
    """Return a pattern for a day as it is written in the United States, in words, in figures, or as in a record."""
    month, number = rf"(?:{day:%B}|{day:%b}\.?)", rf"0?{day.day}(?:st|nd|rd|th)?"
    ways = (
        rf"{month}\s+{number},?\s+{day.year}",
        rf"{number}\s+(?:of\s+)?{month},?\s+{day.year}",
        rf"0?{day.month}\s?[/.\-]\s?0?{day.day}\s?[/.\-]\s?{day.year}",
        rf"{day.year}[/.\-]{day:%m}[/.\-]{day:%d}",
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(ways)})(?!\w)", re.IGNORECASE)
