"""Prefixes, addresses and fixed words of ECF 5."""

from collections.abc import Mapping
from types import MappingProxyType

_BASE = "https://docs.oasis-open.org/legalxml-courtfiling/ns/v5.0"

NAMESPACES: Mapping[str, str] = MappingProxyType(
    {
        "s": "http://release.niem.gov/niem/structures/4.0/",
        "nc": "http://release.niem.gov/niem/niem-core/4.0/",
        "j": "http://release.niem.gov/niem/domains/jxdm/6.1/",
        "cbrn": "http://release.niem.gov/niem/domains/cbrn/4.1/",
        "ecf": f"{_BASE}/ecf",
        "filing": f"{_BASE}/filing",
        "payment": f"{_BASE}/payment",
        "wrappers": f"{_BASE}/wrappers",
        "callback": f"{_BASE}/reviewfilingcallback",
        "statusq": f"{_BASE}/filingstatusrequest",
        "statusr": f"{_BASE}/filingstatusresponse",
        "listq": f"{_BASE}/filinglistrequest",
        "listr": f"{_BASE}/filinglistresponse",
        "feesq": f"{_BASE}/feesrequest",
        "feesr": f"{_BASE}/feesresponse",
        "cancel": f"{_BASE}/cancel",
        "caseq": f"{_BASE}/caserequest",
        "caser": f"{_BASE}/caseresponse",
        "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
        "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
        "tyler": "urn:tyler:ecf:v5.0:extensions:common",
    }
)
"""What a 5.0 court uses; 5.01 renames the OASIS ones, so a profile may override any."""

SERVICES = f"{_BASE}WSDL"
"""Where the services' SOAP actions begin: SERVICES/MDE/Operation."""

PROFILE = "urn:oasis:names:tc:legalxml-courtfiling:schema:xsd:WebServicesMessaging-5.0"
"""The messaging profile that every message names."""

ATTORNEY_ROLE = "ATTY"
"""The participant role of a lawyer."""
