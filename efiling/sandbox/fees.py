"""What the sandbox court charges."""

from decimal import Decimal

from efiling.courts import CourtProfile
from efiling.model import Envelope, Fee, FeeQuote

_NOTHING = Decimal("0.00")


def fee_quote(envelope: Envelope, profile: CourtProfile) -> FeeQuote:
    """Return what an envelope costs: nothing for an exempt agency, the table's fee otherwise."""
    exempt = str(profile.mapping("fees.agency_exempt").get("code", ""))
    if envelope.payment.exemption_code and envelope.payment.exemption_code == exempt:
        return FeeQuote(total=_NOTHING, fees=(Fee(reason=f"Exempt: {exempt}", amount=_NOTHING),))
    codes = profile.codes.get("filing_code")
    table = {
        codes.code_for(word): Decimal(str(amount))
        for word, amount in (profile.mapping("fees.table").items() if codes else ())
        if codes
    }
    fees = tuple(
        Fee(reason=document.title, amount=table.get(document.filing_code, _NOTHING))
        for document in envelope.documents
    )
    return FeeQuote(total=sum((fee.amount for fee in fees), _NOTHING), fees=fees)
