"""A packet too large for the court goes in volumes; no page is lost and every one keeps its number."""

from io import BytesIO

import pypdf
import pytest

from assembly.bundle import Part, bundle, split_volumes
from assembly.errors import DocumentRefused
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
        assert [(volume.first, volume.last) for volume in volumes] == [(1, 3), (4, 6), (7, 9)]
        assert [page for volume in volumes for page in _words(volume.pdf)[1:]] == [
            page for page in _words(whole) if page
        ]
        second = pypdf.PdfReader(BytesIO(volumes[1].pdf))
        assert second.page_labels == ["cover", "4", "5", "6"]
        assert second.metadata["/Title"] == "Record (part 2 of 3)"
        assert _words(volumes[1].pdf)[0] == "Record (part 2 of 3) Pages 4 to 6 of 9"
        assert [mark.title for mark in second.outline] == ["Chapter 4", "Chapter 5", "Chapter 6"]

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
