"""Whether the edition of a form may still be filed.

Source: Cal. Rules of Court, rules 1.31 and 5.311(a).
"""

from datetime import date

from assembly.model.document import FormEdition
from assembly.rules.conditions import add_months
from assembly.rules.matter import Matter
from assembly.rules.named import question


@question
def edition_accepted(matter: Matter) -> tuple[str, ...]:
    """Return one empty pointer for each paper whose form was replaced longer ago than the agency's grace.

    A form whose editions are not known is not at fault. No fact mends an edition: the paper does.
    """
    return tuple("" for paper in matter.documents if paper.form and _is_out_of_date(paper.form, matter))


def _is_out_of_date(form: FormEdition, matter: Matter) -> bool:
    place, on = matter.jurisdiction, matter.on
    known = (row for row in matter.law.table("form_editions", place, on) if row["form"] == form.number)
    newest = max((day for row in known if (day := date.fromisoformat(row["edition"])) <= on), default=None)
    if newest is None or form.revised >= newest:
        return False
    grace = int(matter.law.value("form_grace_months", place, on))
    return on.isoformat() > add_months(newest.isoformat(), grace)
