"""WeasyPrint may load nothing that is not inside the layout's folder, whatever the text or the stylesheet asks for.

Every address leads to a file or a server that would tell of a visit: the file's words would be on the page,
or the layout would end without a fault.
"""

import base64
import http.server
import threading
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from urllib.parse import quote

import pypdfium2 as pdfium
import pytest
from lxml import html

from assembly.errors import TemplateFault
from assembly.render.paper import lay_out

DAY = date(2026, 11, 22)
SECRET = "kept-from-everyone"
PICTURE = f"<svg xmlns='http://www.w3.org/2000/svg' width='99' height='20'><text y='9'>{SECRET}</text></svg>"


def svg(inside: str, head: str = "") -> str:
    """Return an address that holds an SVG picture."""
    whole = (
        f"{head}<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' "
        f"width='99' height='20'>{inside}</svg>"
    )
    return "data:image/svg+xml;base64," + base64.b64encode(whole.encode()).decode()


@pytest.fixture
def outside(tmp_path: Path) -> str:
    """The address of a picture and stylesheet beside the layout's folder, not in it."""
    (tmp_path / "secret.svg").write_text(PICTURE)
    (tmp_path / "secret.css").write_text(f"body::before {{ content: '{SECRET}' }}")
    return tmp_path.as_uri()


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    """The address of a web server on this machine, and what it was asked for."""
    asked: list[str] = []

    class Listening(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_words):
            pass

    listening = http.server.HTTPServer(("127.0.0.1", 0), Listening)
    threading.Thread(target=listening.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{listening.server_port}", asked
    listening.shutdown()
    listening.server_close()


def laid_out(tmp_path: Path, css: str = "", body: str = "<p>Text.</p>") -> bytes:
    folder = tmp_path / "layout"
    folder.mkdir(exist_ok=True)
    (folder / "layout.css").write_text(css)
    text = html.fragment_fromstring(body, create_parent="main")
    sheet = folder / "layout.css"
    return lay_out(text, title="T", language="en-US", stylesheet=sheet, prepared_on=DAY).pdf


SHEETS = [
    '@import url("{0}/secret.css");',
    '@import "{0}/secret.css" print;',
    "@font-face {{ font-family: Stolen; src: url('{0}/secret.svg') }} p {{ font-family: Stolen }}",
    "p {{ background: url({0}/secret.svg) }}",
    "p {{ list-style: disc url({0}/secret.svg); display: list-item }}",
    "p::before {{ content: url({0}/secret.svg) }}",
    "p {{ border: 1px solid; border-image: url({0}/secret.svg) 1 }}",
    "p {{ mask-border: url({0}/secret.svg) 1 }} p::after {{ content: url({0}/secret.svg) }}",
    "@page {{ background: url({0}/secret.svg) }}",
    "@page {{ @top-left {{ content: url({0}/secret.svg) }} }}",
]
TEXTS = [
    '<p><img alt="" src="{0}/secret.svg"></p>',
    '<p><img alt="" srcset="{0}/secret.svg 1x" src="{0}/secret.svg"></p>',
    '<p><embed src="{0}/secret.svg"></p>',
    '<p><object data="{0}/secret.svg"></object></p>',
    '<p style="background: url({0}/secret.svg)">x</p>',
    '<style>@import url("{0}/secret.css");</style><p>x</p>',
    '<link rel="stylesheet" href="{0}/secret.css"><p>x</p>',
    '<p><a rel="attachment" href="{0}/secret.svg">x</a></p>',
    '<link rel="attachment" href="{0}/secret.svg"><p>x</p>',
]
PICTURES = [
    "<image href='{0}/secret.svg' width='99' height='20'/>",
    "<image xlink:href='{0}/secret.svg' width='99' height='20'/>",
    "<use href='{0}/secret.svg#x'/>",
    "<style>@import url({0}/secret.css);</style><text y='9'>x</text>",
    "<style>text {{ fill: url({0}/secret.svg#x) }}</style><text y='9'>x</text>",
    "<rect width='9' height='9' fill='url({0}/secret.svg#x)'/>",
]


class TestFiles:
    @pytest.mark.parametrize("css", SHEETS)
    def test_a_stylesheet_reads_no_file_outside_its_folder(self, css, outside, tmp_path):
        with pytest.raises(TemplateFault, match="outside the layout's folder"):
            laid_out(tmp_path, css.format(outside))

    @pytest.mark.parametrize("body", TEXTS)
    def test_a_text_reads_no_file_outside_the_folder(self, body, outside, tmp_path):
        self.refused_or_unread(tmp_path, body.format(outside))

    @pytest.mark.parametrize("inside", PICTURES)
    def test_a_picture_inside_the_text_reads_no_file(self, inside, outside, tmp_path):
        self.refused_or_unread(tmp_path, f'<p><img alt="" src="{svg(inside.format(outside))}"></p>')

    def test_a_picture_of_the_folder_itself_reads_no_file_outside(self, outside, tmp_path):
        (tmp_path / "layout").mkdir()
        (tmp_path / "layout" / "own.svg").write_text(PICTURE.replace(SECRET, "own words"))
        made = laid_out(tmp_path, "p::before { content: url(own.svg) }")
        assert "ownwords" in "".join(words(made).split())

    @pytest.mark.parametrize(
        "way", ["../secret.svg", "%2e%2e/secret.svg", "x/..%2f../secret.svg", "link.svg"]
    )
    def test_no_way_round_leads_out_of_the_folder(self, way, outside, tmp_path):
        (tmp_path / "layout").mkdir()
        (tmp_path / "layout" / "link.svg").symlink_to(tmp_path / "secret.svg")
        with pytest.raises(TemplateFault, match="outside the layout's folder"):
            laid_out(tmp_path, f"p::before {{ content: url({way}) }}")

    def test_an_entity_of_a_picture_reads_no_file(self, outside, tmp_path):
        (tmp_path / "secret.txt").write_text(SECRET)
        head = f'<!DOCTYPE svg [<!ENTITY x SYSTEM "{outside}/secret.txt">]>'
        picture = svg("<text y='9'>&x;</text>", head)
        self.refused_or_unread(tmp_path, f'<p><img alt="" src="{picture}"></p>')

    def refused_or_unread(self, tmp_path: Path, body: str) -> None:
        with suppress(TemplateFault):
            made = laid_out(tmp_path, "", body)
            assert SECRET not in words(made)
            assert SECRET.encode() not in made
            assert len(pdfium.PdfDocument(made)) == 1
            assert pdfium.PdfDocument(made).count_attachments() == 0


class TestNetwork:
    @pytest.mark.parametrize("asks", [*SHEETS, *TEXTS, *PICTURES])
    def test_nothing_is_asked_of_a_server(self, asks, server, tmp_path):
        address, asked = server
        wanted = asks.format(address)
        picture = f'<p><img alt="" src="{svg(wanted)}"></p>'
        with suppress(TemplateFault):
            if asks in SHEETS:
                laid_out(tmp_path, wanted)
            else:
                laid_out(tmp_path, "", wanted if asks in TEXTS else picture)
        assert asked == []

    @pytest.mark.parametrize(
        "address", ["//127.0.0.1/a.svg", "ftp://127.0.0.1/a.svg", "gopher:x", "FILE:///etc/passwd"]
    )
    def test_no_other_kind_of_address_is_followed(self, address, tmp_path):
        with pytest.raises(TemplateFault, match="outside the layout's folder"):
            laid_out(tmp_path, f'p::before {{ content: url("{address}") }}')


def test_a_page_within_a_page_is_not_loaded(outside, tmp_path):
    inner = quote(f"<html><body>{SECRET}</body></html>")
    made = laid_out(tmp_path, "", f'<p>x</p><iframe src="data:text/html,{inner}"></iframe>')
    assert SECRET not in words(made)


def words(pdf: bytes) -> str:
    return " ".join(page.get_textpage().get_text_range() for page in pdfium.PdfDocument(pdf))
