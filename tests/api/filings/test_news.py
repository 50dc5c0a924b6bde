"""What a court's news makes of a filing: a clerk's words stay, whoever tells them and however late."""

from dataclasses import replace

from api.filings.news import with_review
from api.filings.record import StoredFiling
from api.ids import FilingId, PacketId
from efiling.lifecycle import State
from efiling.model import DocumentReview, Outcome, ReviewResult
from tests.efiling.transport.test_security import NOW

FILING = StoredFiling(
    id=FilingId("filing-1"),
    packet_id=PacketId("packet-1"),
    packet_sha256="",
    court="sandbox",
    state=State.RECEIVED,
    version=0,
    envelope_id="",
    mends_filing="",
    looks=0,
    created_at=NOW,
    changed_at=NOW,
)
REJECTED = ReviewResult(
    outcome=Outcome.REJECTED,
    description="Not signed.",
    documents=(DocumentReview(reference="s.1", outcome=Outcome.REJECTED),),
)


class TestWordsOnTheFiling:
    def test_they_are_the_papers_where_nothing_was_said_of_it(self) -> None:
        assert with_review(FILING, REJECTED).documents[0]["comments"] == "Not signed."

    def test_they_do_not_take_the_place_of_the_clerks(self) -> None:
        said = (DocumentReview(reference="s.1", outcome=Outcome.REJECTED, comments="Sign page 2."),)
        told = with_review(FILING, replace(REJECTED, documents=said))
        assert with_review(told, REJECTED).documents[0]["comments"] == "Sign page 2."
        reasons = (DocumentReview(reference="s.1", outcome=Outcome.REJECTED, reasons=("R05",)),)
        told = with_review(FILING, replace(REJECTED, documents=reasons))
        assert told.documents[0]["comments"] == ""

    def test_an_accepted_paper_has_none(self) -> None:
        taken = (DocumentReview(reference="s.1", outcome=Outcome.ACCEPTED),)
        assert with_review(FILING, replace(REJECTED, documents=taken)).documents[0]["comments"] == ""
