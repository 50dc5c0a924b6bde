"""The page of facts: each value of a page in a list, and outlined on the picture of the page."""

import json

import pytest
from lxml import html

from api.documents.service import page_size_of
from api.packets.store import PacketFile
from tests.api.filings.conftest import Office, office
from tests.api.pages.test_pages import signed_in
from tests.fakes.browser import Browser

__all__ = ["office", "signed_in"]

VALUES = [
    {"facts": ["/case/number"], "text": "26FS0012", "places": [{"page": 1, "box": [400, 90, 460, 102]}]},
    {
        "facts": ["/order/amount", "/order/from"],
        "text": "$1,200.00",
        "places": [{"page": 1, "box": [72, 200, 110, 212]}, {"page": 1, "box": [72, 224, 90, 236]}],
    },
]


@pytest.fixture
def paper(office: Office) -> str:
    """The name of a paper with a trace map."""
    with office.services.database.unit_of_work() as work:
        files = work.packets.files(office.packet.id)
        name = next(file.name for file in files if file.name.endswith(".pdf"))
        record = {"pdf": name, "documents": [{"document": "x", "first_page": 1, "values": VALUES}]}
        content = json.dumps(record).encode()
        traced = f"{name.removesuffix('.pdf')}.trace.json"
        kept = [file for file in files if file.name != traced]
        work.packets.put_files(
            office.packet.id, [*kept, PacketFile(traced, office.services.blobs.put(content), len(content))]
        )
    return name


@pytest.fixture
def page(office: Office, signed_in: Browser, paper: str) -> html.HtmlElement:
    answer = signed_in.get(f"/packets/{office.packet.id}/facts?paper={paper}")
    assert answer.status_code == 200
    return html.fromstring(answer.text)


def test_each_value_is_outlined_where_the_map_says(page: html.HtmlElement) -> None:
    marks = page.xpath("//svg[@id]")
    assert [len(mark.xpath(".//rect")) for mark in marks] == [1, 4]  # a double line around what is worked out
    fact = marks[0].xpath(".//rect")[0]
    left, top = float(fact.get("x")), float(fact.get("y"))
    right, bottom = left + float(fact.get("width")), top + float(fact.get("height"))
    assert (left + 1, top + 1, right - 1, bottom - 1) == (400, 90, 460, 102)


def test_the_outlines_are_measured_as_the_picture_is(
    office: Office, signed_in: Browser, paper: str, page: html.HtmlElement
) -> None:
    wide, high = page_size_of(office.services, office.packet.id, paper, 1)
    assert {mark.get("viewbox") for mark in page.xpath("//svg[@id]")} == {f"0 0 {wide} {high}"}
    picture = page.xpath("//img")[0]
    assert int(picture.get("height")) == round(900 * high / wide)
    assert signed_in.get(picture.get("src")).headers["content-type"] == "image/png"


def test_each_value_can_be_reached_by_the_keyboard(page: html.HtmlElement) -> None:
    links = page.xpath("//td[@class='words']/a")
    assert [link.text for link in links] == ["26FS0012", "$1,200.00"]
    assert [link.get("href").lstrip("#") for link in links] == [
        mark.get("id") for mark in page.xpath("//svg[@id]")
    ]


def test_a_kind_is_not_told_by_the_line_alone(page: html.HtmlElement) -> None:
    told = [(kind.text, kind.get("title")) for kind in page.xpath("//abbr")]
    assert told == [("F", "a fact as it is"), ("W", "worked out from several facts")]
