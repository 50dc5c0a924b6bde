"""The certificate says the same as data and on its one page, and shows nobody's secrets."""

import json
from datetime import UTC, date, datetime
from io import BytesIO

import pypdf

from api.preflight.certificate_pdf import certificate_pdf
from assembly.catalog import default_root
from efiling.preflight import Kind, Matter, Paper, Private, preflight
from efiling.preflight.certificate import certificate
from tests.efiling.preflight.papers import clean
from tests.efiling.preflight.test_checks_on_bytes import court

NOW = datetime(2026, 11, 22, 18, 30, tzinfo=UTC)
SECRET = "900-66-2302"


def made() -> tuple[dict[str, object], bytes]:
    papers = (
        Paper(
            "one.pdf", clean(f"<p>Social security number {SECRET} of the other parent.</p>"), kind=Kind.FORM
        ),
        Paper("two.pdf", clean("<p>A second paper, with words enough to be found.</p>"), kind=Kind.FORM),
    )
    matter = Matter(
        papers=papers, court=court(), today=date(2026, 11, 22), private=Private(social_security=(SECRET,))
    )
    data = dict(certificate(preflight(matter), checked_at=NOW, matter=matter, program="courtpacket 0.1.0"))
    return data, certificate_pdf(data, root=default_root(), on=date(2026, 11, 22))


def test_page_and_data_agree_and_keep_the_secret() -> None:
    data, pdf = made()
    (page,) = pypdf.PdfReader(BytesIO(pdf)).pages
    words = " ".join(page.extract_text().split())
    assert "This cannot be filed yet." in words
    assert data["may_be_filed"] is False
    for file in data["files"]:
        assert file["sha256"] in words.replace(" ", "")
    assert "identifiers block one.pdf, page 1: It shows a person's social security number." in words
    assert SECRET not in words
    assert SECRET not in json.dumps(data)


def test_the_same_bytes_give_the_same_certificate() -> None:
    assert made() == made()


def test_what_was_not_checked_is_said() -> None:
    data, _ = made()
    assert {entry["number"] for entry in data["not_checked"]} == {4, 6, 15, 32, 33, 40, 41, 42}
    checked = {result["number"] for result in data["results"]}
    assert checked | {4, 6, 15, 32, 33, 40, 41, 42} == set(range(43))
