"""Ids that e-filing uses, each its own type so that one is never passed for another."""

from typing import NewType

SubmissionId = NewType("SubmissionId", str)
"""Our id of one envelope, fixed before anything is sent; the court gets it in every document."""

FilingId = NewType("FilingId", str)
"""The court's id of one filing in an envelope (a GUID at the vendor's courts)."""

EnvelopeId = NewType("EnvelopeId", str)
"""The court's id of one envelope (a number at the vendor's courts)."""

CaseId = NewType("CaseId", str)
"""The court's tracking id of a case, which is not its docket number."""

PartyRef = NewType("PartyRef", str)
"""Our name of a party inside one envelope, such as "party-1"; an XML name without colon."""

AttorneyRef = NewType("AttorneyRef", str)
"""Our name of an attorney inside one envelope, such as "attorney-1"."""
