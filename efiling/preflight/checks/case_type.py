"""Whether the court knows the category and type under which the case is filed (4).

Source: the court's own code lists, by their version; for a case on file, what the court has for it.
"""

from collections.abc import Generator, Iterator, Mapping
from datetime import date

from efiling.courts.codes import Code, CodeSet
from efiling.model import EnvelopeCase
from efiling.preflight.matter import Matter, NotChecked
from efiling.preflight.registry import check
from efiling.preflight.report import Evidence, Grade, Unchecked

CATEGORIES, TYPES = "case_category", "case_type"
ECF_TYPE = "ecf_case_type"
DOMESTIC = "DomesticCase"
ALLOWED = "packet.case_types"


@check(
    4,
    "case-type",
    Grade.BLOCK,
    "Take the category and type from the court's list as it is today; for a case on file, those that the court has.",
)
def case_type(matter: Matter) -> Iterator[Evidence | Unchecked]:
    """Category and type are in the court's lists on the day, belong together, and fit the papers."""
    if matter.envelope is None:
        raise NotChecked("no message has been made, so the case has no category and type yet")
    case = matter.envelope.case
    if matter.on_file == (case.category_code, case.type_code):
        return  # the court's own codes for a case on file hold even where no list has them
    category = yield from _listed(matter, CATEGORIES, case.category_code, "category")
    kind = yield from _listed(matter, TYPES, case.type_code, "type")
    if category is not None and category.columns.get(ECF_TYPE, DOMESTIC) != DOMESTIC:
        yield Evidence(
            document="",
            problem=f"The case category {category.code} ({category.name}) is not one of domestic cases.",
        )
    if kind is not None:
        yield from _fits(kind, case)
    yield from _papers(matter, case)


def _listed(
    matter: Matter, name: str, code: str, word: str
) -> Generator[Evidence | Unchecked, None, Code | None]:
    """Yield what stands against a code, and return its row; None where it has none."""
    known = matter.court.codes.get(name)
    if known is None or not known.rows:
        yield Unchecked(reason=f"the court's list of each case {word} was not read")
        return None
    row = known.row(code)
    if row is None:
        yield Evidence(document="", problem=f"The case {word} {code} is not in the court's list.")
    elif not _in_force(row, matter.today):
        yield Evidence(
            document="", problem=f"The case {word} {code} ({row.name}) is not in force on the day."
        )
    return row


def _fits(kind: Code, case: EnvelopeCase) -> Iterator[Evidence]:
    if kind.columns.get("category", case.category_code) != case.category_code:
        yield Evidence(
            document="",
            problem=f"The case type {kind.code} belongs to category {kind.columns['category']}, not {case.category_code}.",
        )
    opens = kind.columns.get("initial")
    if opens is not None and (opens == "true") != case.is_new:
        wanted = "opens a case" if case.is_new else "goes into a case on file"
        yield Evidence(
            document="",
            problem=f"The case type {kind.code} ({kind.name}) is not one under which a filing {wanted}.",
        )


def _papers(matter: Matter, case: EnvelopeCase) -> Iterator[Evidence]:
    """Yield each paper that the profile takes under other case types only."""
    allowed = matter.limit(ALLOWED)
    known: CodeSet | None = matter.court.codes.get(TYPES)
    if not isinstance(allowed, Mapping) or known is None:
        return
    for paper in matter.papers:
        words = allowed.get(paper.filing_code)
        if isinstance(words, list) and case.type_code not in {known.ours.get(str(word)) for word in words}:
            yield Evidence(
                document=paper.name,
                problem=f"The court does not take this paper under case type {case.type_code}.",
            )


def _in_force(row: Code, day: date) -> bool:
    """Whether a row is in force on a day; a list without dates holds until a newer one is read."""
    begins, ends = row.columns.get("from", ""), row.columns.get("until", "")
    return (not begins or begins <= day.isoformat()) and (not ends or day.isoformat() < ends)
