"""A filing that was rejected, or that the court's system did not take, and is submitted again."""

from datetime import date

from assembly.model.value import value


@value
class PaperChange:
    """One place in which a paper that goes again differs from the one that was rejected."""

    paper: str
    page: int | None = None
    before: str = ""
    after: str = ""


@value
class Resubmission:
    """What is said to the court when papers go again (UTCR 21.080(5)-(6); Cal. Rules of Court, rule 2.259).

    `submitted_on` is the date of the first submission, or of the attempt; `rejected_on` that of the
    rejection; `learned_on` when the filer learned that an attempt had failed. `court_reason` is the
    clerk's own words and `reason` why the first date is asked for. `subject` is the subject line in
    the rule's words. `papers` are the titles of what goes again, `changes` every difference.
    `stake` is the deadline that hangs on the first date, `earlier_rejections` those before this one.
    """

    submitted_on: date
    subject: str = ""
    rejected_on: date | None = None
    learned_on: date | None = None
    resubmitted_on: date | None = None
    envelope: str = ""
    court_reason: str = ""
    reason: str = ""
    correction: str = ""
    papers: tuple[str, ...] = ()
    changes: tuple[PaperChange, ...] = ()
    stake: str = ""
    earlier_rejections: tuple[date, ...] = ()
    exhibits: tuple[str, ...] = ()
    declarant: str = ""
    declarant_title: str = ""
    place: str = ""
