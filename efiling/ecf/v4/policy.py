"""A court's machine-readable policy in ECF 4: its limits, and where its code lists are."""

from collections.abc import Iterable

from efiling.ecf.message import Message, finish
from efiling.ecf.reading import child, children, day, first, flag, size_of, text
from efiling.ecf.v4 import parts
from efiling.ecf.v4.answers import NO_ERROR, Answering
from efiling.ecf.v4.read_answers import refuse
from efiling.ecf.xml import Element, Writer
from efiling.errors import MessageInvalid
from efiling.model import CodeListPlace, CourtError, Policy


def policy_answer(speaking: Answering, policy: Policy, found: Iterable[CourtError] = (NO_ERROR,)) -> Message:
    """Return a court's policy as its answer to the question for it."""
    w = parts.writer("CourtPolicyResponseMessage", speaking.namespaces)
    root = w(
        "policyr:CourtPolicyResponseMessage",
        *parts.sender(w, speaking.location),
        parts.court(w, speaking.court),
        *parts.errors(w, found),
        parts.identification(w, "policyr:PolicyVersionID", policy.version),
        parts.on(w, "policyr:PolicyLastUpdateDate", policy.updated),
        w("policyr:RuntimePolicyParameters", *(_place(w, place) for place in policy.code_lists)),
        _development(w, policy),
    )
    return finish(w, root)


def read_policy(message: Element) -> Policy:
    """Return the policy that a court answers with.

    Raises:
        FilingRefused: the court answered with codes.
        MessageInvalid: it is no such answer.
    """
    answer = first(message, "CourtPolicyResponseMessage")
    if answer is None:
        raise MessageInvalid("CourtPolicyResponseMessage", ["something else was sent"])
    refuse(answer)
    limits = child(answer, "DevelopmentPolicyParameters")
    return Policy(
        version=text(answer, "PolicyVersionID", "IdentificationID"),
        updated=day(child(answer, "PolicyLastUpdateDate")),
        document_bytes=size_of(child(limits, "MaximumAllowedAttachmentSize")),
        message_bytes=size_of(child(limits, "MaximumAllowedMessageSize")),
        many_leads=flag(text(limits, "AcceptMultipleLeadDocumentsIndicator")),
        code_lists=tuple(
            CodeListPlace(
                element=text(found, "ECFElementName"),
                url=text(found, "CourtCodelistURI", "IdentificationID").replace(" ", "%20"),
                effective=day(child(found, "EffectiveDate")),
            )
            for found in children(child(answer, "RuntimePolicyParameters"), "CourtCodelist")
        ),
        operations=tuple((found.text or "").strip() for found in children(limits, "SupportedOperationName")),
    )


def _place(w: Writer, place: CodeListPlace) -> Element:
    return w(
        "policyr:CourtCodelist",
        w("policyr:ECFElementName", place.element),
        parts.on(w, "policyr:EffectiveDate", place.effective),
        parts.identification(w, "policyr:CourtCodelistURI", place.url),
    )


def _development(w: Writer, policy: Policy) -> Element:
    vendor = w.knows("tyler")
    return w(
        "tyler:DevelopmentPolicyParameters" if vendor else "policyr:DevelopmentPolicyParameters",
        w("policyr:URLAttachmentSupportedIndicator", "false"),
        w("policyr:AcceptDocumentsRequiringFeesIndicator", "true"),
        w("policyr:AcceptConfidentialFilingsIndicator", "true"),
        w("policyr:AcceptMultipleLeadDocumentsIndicator", "true" if policy.many_leads else "false"),
        _measure(w, "policyr:MaximumAllowedAttachmentSize", policy.document_bytes),
        _measure(w, "policyr:MaximumAllowedMessageSize", policy.message_bytes),
        w("policyr:SupportedMessageProfileCode", "WebServicesMessaging-2.0"),
        w("policyr:SupportedSignatureProfileCode", "NullSignature"),
        *(w("policyr:SupportedOperationName", name) for name in policy.operations),
        w("policyr:SupportedCaseType", "Domestic"),
        w("policyr:FilingFeesMayBeApplicableIndicator", "true"),
        parts.on(w, "policyr:EffectiveDate", policy.updated),
        w("tyler:TimeoutMinutes", "30") if vendor else None,
        w("tyler:TimeoutResetHour", "03:00:00") if vendor else None,
    )


def _measure(w: Writer, tag: str, size_bytes: int | None) -> Element | None:
    if size_bytes is None:
        return None
    return w(tag, w("nc:MeasureText", str(size_bytes)), w("nc:MeasureUnitText", "byte"))
