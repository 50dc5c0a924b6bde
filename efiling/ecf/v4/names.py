"""Prefixes, addresses and fixed words of ECF 4."""

from collections.abc import Mapping
from types import MappingProxyType

_OASIS = "urn:oasis:names:tc:legalxml-courtfiling:schema:xsd:"
_TYLER = "urn:tyler:ecf:extensions:"

NAMESPACES: Mapping[str, str] = MappingProxyType(
    {
        "s": "http://niem.gov/niem/structures/2.0",
        "nc": "http://niem.gov/niem/niem-core/2.0",
        "j": "http://niem.gov/niem/domains/jxdm/4.0",
        "ecf": f"{_OASIS}CommonTypes-4.0",
        "core": f"{_OASIS}CoreFilingMessage-4.0",
        "dom": f"{_OASIS}DomesticCase-4.0",
        "pay": f"{_OASIS}PaymentMessage-4.0",
        "receipt": f"{_OASIS}MessageReceiptMessage-4.0",
        "callback": f"{_OASIS}ReviewFilingCallbackMessage-4.0",
        "paid": f"{_OASIS}PaymentReceiptMessage-4.0",
        "statusq": f"{_OASIS}FilingStatusQueryMessage-4.0",
        "statusr": f"{_OASIS}FilingStatusResponseMessage-4.0",
        "listq": f"{_OASIS}FilingListQueryMessage-4.0",
        "listr": f"{_OASIS}FilingListResponseMessage-4.0",
        "feesq": f"{_OASIS}FeesCalculationQueryMessage-4.0",
        "feesr": f"{_OASIS}FeesCalculationResponseMessage-4.0",
        "policyq": f"{_OASIS}CourtPolicyQueryMessage-4.0",
        "policyr": f"{_OASIS}CourtPolicyResponseMessage-4.0",
        "caselistq": f"{_OASIS}CaseListQueryMessage-4.0",
        "caselistr": f"{_OASIS}CaseListResponseMessage-4.0",
        "caseq": f"{_OASIS}CaseQueryMessage-4.0",
        "caser": f"{_OASIS}CaseResponseMessage-4.0",
        "served": f"{_OASIS}ServiceReceiptMessage-4.0",
        "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
        "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
        "tyler": f"{_TYLER}Common",
        "detailq": f"{_TYLER}FilingDetailQueryMessage",
        "detailr": f"{_TYLER}FilingDetailResponseMessage",
        "cancelq": f"{_TYLER}CancelFilingMessage",
        "cancelr": f"{_TYLER}CancelFilingResponseMessage",
        "w": "urn:oasis:names:tc:legalxml-courtfiling:wsdl:WebServicesProfile-Definitions-4.0",
    }
)
"""What a 4.0 or 4.01 court uses; 4.1 renames the OASIS ones, so a profile may override any."""

PROFILE = f"{_OASIS}WebServicesMessaging-2.0"
"""The messaging profile that every message names."""

ATTORNEY_ROLE = "ATTY"
"""The participant role of a lawyer."""

NEW, KNOWN = "REFERENCE", "IDENTIFICATION"
"""How a party or attorney is pointed at: by its id in the message, or by the court's id."""
