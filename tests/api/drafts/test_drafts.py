"""A paper that comes back from Word: printed with proof, compared with the packet's own, and nothing kept of it."""

import io
import json

import docx
import pypdf
import pytest
from lxml import html

from api.app import make_api
from api.ids import PacketId
from api.packets.store import PacketFile
from tests.api.filings.conftest import Office, office
from tests.api.pages.test_pages import form_key, signed_in
from tests.assembly.render.word.draft import Draft
from tests.fakes.browser import Browser

__all__ = ["office", "signed_in"]

OWN = "01-motion.docx"
BODY = (
    "The obligor earned five thousand dollars a month before the order was made.",
    "The court is asked to set support.",
)
INSERTION = (
    '<w:ins xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" w:id="1" w:author="A. Ruiz">'
    "<w:r><w:t> and costs</w:t></w:r></w:ins>"
)


def draft(*texts: str, insertion: bool = False) -> bytes:
    """Return a Word file of paragraphs, the last with an open insertion where asked for."""
    made = Draft().add("Body Text", *texts)
    if insertion:
        made.document.paragraphs[-1]._p.append(docx.oxml.parse_xml(INSERTION))
    return made.raw()


EDITED = draft(BODY[0].replace("five", "six"), BODY[1])


@pytest.fixture
def packet(office: Office) -> PacketId:
    """A packet with one paper that has a Word file."""
    with office.services.database.unit_of_work() as work:
        files = {file.name: file for file in work.packets.files(office.packet.id)}
        told = json.loads(office.services.blobs.get(files["manifest.json"].sha256))
        told["prepared_on"] = "2026-11-20"
        told["documents"][0] |= {
            "type_id": "us-ca/order-to-show-cause",
            "title": "Order to Show Cause",
            "docx_path": OWN,
        }
        for name, content in ((OWN, draft(*BODY)), ("manifest.json", json.dumps(told).encode())):
            files[name] = PacketFile(name, office.services.blobs.put(content), len(content))
        work.packets.put_files(office.packet.id, list(files.values()))
    return PacketId(office.packet.id)


def words(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages).split())


class TestApi:
    @pytest.fixture
    def program(self, office: Office):
        from api.accounts.account import RoleName
        from api.accounts.service import add_account

        token = add_account(office.services, office.attorney, "program", RoleName.ATTORNEY)
        browser = Browser(make_api(office.services))

        def post(path: str, content: bytes):
            headers = {"Authorization": f"Bearer {token}"}
            return browser.post(f"/api/packets/{path}", content=content, headers=headers)

        return post

    def test_its_pages_have_its_words_on_the_papers_layout(self, program, packet: PacketId) -> None:
        answer = program(f"{packet}/files/{OWN}/draft/pages", EDITED)
        assert answer.headers["content-type"] == "application/pdf"
        assert "six thousand dollars" in words(answer.content)
        assert "28" in words(answer.content).split()  # the last numbered line of California's paper

    def test_its_changes_are_told_with_their_place(self, program, packet: PacketId) -> None:
        told = program(f"{packet}/files/{OWN}/draft/changes", EDITED).json()
        assert [(c["kind"], c["before"], c["after"]) for c in told["changes"]] == [
            ("replaced", "five", "six")
        ]

    def test_the_redline_is_a_pdf(self, program, packet: PacketId) -> None:
        answer = program(f"{packet}/files/{OWN}/draft/redline", EDITED)
        assert answer.headers["content-type"] == "application/pdf"
        assert 'filename="01-motion-redline.pdf"' in answer.headers["content-disposition"]
        assert "five" in words(answer.content)

    def test_what_is_open_in_it_is_named(self, program, packet: PacketId) -> None:
        answer = program(f"{packet}/files/{OWN}/draft/pages", draft(*BODY, insertion=True))
        assert answer.status_code == 422
        assert "still has an insertion (paragraph 2" in answer.text

    @pytest.mark.parametrize("name", ["02-none.docx", "manifest.json", "01-motion.pdf"])
    def test_a_file_that_is_no_word_file_of_the_packet_is_not_found(
        self, program, packet: PacketId, name
    ) -> None:
        assert program(f"{packet}/files/{name}/draft/pages", EDITED).status_code == 404

    def test_a_file_that_is_too_large_is_refused(self, office: Office, program, packet: PacketId) -> None:
        office.services.settings.exhibit_bytes = 1024
        answer = program(f"{packet}/files/{OWN}/draft/pages", EDITED)
        assert "larger than 1,024 bytes" in answer.text

    def test_nothing_of_it_is_kept_but_that_it_was_read(
        self, office: Office, program, packet: PacketId
    ) -> None:
        with office.services.database.unit_of_work() as work:
            before = work.packets.get(packet), work.packets.files(packet)
        program(f"{packet}/files/{OWN}/draft/changes", EDITED)
        with office.services.database.unit_of_work() as work:
            assert (work.packets.get(packet), work.packets.files(packet)) == before
        last = json.loads(list(office.services.database.audit_trail())[-1])
        assert (last["act"], last["subject"], last["note"]) == ("draft.read", packet, OWN)


