"""An edited Word draft becomes the packet's next draft: by what was checked, with a reason, and an approval is void."""

import hashlib
import re

import pytest
from lxml import html

from api.accounts.account import Account, RoleName
from api.drafts.service import check_and_keep
from api.drafts.store import DraftState, StoredDraft
from api.drafts.using import draft_redline, drafts_of, take_out_draft, use_draft
from api.errors import NotAllowed, NotFound, PacketNotReady, RequestRefused
from api.filings.service import order
from api.ids import PacketId
from api.packets.service import digest_of, send_back
from api.packets.store import PacketFile, PacketState, Signing, StoredPacket
from tests.api.conftest import sign_up
from tests.api.drafts.test_drafts import BODY, EDITED, OWN, draft, packet
from tests.api.filings.conftest import Office, office
from tests.api.pages.test_pages import form_key, signed_in
from tests.fakes.assembler import FakeAssembler
from tests.fakes.browser import Browser

__all__ = ["office", "packet", "signed_in"]
PAPER = "us-ca/order-to-show-cause"
FIGURES = draft(BODY[0].replace("five thousand", "$6,000.00"), BODY[1])


@pytest.fixture
def kept(office: Office, packet: PacketId) -> StoredDraft:
    """A draft without other figures than the facts', checked and not used yet."""
    return keep(office, packet, EDITED)


def keep(office: Office, packet: PacketId, content: bytes, *, differs: bool = False) -> StoredDraft:
    """Keep a draft as its check would have."""
    own = hashlib.sha256(draft(*BODY)).hexdigest()
    with office.services.database.unit_of_work() as work:
        return work.drafts.keep(
            packet,
            paper=PAPER,
            docx=OWN,
            name="motion.docx",
            base_sha256=own,
            previous_sha256=own,
            sha256=office.services.blobs.put(content),
            differs=differs,
            added_by=office.attorney.id,
        )


def now(office: Office, packet: PacketId) -> StoredPacket:
    with office.services.database.unit_of_work() as work:
        return work.packets.get(packet)


class TestUse:
    def test_makes_the_packet_anew_with_it_and_voids_the_approval(
        self, office: Office, packet: PacketId, kept: StoredDraft
    ) -> None:
        before = now(office, packet)
        assert before.state is PacketState.APPROVED
        number = use_draft(office.services, office.attorney, packet, kept.id)
        assert (number, now(office, packet).state) == (before.draft + 1, PacketState.APPROVAL_VOID)
        office.work_off()
        assert isinstance(office.services.assembler, FakeAssembler)
        (given,) = office.services.assembler.edited
        assert (given.paper, given.word) == (PAPER, EDITED)
        assert given.base_sha256 == hashlib.sha256(draft(*BODY)).hexdigest()
        (told,) = drafts_of(office.services, office.attorney, packet)
        assert (told.state, told.draft, told.added_by) == (DraftState.USED, number, office.attorney.id)

    def test_twice_is_once(self, office: Office, packet: PacketId, kept: StoredDraft) -> None:
        first = use_draft(office.services, office.attorney, packet, kept.id)
        assert use_draft(office.services, office.attorney, packet, kept.id) == first
        assert now(office, packet).draft == first

    def test_of_other_figures_needs_a_reason(self, office: Office, packet: PacketId) -> None:
        other = keep(office, packet, FIGURES, differs=True)
        with pytest.raises(RequestRefused, match="Say why"):
            use_draft(office.services, office.attorney, packet, other.id, because="  ")
        use_draft(office.services, office.attorney, packet, other.id, because="The court found it.")
        assert drafts_of(office.services, office.attorney, packet)[0].because == "The court found it."

    def test_of_a_file_that_the_packet_no_longer_has_is_refused(
        self, office: Office, packet: PacketId, kept: StoredDraft
    ) -> None:
        with office.services.database.unit_of_work() as work:
            files = [file for file in work.packets.files(packet) if file.name != OWN]
            other = PacketFile(OWN, office.services.blobs.put(b"another"), 7)
            work.packets.put_files(packet, [*files, other])
        with pytest.raises(PacketNotReady, match="as it is now"):
            use_draft(office.services, office.attorney, packet, kept.id)

    def test_while_it_bears_a_signature_is_refused(
        self, office: Office, packet: PacketId, kept: StoredDraft
    ) -> None:
        with office.services.database.unit_of_work() as work:
            work.packets.set_signing(packet, Signing("A-1", "H. Tran", "2026-11-23", (), "0" * 64))
        with pytest.raises(PacketNotReady, match="Return it first"):
            use_draft(office.services, office.attorney, packet, kept.id)

    def test_while_a_court_has_it_is_refused(
        self, office: Office, packet: PacketId, kept: StoredDraft
    ) -> None:
        with office.services.database.unit_of_work() as work:
            whole = digest_of(work.packets.files(packet))
            work.packets.change(packet, packet_sha256=whole)
            work.packets.approve(packet, whole, office.attorney.id)
        order(office.services, office.attorney, packet, whole, office.court)
        with pytest.raises(PacketNotReady, match="with the court"):
            use_draft(office.services, office.attorney, packet, kept.id)

    def test_by_who_prepares_no_packets_is_refused(
        self, office: Office, packet: PacketId, kept: StoredDraft
    ) -> None:
        clerk = sign_up(office.services, "liaison", RoleName.CLERK_LIAISON)
        with pytest.raises(NotAllowed):
            use_draft(office.services, clerk, packet, kept.id)

    def test_of_another_packets_draft_is_not_found(self, office: Office, kept: StoredDraft) -> None:
        with pytest.raises(NotFound):
            use_draft(office.services, office.attorney, PacketId("P-OTHER"), kept.id)


