"""Prefixes, addresses and fixed words of ECF 5."""

from collections.abc import Mapping
from types import MappingProxyType

_OASIS = "https://docs.oasis-open.org/legalxml-courtfiling/ns/v"
_TYLER = "urn:tyler:ecf:v5.0:extensions:"
_COMMON: Mapping[str, str] = {
    "s": "http://release.niem.gov/niem/structures/4.0/",
    "nc": "http://release.niem.gov/niem/niem-core/4.0/",
    "j": "http://release.niem.gov/niem/domains/jxdm/6.1/",
    "cbrn": "http://release.niem.gov/niem/domains/cbrn/4.1/",
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
}
_SCHEMAS: Mapping[str, str] = {
    "ecf": "ecf",
    "filing": "filing",
    "payment": "payment",
    "wrappers": "wrappers",
    "callback": "reviewfilingcallback",
    "statusq": "filingstatusrequest",
    "statusr": "filingstatusresponse",
    "listq": "filinglistrequest",
    "listr": "filinglistresponse",
    "feesq": "feesrequest",
    "feesr": "feesresponse",
    "policyq": "policyrequest",
    "policyr": "policyresponse",
    "cancel": "cancel",
    "caselistq": "caselistrequest",
    "caselistr": "caselistresponse",
    "caseq": "caserequest",
    "caser": "caseresponse",
    "serviceq": "serviceinformationrequest",
    "servicer": "serviceinformationresponse",
}
_VENDOR: Mapping[str, str] = {
    "tyler": f"{_TYLER}common",
    "tylerwrap": f"{_TYLER}wrappers",
    "servicecallback": f"{_TYLER}servicecallback",
    "updatefees": f"{_TYLER}updatefeesresponse",
    "capturefees": f"{_TYLER}capturefeesresponse",
}


def namespaces(edition: str = "5.0", *, vendor: bool = True) -> Mapping[str, str]:
    """Return the prefixes and addresses that a court uses: those of edition 5.0 or 5.01.

    Without `vendor` a message has the standard's elements only: a table without "tyler" is what
    builders go by.
    """
    base = f"{_OASIS}{'5.0' if edition == '5' else edition}"
    oasis = {prefix: f"{base}/{name}" for prefix, name in _SCHEMAS.items()}
    return MappingProxyType({**_COMMON, **oasis, **(_VENDOR if vendor else {})})


NAMESPACES: Mapping[str, str] = namespaces()
"""What the vendor's courts use; a profile or setting may override any address."""

OASIS_NAMESPACES: Mapping[str, str] = namespaces(vendor=False)
"""What a court uses that knows the standard and nothing else."""


def services(table: Mapping[str, str]) -> str:
    """Return where the services' SOAP actions begin: services/MDE/Operation."""
    return f"{table['wrappers'].removesuffix('/wrappers')}WSDL"


PROFILE = "urn:oasis:names:tc:legalxml-courtfiling:schema:xsd:WebServicesMessaging-5.0"
"""The messaging profile that every message names."""

ATTORNEY_ROLE = "ATTY"
"""The participant role of a lawyer."""

FIRM = "FIRMNAME"
"""The category under which the firm of a service contact is told: a person has no place for it."""
