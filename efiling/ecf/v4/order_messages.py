"""The order of children in the messages themselves: inherited fields, then those of the type."""

from efiling.ecf.v4.order_parts import DOCUMENT

_SENDER = ("ecf:SendingMDELocationID", "ecf:SendingMDEProfileCode")
_ELECTRONIC_FILING = (*DOCUMENT, *_SENDER, "ecf:ElectronicServiceInformation")
_QUERY = (*_SENDER, "ecf:QuerySubmitter", "j:CaseCourt")
_RESPONSE = (*_SENDER, "j:CaseCourt", "ecf:Error")
_PAYMENT = (
    "pay:FeeExceptionReasonCode",
    "pay:FeeExceptionSupportingText",
    "pay:PayerName",
    "cac:AllowanceCharge",
    "cac:Address",
    "cac:Payment",
)

MESSAGES: dict[str, tuple[str, ...]] = {
    # the messages
    "w:ReviewFilingRequestMessage": (*_ELECTRONIC_FILING, "core:CoreFilingMessage", "pay:PaymentMessage"),
    "core:CoreFilingMessage": (
        *_ELECTRONIC_FILING,
        "dom:DomesticCase",
        "core:FilingLeadDocument",
        "tyler:FilingLeadDocument",
        "core:FilingConnectedDocument",
        "tyler:FilingConnectedDocument",
    ),
    "pay:PaymentMessage": _PAYMENT,
    "receipt:MessageReceiptMessage": (*DOCUMENT, *_SENDER, "j:CaseCourt", "ecf:Error"),
    "w:NotifyFilingReviewCompleteRequestMessage": (
        *DOCUMENT,
        *_SENDER,
        "callback:ReviewFilingCallbackMessage",
        "paid:PaymentReceiptMessage",
    ),
    "callback:ReviewFilingCallbackMessage": (
        *DOCUMENT,
        *_SENDER,
        "dom:DomesticCase",
        "ecf:FilingCompletionDate",
        "ecf:FilingStatus",
        "ecf:ReviewedLeadDocument",
        "tyler:ReviewedLeadDocument",
        "ecf:ReviewedConnectedDocument",
        "tyler:ReviewedConnectedDocument",
    ),
    "servicecallback:ServiceCallbackMessage": (
        *DOCUMENT,
        *_SENDER,
        "dom:DomesticCase",
        "tyler:ServiceDate",
        "ecf:ElectronicServiceInformation",
        "tyler:FilerInformation",
        "tyler:RecipientInformation",
        "tyler:SubmitterInformation",
        "tyler:ReviewedLeadDocument",
    ),
    "paid:PaymentReceiptMessage": _PAYMENT,
    "statusq:FilingStatusQueryMessage": (*_QUERY, "nc:DocumentIdentification"),
    "statusr:FilingStatusResponseMessage": (
        *_RESPONSE,
        "dom:DomesticCase",
        "nc:DocumentIdentification",
        "ecf:FilingStatus",
    ),
    "listq:FilingListQueryMessage": (*_QUERY, "nc:CaseTrackingID", "nc:DocumentSubmitter", "nc:DateRange"),
    "listr:FilingListResponseMessage": (*_RESPONSE, "listr:MatchingFiling"),
    "listr:MatchingFiling": (*DOCUMENT, "nc:CaseTrackingID", "ecf:FilingStatus"),
    "detailq:FilingDetailQueryMessage": (*_QUERY, "nc:DocumentIdentification"),
    "detailr:FilingDetailResponseMessage": (
        *_RESPONSE,
        "detailr:FilingSubmissionDate",
        "dom:DomesticCase",
        "detailr:EnvelopeFees",
        "nc:DocumentIdentification",
        "ecf:FilingStatus",
        "detailr:FilingAcceptDate",
        "nc:DocumentPostDate",
        "detailr:FilingFees",
        "tyler:FilingLeadDocument",
    ),
    "cancelq:CancelFilingMessage": (*_QUERY, "nc:DocumentIdentification"),
    "cancelr:CancelFilingResponseMessage": (*_RESPONSE, "nc:DocumentIdentification", "ecf:FilingStatus"),
    "feesq:FeesCalculationQueryMessage": (*_QUERY, "core:CoreFilingMessage"),
    "feesr:FeesCalculationResponseMessage": (
        *_RESPONSE,
        "feesr:FeesCalculationAmount",
        "cac:AllowanceCharge",
    ),
    "policyq:CourtPolicyQueryMessage": _QUERY,
    "policyr:CourtPolicyResponseMessage": (
        *_RESPONSE,
        "policyr:PolicyVersionID",
        "policyr:PolicyLastUpdateDate",
        "policyr:RuntimePolicyParameters",
        "policyr:DevelopmentPolicyParameters",
        "tyler:DevelopmentPolicyParameters",
    ),
    "caselistq:CaseListQueryMessage": (
        *_QUERY,
        "caselistq:CaseListQueryCase",
        "caselistq:CaseListQueryCaseParticipant",
    ),
    "caselistr:CaseListResponseMessage": (*_RESPONSE, "dom:DomesticCase"),
    "caseq:CaseQueryMessage": (*_QUERY, "nc:CaseTrackingID", "caseq:CaseQueryCriteria"),
    "caser:CaseResponseMessage": (*_RESPONSE, "dom:DomesticCase"),
    "served:ServiceReceiptMessage": (
        *DOCUMENT,
        *_SENDER,
        "j:CaseCourt",
        "ecf:Error",
        "served:ServiceRecipientStatus",
    ),
    "serviceq:ServiceInformationQueryMessage": (*_QUERY, "nc:CaseTrackingID"),
    "servicer:ServiceInformationResponseMessage": (
        *_RESPONSE,
        "nc:CaseTrackingID",
        "servicer:ServiceRecipient",
    ),
    "servicer:ServiceRecipient": ("ecf:EntityOrganization", "ecf:EntityPerson"),
}
