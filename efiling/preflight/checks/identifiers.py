"""Numbers and whereabouts that a public paper may not show (22 and 23).

Source: Cal. Rules of Court, rule 1.201; UTCR 2.130; 42 U.S.C. § 654(26).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from efiling.preflight.checks.text import words_of
from efiling.preflight.matter import Matter, NotApplicable
from efiling.preflight.registry import check
from efiling.preflight.report import Evidence, Grade

BETWEEN = r"[\s.\-\u2010-\u2015\u2212\u00ad]{0,3}"
SSN = re.compile(rf"(?<![\d-])(?!000|666)\d{{3}}{BETWEEN}(?!00)\d{{2}}{BETWEEN}(?!0000)\d{{4}}(?![\d-])")
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
def identifiers(matter: Matter) -> Iterator[Evidence]:
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
        *(
            (re.compile(re.escape(number), re.IGNORECASE), "a driver license number")
            for number in licenses
            if len(number) > SHORT
        ),
        *((re.compile(re.escape(text)), "a birth date") for text in births),
    ]
    for paper in matter.readable():
        if paper.identifiers_allowed:
            continue
        for page, text in words_of(paper):
            for problem in _found(text, own):
                yield Evidence(document=paper.name, problem=f"It shows {problem}.", page=page)


@check(
    23,
    "protected-address",
    Grade.BLOCK,
    "Print the agency's or the substitute address; a release takes two people.",
)
def protected_address(matter: Matter) -> Iterator[Evidence]:
    """Nothing tells where a protected person lives, works or can be reached: in words, properties or file name."""
    if not matter.private.protected:
        raise NotApplicable
    wanted = [_loosely(text) for text in matter.private.protected if len(text.strip()) > SHORT]
    for paper in matter.readable():
        for page, text in words_of(paper):
            if any(pattern.search(text) for pattern in wanted):
                yield Evidence(
                    document=paper.name, problem="It shows where a protected person can be found.", page=page
                )


def _found(text: str, own: Sequence[tuple[re.Pattern[str], str]]) -> Iterator[str]:
    said = set()
    for pattern, words in own:
        if words not in said and pattern.search(text):
            said.add(words)
            yield words
    if "a person's social security number" not in said and _near(text, SSN, SSN_WORDS):
        yield "what reads as a social security number"
    if any(_luhn(match.group(0)) for match in _all_near(text, ACCOUNT, ACCOUNT_WORDS)):
        yield "what reads as a card or account number"


def _near(text: str, pattern: re.Pattern[str], words: re.Pattern[str]) -> bool:
    return next(_all_near(text, pattern, words), None) is not None


def _all_near(text: str, pattern: re.Pattern[str], words: re.Pattern[str]) -> Iterator[re.Match[str]]:
    for match in pattern.finditer(text):
        if words.search(text[max(0, match.start() - CONTEXT) : match.end() + CONTEXT]):
            yield match


def _spread(number: str) -> re.Pattern[str]:
    """Return a pattern for a number however it is divided by hyphens, blanks or line ends."""
    digits = [re.escape(character) for character in number if character.isalnum()]
    return re.compile(rf"(?<!\d){BETWEEN.join(digits)}(?!\d)" if digits else r"(?!)")


def _loosely(text: str) -> re.Pattern[str]:
    """Return a pattern for a text whatever its case, blanks and punctuation; a telephone by its digits."""
    if re.fullmatch(r"[\d\s().+-]{7,}", text):
        return _spread(text)
    words = [re.escape(word) for word in re.findall(r"[\w@]+", text)]
    return re.compile(r"(?<!\w)" + r"[\W_]+".join(words) + r"(?!\w)", re.IGNORECASE)


def _luhn(number: str) -> bool:
    """Whether the digits have a valid check digit (ISO/IEC 7812-1, annex B)."""
    digits = [int(character) for character in number if character.isdigit()][::-1]
    doubled = [digit * 2 - 9 * (digit > 4) for digit in digits[1::2]]
    return len(digits) > 12 and (sum(digits[::2]) + sum(doubled)) % 10 == 0


def _birth_dates_barred(allowed: object) -> bool:
    if isinstance(allowed, Mapping):
        return allowed.get("date_of_birth") in ("year", "none")
    return isinstance(allowed, Sequence) and not isinstance(allowed, str) and "date_of_birth" in allowed


def _birth_dates(matter: Matter) -> tuple[str, ...]:
    texts = []
    for raw in matter.private.birth_dates:
        day = date.fromisoformat(raw)
        texts += [
            f"{day:%B} {day.day}, {day.year}",
            f"{day:%b} {day.day}, {day.year}",
            f"{day:%m/%d/%Y}",
            f"{day.month}/{day.day}/{day.year}",
            day.isoformat(),
        ]
    return tuple(texts)
