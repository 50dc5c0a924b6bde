"""A packet too large for the court goes in volumes; no page is lost and every one keeps its number."""

import hashlib
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdf
import pytest
from pikepdf import Dictionary, NumberTree

from assembly.bundle import Part, bundle, split_volumes
from assembly.errors import DocumentRefused
from assembly.render.paper import lay_out
from tests.assembly.bundle.conftest import Make


@pytest.fixture(scope="module")
def whole(make_pdf: Make) -> bytes:
    body = "".join(f'<h1 style="break-after: page">Chapter {n}</h1>' for n in range(1, 10))
    return bundle([Part("Record", make_pdf(body.removesuffix("")))], title="Record").pdf


def _words(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(BytesIO(pdf)).pages]


class TestSplitVolumes:
    def test_what_is_within_the_limits_comes_back_as_it_is(self, whole: bytes) -> None:
        (volume,) = split_volumes(whole, title="Record", max_bytes=10_000_000)
        assert volume.pdf == whole

    def test_by_pages(self, whole: bytes) -> None:
        volumes = split_volumes(whole, title="Record", max_bytes=10_000_000, max_pages=4)
        assert [(volume.first, volume.last) for volume in volumes] == [(1, 4), (5, 7), (8, 9)]
        own = [_words(volume.pdf)[0 if volume.number == 1 else 1 :] for volume in volumes]
        assert [page for pages in own for page in pages] == _words(whole)
        second = pypdf.PdfReader(BytesIO(volumes[1].pdf))
        assert second.page_labels == ["cover", "5", "6", "7"]
        assert second.metadata["/Title"] == "Volume 2 of 3: Record"
        assert _words(volumes[1].pdf)[0] == "VOLUME 2 OF 3 Record Pages 5 to 7 of 9"
        (cover, under) = second.outline
        assert cover.title == "Volume 2 of 3, pages 5 to 7"
        assert [mark.title for mark in under] == ["Chapter 5", "Chapter 6", "Chapter 7"]
        assert [second.get_destination_page_number(mark) for mark in under] == [1, 2, 3]

    def test_by_bytes(self, whole: bytes) -> None:
        limit = len(whole) + 6_000
        larger = bundle([Part("One", whole), Part("Two", whole), Part("Three", whole)], title="T").pdf
        volumes = split_volumes(larger, title="T", max_bytes=limit)
        assert len(volumes) > 1
        assert all(len(volume.pdf) <= limit for volume in volumes)
        assert [volume.first for volume in volumes[1:]] == [volume.last + 1 for volume in volumes[:-1]]

    def test_one_page_that_is_too_large_is_named(self, whole: bytes) -> None:
        with pytest.raises(DocumentRefused, match="Record, page 1 alone is larger than 900 bytes"):
            split_volumes(whole, title="Record", max_bytes=900)

    def test_each_names_the_whole_by_its_hash(self, whole: bytes) -> None:
        volumes = split_volumes(whole, title="Record", max_bytes=10_000_000, max_pages=4)
        assert {volume.whole_sha256 for volume in volumes} == {hashlib.sha256(whole).hexdigest()}

    def test_tags_go_with_their_pages_and_nothing_of_the_others_stays(self, make_pdf: Make) -> None:
        body = "".join(
            f'<h1 style="break-before: page">Head {n}</h1><table><tr><th scope="col">a</th><td>cell {n}</td></tr></table>'
            for n in range(1, 7)
        )
        whole = bundle([Part("Record", make_pdf(body))], title="Record").pdf
        second = split_volumes(whole, title="Record", max_bytes=10_000_000, max_pages=4)[1].pdf
        opened = pikepdf.open(BytesIO(second))
        tree = NumberTree(opened.Root.StructTreeRoot.ParentTree)
        pages = {page.obj.objgen for page in opened.pages}
        elements = [item for item in opened.objects if is_element(item)]
        assert elements
        assert all(item.Pg.objgen in pages for item in elements if "/Pg" in item)
        assert all(int(page.obj.StructParents) in dict(tree.items()) for page in opened.pages)
        assert sum(str(item.S) == "/H1" for item in elements) == 3  # that of the cover and of two pages

    def test_a_volume_of_our_own_pages_is_still_accessible(self, case_pages: bytes, tmp_path: Path) -> None:
        from pdfua import validate

        for volume in split_volumes(case_pages, title="Record", max_bytes=10_000_000, max_pages=3):
            path = tmp_path / f"{volume.number}.pdf"
            path.write_bytes(volume.pdf)
            assert [(found.rule_id, found.message) for found in validate(str(path)).findings] == []
            assert b"<pdfuaid:part>1</pdfuaid:part>" in pikepdf.open(path).Root.Metadata.read_bytes()

    def test_a_link_inside_the_volume_still_leads_there_and_one_out_of_it_is_gone(
        self, make_pdf: Make
    ) -> None:
        page = '<p style="break-before: page" id="p{n}"><a href="#p{next}">on</a></p>'
        body = "".join(page.format(n=n, next=n + 1) for n in range(1, 5)) + '<p id="p5">end</p>'
        whole = bundle([Part("Record", make_pdf(body))], title="Record").pdf
        first = pikepdf.open(
            BytesIO(split_volumes(whole, title="R", max_bytes=10_000_000, max_pages=3)[0].pdf)
        )
        (link,) = first.pages[0].obj.Annots
        assert link.Dest[0].objgen == first.pages[1].obj.objgen
        assert "/Annots" not in first.pages[2].obj

    def test_a_page_of_the_whole_is_found_in_its_volume(self, whole: bytes) -> None:
        second = split_volumes(whole, title="Record", max_bytes=10_000_000, max_pages=4)[1]
        assert second.page_of(6) == 3
        assert _words(second.pdf)[second.page_of(6) - 1] == "Chapter 6"


def is_element(item: object) -> bool:
    return isinstance(item, Dictionary) and item.get("/Type") == "/StructElem"


@pytest.fixture(scope="module")
def case_pages() -> bytes:
    """Six pages from our own engine, which meet PDF/UA."""
    from lxml import html

    text = "".join(f'<h1 style="break-before: page">Part {n}</h1><p>Text {n}.</p>' for n in range(1, 7))
    pages = lay_out(
        html.fragment_fromstring(text, create_parent="main"),
        title="Record",
        language="en-US",
        stylesheet=None,
        prepared_on=date(2026, 11, 22),
    )
    return bundle([Part("Record", pages.pdf)], title="Record").pdf
