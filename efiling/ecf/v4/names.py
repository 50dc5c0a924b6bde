"""Prefixes, addresses and fixed words of ECF 4."""

from collections.abc import Mapping
from types import MappingProxyType

_OASIS = "urn:oasis:names:tc:legalxml-courtfiling:schema:xsd:"
_TYLER = "urn:tyler:ecf:extensions:"

_COMMON: Mapping[str, str] = {
    "s": "http://niem.gov/niem/structures/2.0",
    "nc": "http://niem.gov/niem/niem-core/2.0",
    "j": "http://niem.gov/niem/domains/jxdm/4.0",
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
}
_SCHEMAS: Mapping[str, str] = {
    "ecf": "CommonTypes",
    "core": "CoreFilingMessage",
    "dom": "DomesticCase",
    "pay": "PaymentMessage",
    "receipt": "MessageReceiptMessage",
    "callback": "ReviewFilingCallbackMessage",
    "paid": "PaymentReceiptMessage",
    "statusq": "FilingStatusQueryMessage",
    "statusr": "FilingStatusResponseMessage",
    "listq": "FilingListQueryMessage",
    "listr": "FilingListResponseMessage",
    "feesq": "FeesCalculationQueryMessage",
    "feesr": "FeesCalculationResponseMessage",
    "policyq": "CourtPolicyQueryMessage",
    "policyr": "CourtPolicyResponseMessage",
    "caselistq": "CaseListQueryMessage",
    "caselistr": "CaseListResponseMessage",
    "caseq": "CaseQueryMessage",
    "caser": "CaseResponseMessage",
    "serviceq": "ServiceInformationQueryMessage",
    "servicer": "ServiceInformationResponseMessage",
    "served": "ServiceReceiptMessage",
}
_VENDOR: Mapping[str, str] = {
    "tyler": f"{_TYLER}Common",
    "detailq": f"{_TYLER}FilingDetailQueryMessage",
    "detailr": f"{_TYLER}FilingDetailResponseMessage",
    "cancelq": f"{_TYLER}CancelFilingMessage",
    "cancelr": f"{_TYLER}CancelFilingResponseMessage",
    "servicecallback": f"{_TYLER}ServiceCallbackMessage",
    "event": f"{_TYLER}EventCallbackMessage",
}


def namespaces(edition: str = "4.0", *, vendor: bool = True) -> Mapping[str, str]:
    """Return the prefixes and addresses that a court uses.

    Editions 4.0 and 4.01 have one set of addresses; 4.1 renames those of OASIS. Without `vendor`
    a message has the standard's elements only: a table without "tyler" is what builders go by.
    """
    number = "4.0" if edition in ("4", "4.0", "4.01") else edition
    oasis = {prefix: f"{_OASIS}{name}-{number}" for prefix, name in _SCHEMAS.items()}
    return MappingProxyType(
        {
            **_COMMON,
            **oasis,
            **(_VENDOR if vendor else {}),
            "w": f"urn:oasis:names:tc:legalxml-courtfiling:wsdl:WebServicesProfile-Definitions-{number}",
        }
    )


NAMESPACES: Mapping[str, str] = namespaces()
"""What the vendor's courts use; a profile or setting may override any address."""

OASIS_NAMESPACES: Mapping[str, str] = namespaces(vendor=False)
"""What a court uses that knows the standard and nothing else."""

PROFILE = f"{_OASIS}WebServicesMessaging-2.0"
"""The messaging profile that every message names."""

ATTORNEY_ROLE = "ATTY"
"""The participant role of a lawyer."""

NEW, KNOWN = "REFERENCE", "IDENTIFICATION"
"""How a party or attorney is pointed at: by its id in the message, or by the court's id."""

FIRM = "FIRMNAME"
"""The category under which the firm of a service contact is told: a person has no place for it."""
