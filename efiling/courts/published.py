"""What courts call their code lists and columns, and what we call them.

A policy names a list by the element of a message that its codes go into, as a path with prefixes; some name
none, and tell the list by its address. Source: policies and lists of the vendor's courts as published.
"""

import re
from urllib.parse import parse_qs, urlsplit

LISTS = {
    "CaseCategoryText": "case_category",
    "CaseCategoryCode": "case_category",
    "CaseTypeText": "case_type",
    "CaseTypeCode": "case_type",
    "CaseSubTypeText": "case_subtype",
    "CaseSubTypeCode": "case_subtype",
    "RegisterActionDescriptionText": "filing_code",
    "RegisterActionDescriptionCode": "filing_code",
    "CaseParticipantRoleCode": "party_type",
    "BinaryCategoryText": "filing_component",
    "FilingComponentCode": "filing_component",
    "BinaryFormatStandardName": "document_type",
    "DocumentTypeCode": "document_type",
    "DocumentIdentification/IdentificationSourceText": "cross_reference",
    "ServiceRecipientID/IdentificationSourceText": "service_type",
    "DocumentOptionalService": "optional_service",
    "MotionTypeCode": "motion_type",
    "FilerTypeText": "filer_type",
    "FilerTypeCode": "filer_type",
    "FilingStatusCode": "filing_status",
    "DataFieldConfigCode": "data_field",
    "BinaryLocationURI": "file_type",
    "LocationStateName": "state",
    "LocationCountryName": "country",
    "PersonNameSuffixText": "name_suffix",
}
"""Our name of a list by the element that its codes go into, prefixes left out; of both versions."""

_CROSS_REFERENCE = "nc:DocumentIdentification/nc:IdentificationSourceText"

ELEMENTS = {
    "4": {
        "case_category": "nc:CaseCategoryText",
        "case_type": "tyler:CaseTypeText",
        "filing_code": "j:RegisterActionDescriptionText",
        "party_type": "ecf:CaseParticipantRoleCode",
        "filing_component": "nc:BinaryCategoryText",
        "document_type": "nc:BinaryFormatStandardName",
        "cross_reference": _CROSS_REFERENCE,
    },
    "5": {
        "case_category": "ecf:CaseCategoryCode",
        "case_type": "ecf:CaseTypeCode",
        "filing_code": "ecf:RegisterActionDescriptionCode",
        "party_type": "ecf:CaseParticipantRoleCode",
        "filing_component": "tyler:FilingComponentCode",
        "document_type": "tyler:DocumentTypeCode",
        "cross_reference": _CROSS_REFERENCE,
    },
}
"""The element that a list of ours is published under, by the version of the standard."""

COLUMNS = {
    "ecfcasetype": "ecf_case_type",
    "casecategory": "category",
    "filingtype": "filing_type",
    "isproposedorder": "proposed_order",
    "allowmultiple": "allow_multiple",
}
"""Our name of a column. A column that means something for one case type alone keeps the court's own name."""

PUBLISHED_COLUMNS = {ours: theirs for theirs, ours in COLUMNS.items()}
"""The name that a column of ours is published under."""

_STEPS = re.compile(r"[/\\]+")
_ODD = re.compile(r"[^A-Za-z0-9_.:-]+")


def list_name(element: str, url: str = "") -> str:
    """Return under which name a list is kept: ours, else the court's own; empty where it has none."""
    steps = [step.rpartition(":")[2] for step in _STEPS.split(element) if step]
    return LISTS.get("/".join(steps)) or own_name(element, url)


def own_name(element: str, url: str = "") -> str:
    """Return the court's own name of a list, fit for a file."""
    told = element if _STEPS.sub("", element) else _told_by(url)
    return _ODD.sub(".", told).strip(".")[:100]


def column_name(name: str) -> str:
    """Return our name of a column, else the court's own."""
    return COLUMNS.get(name.casefold(), name)


def _told_by(url: str) -> str:
    """The list that an address asks for."""
    parts = urlsplit(url)
    asked = parse_qs(parts.query).get("type", [])
    return (asked[0] if asked else parts.path.rstrip("/").rpartition("/")[2]).lower()
