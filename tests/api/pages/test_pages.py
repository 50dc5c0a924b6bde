"""The pages: whole without a script, guarded against forged forms, and silent about people."""

import re
from datetime import timedelta
from html.parser import HTMLParser

import pytest

from api.accounts.service import first_token
from api.app import make_api
from efiling.courts.code_store import save
from tests.api.filings.conftest import Office, approved_packet, office
from tests.fakes.browser import Browser

__all__ = ["approved_packet", "office"]


class Page(HTMLParser):
    """What a page is made of, as far as the tests ask."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: content or "" for name, content in attrs}))

    def all(self, tag: str) -> list[dict[str, str]]:
        return [found for name, found in self.tags if name == tag]

    def hidden(self, name: str) -> str:
        return next(found["value"] for found in self.all("input") if found.get("name") == name)


@pytest.fixture
def signed_in(office: Office) -> Browser:
    """A browser that is signed in as the first account's administrator, by token."""
    from api.accounts.account import RoleName
    from api.accounts.service import add_account

    token = add_account(office.services, office.attorney, "clerk", RoleName.ADMIN)
    browser = Browser(make_api(office.services))
    answer = browser.post("/sign-in", data={"name": "clerk", "password": token})
    assert answer.status_code == 303
    return browser


def form_key(browser: Browser) -> str:
    return Page(browser.get("/packets").text).hidden("form_key")


def test_a_stranger_is_sent_to_sign_in(office: Office) -> None:
    stranger = Browser(make_api(office.services))
    for path in ("/packets", f"/packets/{office.packet.id}", f"/packets/{office.packet.id}/files/packet.pdf"):
        answer = stranger.get(path)
        assert (answer.status_code, answer.headers["location"]) == (303, f"/sign-in?next={path}")


def test_from_list_to_filed_with_forms_alone(office: Office, signed_in: Browser) -> None:
    assert office.packet.id in signed_in.get("/packets").text
    page = Page(signed_in.get(f"/packets/{office.packet.id}/file").text)
    form = {
        "form_key": page.hidden("form_key"),
        "packet_sha256": page.hidden("packet_sha256"),
        "court": "sandbox",
    }
    answer = signed_in.post(f"/packets/{office.packet.id}/file", data=form)
    assert answer.status_code == 303
    filing = answer.headers["location"]
    assert signed_in.post(f"/packets/{office.packet.id}/file", data=form).headers["location"] == filing
    office.work_off()
    office.pass_time(6)
    text = signed_in.get(filing).text
    assert "Filed" in text
    assert "EX-2026-00001" in text
    assert signed_in.get(f"{filing}/conformed/01-complaint.pdf").content.startswith(b"%PDF-")


def test_stale_code_lists_are_told_before_filing(office: Office, signed_in: Browser) -> None:
    """They came eight days before; a week is trusted."""
    home, path = office.services.settings.office_home, f"/packets/{office.packet.id}/file"
    save(home, "sandbox", "1", {}, at=office.services.clock() - timedelta(days=8))
    assert "code lists of Sandbox court are older than a week" in signed_in.get(path).text
    save(home, "sandbox", "1", {}, at=office.services.clock())
    assert "older than a week" not in signed_in.get(path).text


@pytest.mark.parametrize("path", ["approve", "return", "file"])
def test_a_forged_form_does_nothing(office: Office, signed_in: Browser, path: str) -> None:
    forged = {
        "form_key": "x",
        "packet_sha256": office.packet.packet_sha256,
        "court": "sandbox",
        "reason": "x",
    }
    answer = signed_in.post(f"/packets/{office.packet.id}/{path}", data=forged)
    assert answer.status_code == 403
    assert "Nothing was done" in answer.text
    with office.services.database.unit_of_work() as work:
        assert work.filings.of_packet(office.packet.id) == []


def test_every_page_has_one_heading_a_language_and_no_script(office: Office, signed_in: Browser) -> None:
    filing = office.file()
    for path in (
        "/sign-in",
        "/packets",
        f"/packets/{office.packet.id}",
        f"/packets/{office.packet.id}/file",
        f"/filings/{filing.id}",
        "/packets/P-NONE",
    ):
        page = Page(signed_in.get(path).text)
        assert len(page.all("h1")) == 1, path
        assert page.all("html")[0]["lang"] == "en"
        assert page.all("script") == []
        assert all("style" not in attributes for _, attributes in page.tags), path
        labelled = {label["for"] for label in page.all("label")}
        shown = [f for f in page.all("input") if f.get("type") != "hidden"]
        for field in [*shown, *page.all("textarea"), *page.all("select")]:
            assert field["id"] in labelled, path
        assert all(image.get("alt") for image in page.all("img")), path


def test_no_address_or_title_names_a_person(office: Office, signed_in: Browser) -> None:
    html = signed_in.get("/packets").text + signed_in.get(f"/packets/{office.packet.id}").text
    addresses = re.findall(r'(?:href|src|action)="([^"]*)"', html) + re.findall(r"<title>(.*?)</title>", html)
    assert addresses
    for address in addresses:
        assert "Villanueva" not in address
        assert "Raman" not in address


def test_headers_keep_the_browser_from_doing_more(office: Office, signed_in: Browser) -> None:
    headers = signed_in.get("/packets").headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"


def test_a_reason_is_shown_as_text(office: Office, signed_in: Browser) -> None:
    reason = "<script>alert(1)</script> {{ 7*7 }}"
    form = {"form_key": form_key(signed_in), "reason": reason}
    signed_in.post(f"/packets/{office.packet.id}/return", data=form)
    text = signed_in.get(f"/packets/{office.packet.id}").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7*7 }}" in text


def test_signing_out_ends_the_session(office: Office, signed_in: Browser) -> None:
    session = dict(signed_in.cookies)
    signed_in.post("/sign-out", data={"form_key": form_key(signed_in)})
    signed_in.cookies.update(session)
    assert signed_in.get("/packets").headers["location"] == "/sign-in?next=/packets"
    assert first_token(office.services) is None
