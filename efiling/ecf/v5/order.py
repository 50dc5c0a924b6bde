"""The order of children in every element that we build, held against the schema by a test.

Augmentations of objects come first in their element; the rest is mostly in the order of the
alphabet by prefix and name, so that connected documents precede the lead. Only what we use is
listed.
"""

_DOCUMENT = (
    "nc:DocumentDescriptionText",
    "nc:DocumentFileControlID",
    "nc:DocumentFiledDate",
    "nc:DocumentIdentification",
    "nc:DocumentSequenceID",
    "ecf:DocumentAugmentation",
    "tyler:DocumentAugmentation",
)
_MESSAGE = (
    *_DOCUMENT,
    "ecf:SendingMDELocationID",
    "ecf:ServiceInteractionProfileCode",
    "j:CaseCourt",
    "nc:DocumentPostDate",
)
_REVIEW = (
    *_MESSAGE,
    "ecf:ConnectedDocumentReview",
    "ecf:FilingCompletionDate",
    "ecf:FilingStatus",
    "ecf:LeadDocumentReview",
    "nc:Case",
)
_IDENTIFICATION = (
    "nc:IdentificationID",
    "nc:IdentificationCategoryDescriptionText",
    "nc:IdentificationSourceText",
)
_DATE = ("nc:Date", "nc:DateTime")
_ENTITY = ("nc:EntityPerson", "nc:EntityOrganization")
_PERSON = (
    "nc:PersonBirthDate",
    "nc:PersonName",
    "ecf:PersonAugmentation",
    "tyler:PersonAugmentation",
)
_REVIEWED = ("ecf:DocumentReviewDisposition", "ecf:ReviewedDocument")
_STATUS = ("nc:StatusText", "nc:StatusDescriptionText", "nc:StatusDate")
_AMOUNT = ("nc:Amount", "nc:CurrencyCode")
_CRITERIA = ("ecf:CaseTrackingID", "j:CaseNumberText", "nc:DateRange", "nc:DocumentIdentification")
_ERROR = ("cbrn:ErrorCodeText", "cbrn:ErrorCodeDescriptionText")

