"""The certificate says the same as data and on its one page, and shows nobody's secrets."""

import json
from datetime import UTC, date, datetime
from io import BytesIO

import pypdf

from api.preflight.certificate_pdf import certificate_pdf
from assembly.catalog import default_root
from efiling.preflight import Kind, Matter, Paper, Private, Stage, preflight
from efiling.preflight.certificate import certificate
from efiling.preflight.known import Signer
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


def test_every_check_is_in_it_and_what_was_not_checked_says_why() -> None:
    data, pdf = made()
    assert {result["number"] for result in data["results"]} == set(range(43))
    unchecked = {entry["number"]: entry["why"] for entry in data["not_checked"]}
    assert unchecked[32] == "nobody has written down how the parties are served"
    outcomes = {result["number"]: result["outcome"] for result in data["results"]}
    assert {number for number, outcome in outcomes.items() if outcome == "not_checked"} <= set(unchecked)
    words = " ".join("".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages).split())
    assert "32 service, because nobody has written down how the parties are served" in words


def test_a_draft_with_something_still_to_do_says_so() -> None:
    signer = Signer(slot="declarant", names=("J. Worker",), perjury=True)
    body = (
        "<p>Words enough to be found on this page.</p><p>Dated:</p><p style='margin-top:40pt'>J. Worker</p>"
    )
    paper = Paper("one.pdf", clean(body), kind=Kind.FORM, signers=(signer,))
    taken = court(signature__perjury_non_filer=["original_scanned"])
    matter = Matter(papers=(paper,), court=taken, today=date(2026, 11, 22), stage=Stage.DRAFT)
    data = dict(certificate(preflight(matter), checked_at=NOW, matter=matter))
    assert data["may_be_filed"] is False
    assert data["counts"]["block"] == 0
    assert [entry["file"] for entry in data["still_to_do"]] == ["one.pdf"]
