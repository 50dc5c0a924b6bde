"""The sandbox court's callbacks, in the standard, edition and dialect of whoever filed."""

from datetime import datetime

from efiling.ecf.message import Message
from efiling.ecf.v4 import answers as answers4
from efiling.ecf.v4 import service as service4
from efiling.ecf.v5 import answers as answers5
from efiling.ecf.v5 import service as service5
from efiling.ecf.v5.names import services
from efiling.sandbox.court import Report

_REVIEWED = "NotifyFilingReviewComplete"
_TYLER_5 = "urn:tyler:ecf:v5.0:extensions:TylerFilingAssemblyMDE"


def callback(report: Report, *, at: datetime, location: str) -> tuple[Message, str]:
    """Return the message that reports, and its SOAP action; `at` is in UTC, `location` where the court is."""
    names = report.how.namespaces
    if report.how.version == "5":
        five = answers5.Answering(court=report.court, at=at, location=location, namespaces=names)
        if report.news is not None:
            return service5.service_complete(five, report.news), f"{_TYLER_5}/NotifyServiceComplete"
        return five.review(report.result), f"{services(names)}/FilingAssemblyMDE/{_REVIEWED}"
    four = answers4.Answering(court=report.court, location=location, namespaces=names)
    port = f"{names['w']}/FilingAssemblyMDEPort"
    if report.news is not None:
        return service4.service_complete(four, report.news), f"{port}/NotifyServiceCompleteRequest"
    return four.review(report.result), f"{port}/{_REVIEWED}Request"
