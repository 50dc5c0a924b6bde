"""A court's machine-readable policy in ECF 5: its limits, its services, and where its code lists are."""

from collections.abc import Iterable

from efiling.ecf.message import Message, finish
from efiling.ecf.reading import child, children, day, flag, size_of, text
from efiling.ecf.v5 import parts
from efiling.ecf.v5.answers import NO_ERRORS, Answering, message_status
from efiling.ecf.v5.names import PROFILE
from efiling.ecf.v5.read_answers import root_of
from efiling.ecf.xml import Element, Writer
from efiling.model import CodeListPlace, CourtError, Policy

_MDE = "FilingReviewMDE"


def policy_answer(speaking: Answering, policy: Policy, found: Iterable[CourtError] = NO_ERRORS) -> Message:
    """Return a court's policy as its answer to the question for it."""
    w = parts.writer("GetPolicyResponse", speaking.namespaces)
    augmentation = (
        w(
            "tyler:GetPolicyResponseMessageAugmentation",
            w("tyler:TimeoutMinutes", "30"),
            w("tyler:TimeoutResetHour", "03:00:00"),
        )
        if w.knows("tyler")
        else None
    )
    message = w(
        "policyr:GetPolicyResponseMessage",
        *speaking.head(w),
        message_status(w, speaking.at, tuple(found)),
        w("nc:Metadata", parts.on(w, "nc:LastUpdatedDate", policy.updated)),
        _development(w, policy),
        augmentation,
        parts.identification(w, "policyr:PolicyVersionID", policy.version),
        w("policyr:RuntimePolicy", *(_place(w, place) for place in policy.code_lists)),
    )
    return finish(w, w("wrappers:GetPolicyResponse", message))


def _place(w: Writer, place: CodeListPlace) -> Element:
    effective = place.effective.isoformat() if place.effective else ""
    return w(
        "policyr:CodeListExtension",
        w("policyr:ExtensionCanonicalURI", place.url),
        # the standard has no date for a list: its version is told in the address of the version
        w("policyr:ExtensionCanonicalVersionURI", effective),
        w("policyr:ExtensionLocationURI", place.url),
        w("policyr:ECFElementNameText", place.element),
    )


def _development(w: Writer, policy: Policy) -> Element:
    return w(
        "policyr:DevelopmentPolicy",
        w("policyr:AcceptConfidentialFilingsIndicator", "true"),
        w("policyr:AcceptDocumentsRequiringFeesIndicator", "true"),
        w("policyr:AcceptMultipleLeadDocumentsIndicator", "true" if policy.many_leads else "false"),
        w("policyr:FilingFeesMayBeApplicableIndicator", "true"),
        *(_service(w, name, url, policy.operations) for name, url in policy.services or ((_MDE, ""),)),
        _size(w, "policyr:MaximumAllowedAttachmentSize", policy.document_bytes),
        _size(w, "policyr:MaximumAllowedMessageSize", policy.message_bytes),
        w("policyr:SupportedCaseCategories", w("ecf:CaseTypeCode", "Domestic")),
        w("policyr:SupportedSignaturesProfiles", w("ecf:SignatureProfileCode", "NullSignature")),
        w("policyr:URLAttachmentSupportedIndicator", "false"),
    )


def _service(w: Writer, name: str, url: str, operations: tuple[str, ...]) -> Element:
    return w(
        "policyr:MajorDesignElement",
        parts.identification(w, "policyr:MajorDesignElementLocationID", url),
        w("policyr:MajorDesignElementTypeCode", name),
        w(
            "policyr:SupportedOperations",
            *(w("policyr:OperationNameCode", operation) for operation in operations or ("",)),
        ),
        w("policyr:SupportedServiceInteractionProfiles", w("ecf:ServiceInteractionProfileCode", PROFILE)),
    )


def _size(w: Writer, tag: str, size_bytes: int | None) -> Element | None:
    return None if size_bytes is None else w(tag, w("nc:MeasureDecimalValue", str(size_bytes)))


def read_policy(message: Element) -> Policy:
    """Return the policy that a court answers with. A size without a unit is one in bytes.

    Raises:
        FilingRefused, NotAuthenticated: the court answered with codes.
        MessageInvalid: it is no such answer.
    """
    answer = root_of(message, "GetPolicyResponseMessage")
    limits, runtime = child(answer, "DevelopmentPolicy"), child(answer, "RuntimePolicy")
    services = list(children(limits, "MajorDesignElement"))
    operations = [
        (found.text or "").strip()
        for service in services
        for found in children(child(service, "SupportedOperations"), "OperationNameCode")
    ]
    return Policy(
        version=text(answer, "PolicyVersionID", "IdentificationID"),
        updated=day(child(answer, "Metadata", "LastUpdatedDate")),
        document_bytes=size_of(child(limits, "MaximumAllowedAttachmentSize")),
        message_bytes=size_of(child(limits, "MaximumAllowedMessageSize")),
        many_leads=flag(text(limits, "AcceptMultipleLeadDocumentsIndicator")),
        code_lists=tuple(_read_place(found) for found in children(runtime, "CodeListExtension")),
        operations=tuple(dict.fromkeys(filter(None, operations))),
        services=tuple(
            (name, text(service, "MajorDesignElementLocationID", "IdentificationID"))
            for service in services
            if (name := text(service, "MajorDesignElementTypeCode"))
        ),
    )


def _read_place(found: Element) -> CodeListPlace:
    url = text(found, "ExtensionLocationURI") or text(found, "ExtensionCanonicalURI")
    return CodeListPlace(
        element=text(found, "ECFElementNameText"),
        url=url.replace(" ", "%20"),
        effective=day(child(found, "ExtensionCanonicalVersionURI")),
    )
