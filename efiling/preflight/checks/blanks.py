"""Boxes that may not stay empty (15).

What must be filled is known in three ways: the document type names boxes, the court's profile names
labels by form, and a fillable file marks its own required fields. A box is empty if nothing but its
own lines is in it; "N/A" and a drawn check mark fill it.

Source: ORS 18.042; the instructions of each form.
"""

from collections.abc import Iterator, Mapping

from assembly.model.likeness import letters_of
from efiling.preflight.matter import Matter, NotChecked
from efiling.preflight.reading.drawn import Rect
from efiling.preflight.reading.lines import Line
from efiling.preflight.reading.page import SEEN_SCALE, Page
from efiling.preflight.registry import check
from efiling.preflight.report import Evidence, Grade
from efiling.preflight.subject import Paper

REQUIRED = "forms.required"
EMPTY = 0.002  # of the box: less ink is dust
INK = 200
WIDEST = 320.0  # points to the right of a label in which its value stands
LABEL, NEXT_LINE = 80.0, 14.0  # points: how far a value may begin from its label's end, and how far below
SHORT = 220.0  # points: a wider line under a label is a sentence
RULE = 0.6  # of the box's width or height: such a line belongs to the form
EDGE = 1.0


@check(
    15,
    "blank-fields",
    Grade.BLOCK,
    "Fill the box; where there is nothing to say, write N/A.",
)
def blank_fields(matter: Matter) -> Iterator[Evidence]:
    """No box is empty that the form, the court or the file itself says must be filled."""
    looked = 0
    by_form = matter.limit(REQUIRED)
    for paper in matter.readable():
        for box in paper.boxes:
            looked += 1
            if box.page <= len(paper.pdf.pages) and is_blank(paper.pdf.pages[box.page - 1], box.rect):
                yield _empty(paper, box.label, box.page, box.rect)
        for field in paper.pdf.fields:
            if not field.required:
                continue
            looked += 1
            if not field.filled and is_blank(paper.pdf.pages[field.page - 1], field.rect):
                yield _empty(paper, field.label, field.page, field.rect)
        looked += bool(paper.printed)
        yield from _unseen(paper)
        for label in _labels(by_form, paper):
            for page, rect in _places(paper, label):
                looked += 1
                if is_blank(page, rect) and not _value_below(page, rect):
                    yield _empty(paper, label, page.number, rect)
    if not looked:
        raise NotChecked("nobody has said which boxes of these papers must be filled")


def _unseen(paper: Paper) -> Iterator[Evidence]:
    """Yield the values that the paper has as words and shows no ink of."""
    wanted = {letters_of(entry.text): entry.words for entry in paper.printed or () if not entry.derived}
    for page in paper.own_pages:
        for line in page.lines:
            letters = letters_of(line.text)
            if letters in wanted and is_blank(page, line.rect):
                yield _empty(paper, wanted[letters], page.number, line.rect)


def _empty(paper: Paper, label: str, page: int, rect: Rect) -> Evidence:
    return Evidence(
        document=paper.name, problem=f"The box “{label.rstrip(':')}” is empty.", page=page, rect=rect
    )


def _labels(by_form: object, paper: Paper) -> tuple[str, ...]:
    """Return the labels that must have a value beside them, by the form's number or the document type."""
    if not isinstance(by_form, Mapping):
        return ()
    names = {paper.type_id.rpartition("/")[2]} | ({paper.form.number} if paper.form is not None else set())
    return tuple(
        str(label)
        for name, labels in by_form.items()
        if str(name) in names and isinstance(labels, list | tuple)
        for label in labels
    )


def _places(paper: Paper, label: str) -> Iterator[tuple[Page, Rect]]:
    """Yield where the value of a label stands: to its right, up to the next words far from it."""
    wanted = letters_of(label)
    for page in paper.own_pages:
        for line in page.lines:
            found = _end_of(line, wanted)
            if found is not None:
                yield page, found
                return  # a label that comes again has its value in the first place


def _value_below(page: Page, rect: Rect) -> bool:
    """Whether a short text that is no label stands under a label, as where a box has its label on top."""
    for line in page.lines:
        for part in line.parts:
            under = rect[3] - 4 <= part.rect[1] <= rect[3] + NEXT_LINE and abs(part.rect[0] - rect[0]) < LABEL
            short = part.rect[2] - part.rect[0] < SHORT
            if under and short and ":" not in part.text and letters_of(part.text):
                return True
    return False


def _end_of(line: Line, wanted: str) -> Rect | None:
    """Return the space behind a label in a line, or None where the label does not begin a piece of it."""
    for number, part in enumerate(line.parts):
        letters = letters_of(part.text)
        if letters.startswith(wanted) and len(letters) > len(wanted):
            whole = part.rect  # the value stands in the same piece of text
            return (whole[0], whole[1], whole[2], whole[3])
        said = ""
        for last in range(number, len(line.parts)):
            said += letters_of(line.parts[last].text)
            if said == wanted:
                left = line.parts[last].rect[2] + 1
                labels = [p.rect[0] for p in line.parts[last + 1 :] if p.text.rstrip().endswith(":")]
                right = min([left + WIDEST, *labels])
                return (left, line.rect[1] - 2, right, line.rect[3] + 2)
            if not wanted.startswith(said):
                break
    return None


def is_blank(page: Page, rect: Rect) -> bool:
    """Say whether a box has nothing in it but lines of its own."""
    x0, y0, x1, y1 = rect
    box = (
        max(round((x0 + EDGE) * SEEN_SCALE), 0),
        max(round((y0 + EDGE) * SEEN_SCALE), 0),
        min(round((x1 - EDGE) * SEEN_SCALE), page.close_up.width),
        min(round((y1 - EDGE) * SEEN_SCALE), page.close_up.height),
    )
    wide, high = box[2] - box[0], box[3] - box[1]
    if wide <= 0 or high <= 0:
        return False
    levels = page.close_up.crop(box).tobytes()
    rows = [levels[row * wide : (row + 1) * wide] for row in range(high)]
    kept = [row for row in rows if sum(level < INK for level in row) <= RULE * wide]
    columns = [
        column for column in range(wide) if high < 6 or sum(row[column] < INK for row in rows) <= 0.9 * high
    ]
    dark = sum(row[column] < INK for row in kept for column in columns)
    return dark < EMPTY * wide * high
