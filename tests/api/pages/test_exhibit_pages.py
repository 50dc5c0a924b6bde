"""The page of exhibits works by forms alone; what is wrong with a file is said on it; a fact leads to its papers."""

from io import BytesIO

import pytest
from PIL import Image

from api.packets.store import PacketState
from tests.api.filings.conftest import Office, approved_packet, office
from tests.api.pages.test_pages import form_key, signed_in
from tests.fakes.browser import Browser

__all__ = ["approved_packet", "office", "signed_in"]


def _picture() -> bytes:
    out = BytesIO()
    Image.new("RGB", (200, 300), "white").save(out, "PNG")
    return out.getvalue()


def _bring(
    browser: Browser, packet: str, title: str, content: bytes, name: str = "car.png", key: str = ""
) -> int:
    answer = browser.post(
        f"/packets/{packet}/exhibits",
        data={"form_key": key or form_key(browser), "title": title},
        files={"file": (name, content)},
    )
    return answer.status_code


@pytest.fixture
def path(office: Office) -> str:
    return f"/packets/{office.packet.id}/exhibits"


def test_one_is_brought_renamed_and_taken_out_with_forms_alone(
    office: Office, signed_in: Browser, path: str
) -> None:
    assert _bring(signed_in, office.packet.id, "Photograph", _picture()) == 303
    assert "Photograph" in signed_in.get(path).text
    with office.services.database.unit_of_work() as work:
        (kept,) = work.exhibits.of_packet(office.packet.id)
        assert work.packets.get(office.packet.id).state is PacketState.APPROVAL_VOID
    form = {
        "form_key": form_key(signed_in),
        "place": "1",
        "act": "save",
        "title": "The car",
        "confidential": "yes",
    }
    assert signed_in.post(f"{path}/{kept.id}", data=form).status_code == 303
    page = signed_in.get(path).text
    assert "The car" in page
    assert "confidential" in page
    assert signed_in.post(f"{path}/{kept.id}", data=form | {"act": "out"}).status_code == 303
    assert "None yet." in signed_in.get(path).text


def test_what_is_wrong_with_a_file_is_said_and_what_was_typed_is_kept(
    office: Office, signed_in: Browser, path: str
) -> None:
    answer = signed_in.post(
        path,
        data={"form_key": form_key(signed_in), "title": "A letter of May"},
        files={"file": ("letter.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64))},
    )
    assert answer.status_code == 422
    assert "letter.doc is an old Office file" in answer.text
    assert 'value="A letter of May"' in answer.text


def test_a_form_of_somebody_elses_is_refused(office: Office, signed_in: Browser) -> None:
    assert _bring(signed_in, office.packet.id, "Photograph", _picture(), key="forged") == 403


def test_a_file_that_is_too_large_is_refused_before_it_is_read(
    office: Office, signed_in: Browser, path: str
) -> None:
    key = form_key(signed_in)
    office.services.settings.exhibit_bytes = 1024
    answer = signed_in.post(
        path, data={"form_key": key, "title": "x"}, files={"file": ("a.pdf", bytes(200_000))}
    )
    assert answer.status_code == 422
    assert "larger than 1,024 bytes" in answer.text


def test_a_page_without_a_trace_says_so(office: Office, signed_in: Browser) -> None:
    page = signed_in.get(f"/packets/{office.packet.id}/facts")
    assert page.status_code == 200
    assert "Nothing on this page is traced" in page.text