ORDER: dict[str, tuple[str, ...]] = {
    # the messages, each in its wrapper
    "wrappers:ReviewFilingRequest": ("filing:FilingMessage", "payment:PaymentMessage"),
    "wrappers:ReviewFilingResponse": ("cbrn:MessageStatus",),
    "wrappers:GetFilingStatusRequest": ("statusq:GetFilingStatusRequestMessage",),
    "wrappers:GetFilingStatusResponse": ("statusr:GetFilingStatusResponseMessage",),
    "wrappers:GetFilingListRequest": ("listq:GetFilingListRequestMessage",),
    "wrappers:GetFilingListResponse": ("listr:GetFilingListResponseMessage",),
    "wrappers:GetFeesCalculationRequest": (
        "feesq:GetFeesCalculationRequestMessage",
        "payment:PaymentMessage",
    ),
    "wrappers:GetFeesCalculationResponse": ("feesr:GetFeesCalculationResponseMessage",),
    "wrappers:GetCaseRequest": ("caseq:GetCaseRequestMessage",),
    "wrappers:GetCaseResponse": ("caser:GetCaseResponseMessage",),
    "wrappers:CancelFilingRequest": ("cancel:CancelFilingMessage",),
    "wrappers:CancelFilingResponse": ("cbrn:MessageStatus",),
    "wrappers:NotifyFilingReviewCompleteRequest": (
        "callback:NotifyFilingReviewCompleteMessage",
        "payment:PaymentMessage",
    ),
    "wrappers:NotifyFilingReviewCompleteResponse": ("cbrn:MessageStatus",),
    "filing:FilingMessage": (
        *_MESSAGE,
        "ecf:ElectronicServiceInformation",
        "filing:FilingConnectedDocument",
        "filing:FilingLeadDocument",
        "tyler:FilingMessageAugmentation",
        "nc:Case",
    ),
    "payment:PaymentMessage": (
        "cac:Address",
        "cac:AllowanceCharge",
        "cac:Payment",
        "ecf:FeeExceptionReasonCode",
        "ecf:FeeExceptionSupportingText",
        "payment:CorrectedPaymentIndicator",
        "payment:Payer",
    ),
    "callback:NotifyFilingReviewCompleteMessage": _REVIEW,
    "statusq:GetFilingStatusRequestMessage": (
        *_MESSAGE,
        "statusq:FilingStatusQueryCriteria",
        "tyler:GetFilingStatusRequestMessageAugmentation",
    ),
    "statusq:FilingStatusQueryCriteria": (_CRITERIA[0], _CRITERIA[1], _CRITERIA[3]),
    "tyler:GetFilingStatusRequestMessageAugmentation": ("tyler:IncludeFilingDetailIndicator",),
    "statusr:GetFilingStatusResponseMessage": (*_MESSAGE, "cbrn:MessageStatus", "ecf:MatchingFiling"),
    "listq:GetFilingListRequestMessage": (*_MESSAGE, "listq:FilingListQueryCriteria"),
    "listq:FilingListQueryCriteria": _CRITERIA,
    "listr:GetFilingListResponseMessage": (*_MESSAGE, "cbrn:MessageStatus", "ecf:MatchingFiling"),
    "feesq:GetFeesCalculationRequestMessage": (*_MESSAGE, "filing:FilingMessage"),
    "feesr:GetFeesCalculationResponseMessage": (
        *_MESSAGE,
        "cbrn:MessageStatus",
        "cac:AllowanceCharge",
        "feesr:FeesCalculationAmount",
    ),
    "cancel:CancelFilingMessage": _MESSAGE,
    "caseq:GetCaseRequestMessage": (*_MESSAGE, "caseq:CaseQueryCriteria"),
    "caseq:CaseQueryCriteria": (
        "caseq:IncludeCalendarEventIndicator",
        "caseq:IncludeDocketEntryIndicator",
        "caseq:IncludeParticipantsIndicator",
        "ecf:CaseTrackingID",
        "j:CaseNumberText",
    ),
    "caser:GetCaseResponseMessage": (*_MESSAGE, "cbrn:MessageStatus", "nc:Case"),
    "ecf:MatchingFiling": ("tyler:MatchingFilingAugmentation", *_REVIEW),
    "tyler:MatchingFilingAugmentation": ("tyler:FilingFee",),
    "tyler:FilingFee": ("cac:AllowanceCharge",),
    # the receipt
    "cbrn:MessageStatus": (
        "cbrn:SystemEventDateTime",
        "cbrn:SystemOperatingModeCode",
        "cbrn:CredentialsAuthenticatedCode",
        "cbrn:MessageStatusCode",
        "cbrn:MessageContentError",
        "cbrn:MessageHandlingError",
        "cbrn:ResendRequestIndicator",
        "ecf:MessageStatusAugmentation",
    ),
    "cbrn:MessageContentError": ("cbrn:ErrorNodeName", "cbrn:ErrorDescription"),
    "cbrn:ErrorDescription": _ERROR,
    "cbrn:MessageHandlingError": _ERROR,
    "ecf:MessageStatusAugmentation": ("nc:DocumentIdentification",),
    # the case
    "nc:Case": (
        "nc:CaseTitleText",
        "j:CaseAugmentation",
        "ecf:CaseAugmentation",
        "tyler:CaseAugmentation",
    ),
    "j:CaseAugmentation": ("j:CaseCourt", "j:CaseLineageCase", "j:CaseOfficial"),
    "j:CaseCourt": ("nc:OrganizationIdentification",),
    "j:CaseLineageCase": ("ecf:CaseAugmentation",),
    "ecf:CaseAugmentation": (
        "ecf:CaseCategoryCode",
        "ecf:CaseNewIndicator",
        "ecf:CaseParty",
        "ecf:CaseTrackingID",
        "ecf:CaseTypeCode",
        "j:CaseNumberText",
    ),
    "tyler:CaseAugmentation": ("tyler:CaseSubTypeCode",),
    "tyler:FilingMessageAugmentation": (
        "tyler:AttachServiceContactIndicator",
        "tyler:CrossReference",
        "tyler:MaxFeeAmount",
    ),
    "tyler:CrossReference": ("tyler:ReferenceNumber", "tyler:ReferenceTypeCode"),
    "tyler:MaxFeeAmount": _AMOUNT,
    "feesr:FeesCalculationAmount": _AMOUNT,
    # people
    "ecf:CaseParty": _ENTITY,
    "ecf:CaseRepresentedParty": _ENTITY,
    "ecf:DocumentFiler": _ENTITY,
    "payment:Payer": _ENTITY,
    "ecf:DocumentReviewer": _ENTITY,
    "nc:EntityPerson": _PERSON,
    "nc:RoleOfPerson": _PERSON,
    "nc:EntityOrganization": (
        "nc:OrganizationName",
        "ecf:OrganizationAugmentation",
        "tyler:OrganizationAugmentation",
    ),
    "ecf:PersonAugmentation": ("ecf:CaseParticipantRoleCode", "nc:ContactInformation"),
    "ecf:OrganizationAugmentation": ("ecf:CaseParticipantRoleCode", "nc:ContactInformation"),
    "tyler:PersonAugmentation": ("tyler:PartyIdentification", "tyler:AttorneyIdentification"),
    "tyler:OrganizationAugmentation": ("tyler:PartyIdentification",),
    "j:CaseOfficial": (
        "nc:RoleOfPerson",
        "j:JudicialOfficialBarMembership",
        "ecf:CaseOfficialAugmentation",
    ),
    "j:JudicialOfficialBarMembership": ("j:JudicialOfficialBarIdentification",),
    "ecf:CaseOfficialAugmentation": ("ecf:CaseRepresentedParty",),
    "nc:PersonName": (
        "nc:PersonGivenName",
        "nc:PersonMiddleName",
        "nc:PersonSurName",
        "nc:PersonNameSuffixText",
        "nc:PersonFullName",
    ),
    "nc:ContactInformation": ("nc:ContactEmailID", "nc:ContactTelephoneNumber", "nc:ContactMailingAddress"),
    "nc:ContactTelephoneNumber": ("nc:FullTelephoneNumber",),
    "nc:FullTelephoneNumber": ("nc:TelephoneNumberFullID",),
    "nc:ContactMailingAddress": (
        "nc:LocationStreet",
        "nc:LocationCityName",
        "nc:LocationState",
        "nc:LocationCountry",
        "nc:LocationPostalCode",
    ),
    "nc:LocationStreet": ("nc:StreetFullText", "nc:StreetExtensionText"),
    "nc:LocationState": ("nc:LocationStateUSPostalServiceCode", "nc:LocationStateName"),
    "nc:LocationCountry": ("nc:LocationCountryName",),
    "ecf:ElectronicServiceInformation": (
        "tyler:ElectronicServiceAugmentation",
        "ecf:ReceivingMDELocationID",
        "ecf:ReceivingMDEProfileCode",
        "ecf:ServiceRecipientID",
    ),
    "tyler:ElectronicServiceAugmentation": ("tyler:ServiceRecipient",),
    "tyler:ServiceRecipient": ("tyler:ServiceContactID", "ecf:CaseRepresentedParty"),
    # documents
    "filing:FilingLeadDocument": _DOCUMENT,
    "filing:FilingConnectedDocument": _DOCUMENT,
    "ecf:DocumentAugmentation": (
        "ecf:DocumentFiler",
        "ecf:DocumentRendition",
        "ecf:DocumentStatus",
        "ecf:RegisterActionDescriptionCode",
        "nc:DocumentAssociation",
    ),
    "tyler:DocumentAugmentation": (
        "tyler:FilingCommentsText",
        "tyler:CourtesyCopiesText",
        "tyler:FilerReferenceNumber",
    ),
    "nc:PrimaryDocument": _DOCUMENT,
    "nc:DocumentAssociation": ("nc:PrimaryDocument", "ecf:DocumentAssociationAugmentation"),
    "ecf:DocumentAssociationAugmentation": ("ecf:DocumentRelatedCode",),
    "ecf:DocumentRendition": (*_DOCUMENT, "nc:Attachment"),
    "nc:Attachment": (
        "tyler:AttachmentAugmentation",
        "nc:Base64BinaryObject",
        "nc:BinaryDescriptionText",
        "nc:BinaryURI",
    ),
    "tyler:AttachmentAugmentation": (
        "tyler:FilingComponentCode",
        "tyler:DocumentTypeCode",
        "tyler:PageCount",
    ),
    "ecf:LeadDocumentReview": _REVIEWED,
    "ecf:ConnectedDocumentReview": _REVIEWED,
    "ecf:DocumentReviewDisposition": ("ecf:DocumentReviewStatus", "ecf:DocumentReviewer"),
    "ecf:DocumentReviewStatus": _STATUS,
    "ecf:DocumentStatus": (*_STATUS, "ecf:DocumentReviewStatusCode"),
    "ecf:ReviewedDocument": (*_DOCUMENT, "ecf:ReviewedDocumentAugmentation"),
    "ecf:ReviewedDocumentAugmentation": ("nc:CaseDocketID",),
    "ecf:FilingStatus": (*_STATUS, "ecf:FilingReviewStatusCode"),
    # identifications
    "nc:DocumentIdentification": _IDENTIFICATION,
    "nc:OrganizationIdentification": _IDENTIFICATION,
    "tyler:PartyIdentification": _IDENTIFICATION,
    "tyler:AttorneyIdentification": _IDENTIFICATION,
    "tyler:ServiceContactID": _IDENTIFICATION,
    "j:JudicialOfficialBarIdentification": _IDENTIFICATION,
    "ecf:SendingMDELocationID": _IDENTIFICATION,
    "ecf:ReceivingMDELocationID": _IDENTIFICATION,
    "ecf:ServiceRecipientID": _IDENTIFICATION,
    "ecf:CaseTrackingID": _IDENTIFICATION,
    # dates
    "nc:DocumentFiledDate": _DATE,
    "nc:DocumentPostDate": _DATE,
    "nc:PersonBirthDate": _DATE,
    "nc:StatusDate": _DATE,
    "ecf:FilingCompletionDate": _DATE,
    "nc:DateRange": ("nc:StartDate", "nc:EndDate"),
    "nc:StartDate": _DATE,
    "nc:EndDate": _DATE,
    # money
    "cac:AllowanceCharge": (
        "cbc:ChargeIndicator",
        "cbc:AllowanceChargeReason",
        "cbc:Amount",
        "cac:PaymentMeans",
    ),
    "cac:PaymentMeans": ("cbc:PaymentMeansCode", "cbc:PaymentID"),
}