class TestPage:
    def post(
        self, browser: Browser, packet: PacketId, content: bytes, act: str = "check", name: str = "a.docx"
    ):
        return browser.post(
            f"/packets/{packet}/word",
            data={"form_key": form_key(browser), "paper": OWN, "act": act},
            files={"file": (name, content)},
        )

    def test_papers_with_a_word_file_can_be_chosen(self, signed_in: Browser, packet: PacketId) -> None:
        page = html.fromstring(signed_in.get(f"/packets/{packet}/word").text)
        assert page.xpath("//select/option/@value") == [OWN]
        assert signed_in.get(f"/packets/{packet}").text.count(f"/packets/{packet}/word") == 1

    def test_a_sound_draft_is_said_to_be_whole_with_its_changes(
        self, signed_in: Browser, packet: PacketId
    ) -> None:
        page = html.fromstring(self.post(signed_in, packet, EDITED).text)
        assert "All its words are in the PDF: 1 page" in page.text_content()
        assert page.xpath("//del/text()") == ["five"]
        assert page.xpath("//ins/text()") == ["six"]

    def test_open_changes_are_listed_beside_the_refusal(self, signed_in: Browser, packet: PacketId) -> None:
        answer = self.post(signed_in, packet, draft(*BODY, insertion=True))
        assert "It cannot be printed yet" in answer.text
        assert "1 open change in it" in answer.text

    @pytest.mark.parametrize(("act", "shown"), [("pages", "edited"), ("redline", "redline")])
    def test_the_pdfs_are_answered_by_their_buttons(
        self, signed_in: Browser, packet: PacketId, act, shown
    ) -> None:
        answer = self.post(signed_in, packet, EDITED, act)
        assert answer.headers["content-disposition"] == f'attachment; filename="01-motion-{shown}.pdf"'

    def test_what_is_no_word_file_is_said_to_be_none(self, signed_in: Browser, packet: PacketId) -> None:
        answer = self.post(signed_in, packet, b"PK\x03\x04 cut off")
        assert "This is not a Word file" in answer.text
        assert "Traceback" not in answer.text

    def test_a_form_without_a_file_says_what_is_missing(self, signed_in: Browser, packet: PacketId) -> None:
        answer = signed_in.post(
            f"/packets/{packet}/word",
            data={"form_key": form_key(signed_in), "paper": OWN},
            files={"file": ("", b"")},
        )
        assert answer.status_code == 422
        assert "Choose the edited Word file" in answer.text

    def test_a_name_that_looks_like_markup_stays_text(self, signed_in: Browser, packet: PacketId) -> None:
        answer = self.post(signed_in, packet, EDITED, name="<script>x</script>.docx")
        assert "<script>" not in answer.text