def test_a_draft_taken_out_is_used_no_more_and_stays_as_history(
    office: Office, packet: PacketId, kept: StoredDraft
) -> None:
    use_draft(office.services, office.attorney, packet, kept.id)
    office.work_off()
    take_out_draft(office.services, office.attorney, packet, kept.id)
    office.work_off()
    assert isinstance(office.services.assembler, FakeAssembler)
    assert office.services.assembler.edited == ()
    (told,) = drafts_of(office.services, office.attorney, packet)
    assert told.state is DraftState.TAKEN_OUT
    assert draft_redline(office.services, office.attorney, packet, kept.id).startswith(b"%PDF-")


def test_a_signature_typed_into_it_is_not_kept(office: Office, packet: PacketId) -> None:
    signed = draft(*BODY, "/s/ Helen M. Tran")
    account: Account = office.attorney
    found, kept = check_and_keep(office.services, account, packet, OWN, signed, name="motion.docx")
    assert (found.signs, kept) == (True, None)


def test_from_the_check_to_the_new_draft_by_forms_alone(
    office: Office, signed_in: Browser, packet: PacketId
) -> None:
    send_back(office.services, office.attorney, packet, "Mend the figure.")
    form = {"form_key": form_key(signed_in), "paper": OWN, "act": "check"}
    answer = signed_in.post(f"/packets/{packet}/word", data=form, files={"file": ("a.docx", FIGURES)})
    page = html.fromstring(answer.text)
    assert page.xpath("//p[.='Figures that no fact gives:']/following-sibling::ul/li/text()") == ["$6,000.00"]
    assert "Use as draft 2" in answer.text
    path = re.search(r'action="(/packets/[^"]+/use)"', answer.text)
    assert path is not None
    reason = {"form_key": form_key(signed_in), "because": "<b>The court found it.</b>"}
    assert signed_in.post(path[1], data=reason).headers["location"] == f"/packets/{packet}"
    office.work_off()
    assert now(office, packet).draft == 2
    assert "&lt;b&gt;The court found it.&lt;/b&gt;" in signed_in.get(f"/packets/{packet}/word").text
