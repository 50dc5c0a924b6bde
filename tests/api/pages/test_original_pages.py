"""The page "Signed originals" works by forms alone, and says what is wrong with a scan."""

from api.accounts.account import Account, RoleName
from api.accounts.service import add_account
from api.app import make_api
from api.packets.store import StoredPacket
from api.services import Services
from tests.api.packets.test_originals import PAPER, officer, packet, scan, services
from tests.api.pages.test_pages import form_key
from tests.fakes.browser import Browser

__all__ = ["officer", "packet", "scan", "services"]
PASSWORD = "a long enough password 1"


def test_a_scan_is_refused_with_words_and_a_right_one_shown(
    services: Services, officer: Account, packet: StoredPacket, scan: bytes
) -> None:
    add_account(services, officer, "ada", RoleName.ADMIN, password=PASSWORD)
    browser = Browser(make_api(services))
    assert browser.post("/sign-in", data={"name": "ada", "password": PASSWORD}).status_code == 303
    path = f"/packets/{packet.id}/originals"
    assert f'href="{path}"' in browser.get(f"/packets/{packet.id}").text
    assert "Not signed yet" in browser.get(path).text
    form = {"form_key": form_key(browser), "paper": PAPER, "page": "1"}

    answer = browser.post(path, data=form, files={"file": ("notes.txt", b"hello")})
    assert answer.status_code == 422
    assert "neither a PDF nor" in answer.text
    assert "<title>Problem: Signed originals" in answer.text
    answer = browser.post(path, data=form | {"page": "one"}, files={"file": ("scan.jpg", scan)})
    assert "Enter the page as a number" in answer.text
    answer = browser.post(path, data=form | {"form_key": "other"}, files={"file": ("scan.jpg", scan)})
    assert answer.status_code in (403, 409)

    assert browser.post(path, data=form, files={"file": ("scan.jpg", scan)}).status_code == 303
    page = browser.get(path).text
    assert "Signed: the original is on page 1" in page
    assert "Take out" in page
