"""What a court would charge for an envelope, asked before it is sent, where it matters; and who of ours files."""

import structlog

from api.courts.access import Access
from api.filings.record import StoredFiling
from api.services import Services
from efiling.courts import CourtProfile
from efiling.errors import EfilingError, NotOffered
from efiling.model import Envelope
from efiling.preflight.asked import NOT_ASKED, Asked

log = structlog.get_logger()
NO_WORD = "the court gave no usable answer to what it charges"
NOT_TOLD = "the court does not tell beforehand what it charges"


def quoted(
    services: Services, filing: StoredFiling, envelope: Envelope, *, profile: CourtProfile, firm: Asked
) -> Asked:
    """Return what is known with the court's own fee, where its profile says that the agency owes none.

    A court that gives no answer stops nothing: the fee is then not checked, and the reason is told.
    """
    if not profile.fact("fees.agency_exempt").value:
        return firm
    try:
        with services.courts.connect(filing.court) as connection:
            return Asked(fee=connection.court.fee_quote(envelope).total, firm=firm.firm)
    except NotOffered:
        why = NOT_TOLD
    except EfilingError as error:
        log.info("no fee", error=type(error).__name__)
        why = NO_WORD
    return Asked(fee_unknown=why, firm=firm.firm)


def firm_of(access: Access) -> Asked:
    """Return the ids that the office's settings give its attorneys at a court."""
    plain = access.plain
    ids = (plain.attorney or "", *plain.attorneys.values())
    return Asked(firm=tuple(dict.fromkeys(filter(None, ids)))) if any(ids) else NOT_ASKED
