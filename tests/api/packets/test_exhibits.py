"""Exhibits are brought over the API, kept as clean PDFs, put in order, and make the packet anew."""

import hashlib
import json
import shutil
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from fastapi import FastAPI
from PIL import Image
from pypdf import PdfReader

from api.accounts.account import Account, RoleName
from api.accounts.service import add_account, first_token
from api.app import make_api
from api.errors import PacketNotReady
from api.facts.service import take_in
from api.ids import PacketId
from api.packets.service import EXHIBITS_CHANGED, approve, order, rebuild
from api.packets.store import PacketState
from api.services import Services
from tests.api.conftest import Queue, sign_up
from tests.assembly.packets.test_taking import scan
from tests.fakes.browser import Browser


def _picture(colour: str = "white") -> bytes:
    out = BytesIO()
    Image.new("RGB", (200, 300), colour).save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def app(services: Services) -> FastAPI:
    return make_api(services)


@pytest.fixture
def admin(services: Services, app: FastAPI) -> Browser:
    token = first_token(services)
    assert token is not None
    return Browser(app, token=token)


@pytest.fixture
def packet(admin: Browser, services: Services, queue: Queue, case: bytes) -> str:
    facts = admin.post("/api/facts", content=case).json()["id"]
    made = admin.post("/api/packets", json={"facts": facts, "packet": "us-ca/establish"}).json()["packet"]
    queue.work_off(services)
    return str(made)


def _bring(admin: Browser, packet: str, title: str, content: bytes = b"", **said: str) -> dict[str, object]:
    answer = admin.post(
        f"/api/packets/{packet}/exhibits", content=content or _picture(), params={"title": title, **said}
    )
    assert answer.status_code == 202, answer.text
    return dict(answer.json()["exhibit"])


class TestBring:
    def test_it_is_kept_as_a_clean_pdf_and_named_by_the_hash_of_what_was_brought(
        self, admin: Browser, packet: str, services: Services
    ) -> None:
        brought = _bring(admin, packet, "Photograph of the car", name="car.png")
        assert brought["source_sha256"] == hashlib.sha256(_picture()).hexdigest()
        assert (brought["place"], brought["pages"], brought["name"]) == (1, 1, "car.png")
        kept = pikepdf.open(BytesIO(services.blobs.get(str(brought["sha256"]))))
        assert len(kept.pages) == 1

    def test_the_packet_is_made_anew_with_it(
        self, admin: Browser, packet: str, services: Services, queue: Queue
    ) -> None:
        before = admin.get(f"/api/packets/{packet}").json()["packet_sha256"]
        _bring(admin, packet, "Photograph", confidential="true")
        queue.work_off(services)
        after = admin.get(f"/api/packets/{packet}").json()
        assert after["packet_sha256"] not in ("", before)
        whole = pikepdf.open(BytesIO(admin.get(f"/api/packets/{packet}/files/packet.pdf").content))
        assert str(whole.docinfo["/Title"]).endswith(", Photograph (confidential)")

    def test_an_approval_is_void_and_says_why(
        self, admin: Browser, packet: str, services: Services, attorney: Account
    ) -> None:
        digest = admin.get(f"/api/packets/{packet}").json()["packet_sha256"]
        approve(services, attorney, PacketId(packet), digest)
        _bring(admin, packet, "Photograph")
        found = admin.get(f"/api/packets/{packet}").json()
        assert found["state"] == PacketState.APPROVAL_VOID
        assert found["approval"]["void_reason"] == EXHIBITS_CHANGED

    def test_what_can_not_be_taken_is_refused_with_the_reason_and_nothing_changes(
        self, admin: Browser, packet: str
    ) -> None:
        answer = admin.post(
            f"/api/packets/{packet}/exhibits",
            content=b"\x00\x00\x00\x18ftypheic" + bytes(64),
            params={"title": "Photograph", "name": "IMG_1.heic"},
        )
        assert answer.status_code == 422
        assert "IMG_1.heic is a HEIC photograph" in answer.json()["error"]["message"]
        assert admin.get(f"/api/packets/{packet}/exhibits").json() == []

    def test_too_much_is_refused(self, admin: Browser, packet: str, services: Services) -> None:
        services.settings.exhibit_bytes = 1024
        answer = admin.post(f"/api/packets/{packet}/exhibits", content=bytes(1025), params={"title": "x"})
        assert answer.status_code == 422
        assert "larger than 1,024 bytes" in answer.json()["error"]["message"]

    def test_a_name_is_never_a_path(self, admin: Browser, packet: str) -> None:
        assert _bring(admin, packet, "Letter", name="../../etc/passwd")["name"] == ".. .. etc passwd"

    def test_a_description_of_blanks_is_refused(self, admin: Browser, packet: str) -> None:
        answer = admin.post(f"/api/packets/{packet}/exhibits", content=_picture(), params={"title": "   "})
        assert answer.status_code == 422
        assert "printed on its cover" in answer.json()["error"]["message"]

    def test_an_auditor_may_not(
        self, services: Services, app: FastAPI, packet: str, attorney: Account
    ) -> None:
        with services.database.unit_of_work() as work:
            work.accounts.add("chief", RoleName.ADMIN)
            chief = work.accounts.by_name("chief")
        assert chief is not None
        auditor = Browser(app, token=add_account(services, chief, "looks", RoleName.AUDITOR))
        answer = auditor.post(
            f"/api/packets/{packet}/exhibits", content=_picture(), params={"title": "Photograph"}
        )
        assert answer.status_code == 403


