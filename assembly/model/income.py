"""What a parent earns, and how that is known."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from assembly.model.value import value


class IncomeBasis(StrEnum):
    """Where the figure that support rests on comes from (Cal. Fam. Code §§ 4058, 17400(d)(2))."""

    ACTUAL = "actual"
    EARNING_CAPACITY = "earning_capacity"
    PRESUMED = "presumed"
    UNKNOWN = "unknown"


class EarningCapacityReason(StrEnum):
    """Why earning capacity is pleaded in place of actual income."""

    INCOME_UNKNOWN = "income_unknown"
    EVIDENCE_CAPACITY_GREATER = "evidence_capacity_greater"


@value
class Diligence:
    """What was done to learn the actual income before earning capacity was pleaded."""

    contact_attempts: int = 0
    recipient_inquiry: bool = False
    database_search: bool = False
    findings: str = ""


@value
class EarningCapacityFactors:
    """The personal factors of Cal. Fam. Code § 4058(b)(2).

    A factor that was asked about and could not be learned is written "unknown"; an empty
    one has not been asked about.
    """

    assets: str = ""
    residence: str = ""
    employment_history: str = ""
    job_skills: str = ""
    education: str = ""
    literacy: str = ""
    age: str = ""
    health: str = ""
    criminal_record_barriers: str = ""
    work_search: str = ""
    local_job_market: str = ""
    employers_willing: str = ""
    prevailing_earnings: str = ""


@value
class Income:
    """A parent's income. Amounts are dollars per month."""

    basis: IncomeBasis
    gross_monthly: Decimal | None = None
    net_disposable_monthly: Decimal | None = None
    evidence: tuple[str, ...] = ()
    evidence_dated: date | None = None
    earning_capacity_reason: EarningCapacityReason | None = None
    earning_capacity_ground: str = ""
    earning_capacity: EarningCapacityFactors = EarningCapacityFactors()
    diligence: Diligence = Diligence()