class TestOrder:
    def test_one_is_moved_and_the_others_close_up(self, admin: Browser, packet: str) -> None:
        for title in ("One", "Two", "Three"):
            _bring(admin, packet, title)
        three = admin.get(f"/api/packets/{packet}/exhibits").json()[2]["id"]
        moved = admin.request("PATCH", f"/api/packets/{packet}/exhibits/{three}", json={"place": 1})
        assert moved.status_code == 202
        found = admin.get(f"/api/packets/{packet}/exhibits").json()
        assert [(one["place"], one["title"]) for one in found] == [(1, "Three"), (2, "One"), (3, "Two")]

    def test_one_is_taken_out(self, admin: Browser, packet: str) -> None:
        for title in ("One", "Two"):
            _bring(admin, packet, title)
        one = admin.get(f"/api/packets/{packet}/exhibits").json()[0]["id"]
        assert admin.request("DELETE", f"/api/packets/{packet}/exhibits/{one}").status_code == 202
        found = admin.get(f"/api/packets/{packet}/exhibits").json()
        assert [(left["place"], left["title"]) for left in found] == [(1, "Two")]

    def test_it_is_described_anew_and_made_confidential(self, admin: Browser, packet: str) -> None:
        brought = _bring(admin, packet, "Letter")
        path = f"/api/packets/{packet}/exhibits/{brought['id']}"
        admin.request("PATCH", path, json={"title": "Letter of May 1", "confidential": True})
        (found,) = admin.get(f"/api/packets/{packet}/exhibits").json()
        assert (found["title"], found["confidential"], found["place"]) == ("Letter of May 1", True, 1)

    def test_one_of_another_packet_is_not_found(self, admin: Browser, packet: str) -> None:
        assert admin.request("DELETE", f"/api/packets/{packet}/exhibits/E-NONE").status_code == 404


def test_a_database_of_each_kind_keeps_them(services_on_each: Services, tmp_path: Path, case: bytes) -> None:
    services = services_on_each
    officer = sign_up(services, "officer", RoleName.OFFICER)
    facts = take_in(services, officer, case)
    packet, _ = order(services, officer, facts.id, "us-ca/establish")
    with services.database.unit_of_work() as work:
        work.exhibits.add(
            packet.id, name="a.pdf", title="A", confidential=False, sha256="0" * 64, source_sha256="1" * 64,
            size_bytes=5, pages=2, without_text=(1, 2), added_by=officer.id,
        )  # fmt: skip
    with services.database.unit_of_work() as work:
        (found,) = work.exhibits.of_packet(packet.id)
    assert (found.title, found.without_text, found.place) == ("A", (1, 2), 1)


@pytest.mark.skipif(not shutil.which("tesseract"), reason="tesseract is not installed")
class TestText:
    def test_a_worker_reads_a_scan_and_the_packet_is_made_with_its_words(
        self, admin: Browser, packet: str, services: Services, queue: Queue, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("api.packets.exhibits.PAGES_AT_ONCE", 1)
        pages = [Image.open(BytesIO(scan(f"Ledger {n}"))).convert("L") for n in range(1, 4)]
        out = BytesIO()
        pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:])
        brought = _bring(admin, packet, "Ledger", out.getvalue(), name="ledger.tif")
        assert brought["pages_without_text"] == [1, 2, 3]
        queue.work_off(services)
        (found,) = admin.get(f"/api/packets/{packet}/exhibits").json()
        assert found["pages_without_text"] == []
        assert found["source_sha256"] == brought["source_sha256"]
        words = [
            page.extract_text() for page in PdfReader(BytesIO(services.blobs.get(found["sha256"]))).pages
        ]
        assert ["Ledger 1" in words[0], "Ledger 2" in words[1], "Ledger 3" in words[2]] == [True] * 3

    def test_an_exhibit_that_was_taken_out_meanwhile_is_left_alone(
        self, admin: Browser, packet: str, services: Services, queue: Queue
    ) -> None:
        brought = _bring(admin, packet, "Ledger", scan("Ledger"))
        admin.request("DELETE", f"/api/packets/{packet}/exhibits/{brought['id']}")
        queue.work_off(services)
        assert admin.get(f"/api/packets/{packet}/exhibits").json() == []


def test_a_packet_that_was_taken_in_with_exhibits_is_not_made_anew_without_them(
    services: Services, officer: Account, queue: Queue, case: bytes, tmp_path: Path
) -> None:
    facts = take_in(services, officer, case)
    packet, _ = order(services, officer, facts.id, "us-ca/establish")
    queue.work_off(services)
    with services.database.unit_of_work() as work:
        files = list(work.packets.files(packet.id))
        (manifest,) = [file for file in files if file.name == "manifest.json"]
        record = json.loads(services.blobs.get(manifest.sha256)) | {"exhibits": [{"mark": "A"}]}
        content = json.dumps(record).encode()
        changed = replace(manifest, sha256=services.blobs.put(content), size_bytes=len(content))
        work.packets.put_files(packet.id, [*(file for file in files if file != manifest), changed])
    with pytest.raises(PacketNotReady, match="made elsewhere, with exhibits"):
        rebuild(services, officer, packet.id, facts.id)
