"""The bundle holds what a clerk and a screen reader need, and nothing that a court refuses."""

import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdf
import pytest
from pikepdf import Array, Dictionary, Name, NumberTree, String

from assembly.bundle import Part, bundle
from assembly.errors import DocumentRefused

Spoil = Callable[..., bytes]


@pytest.fixture
def bound(two_pages: bytes) -> bytes:
    parts = [Part("Complaint", two_pages), Part("Judgment", two_pages, inside=True), Part("Order", two_pages)]
    return bundle(parts, title="Packet & more").pdf


def _titles(outline: list[object]) -> list[object]:
    return [_titles(item) if isinstance(item, list) else item.title for item in outline]


class TestBundle:
    def test_bookmarks_are_documents_then_their_headings(self, bound: bytes) -> None:
        reader = pypdf.PdfReader(BytesIO(bound))
        assert _titles(reader.outline) == [
            "Complaint",
            ["First", ["Second"], "Judgment", ["First", ["Second"]]],
            "Order",
            ["First", ["Second"]],
        ]
        order = reader.outline[2]
        assert reader.get_destination_page_number(order) == 4

    def test_page_labels_run_through(self, bound: bytes) -> None:
        assert pypdf.PdfReader(BytesIO(bound)).page_labels == ["1", "2", "3", "4", "5", "6"]

    def test_properties_name_the_packet_and_nobody(self, bound: bytes) -> None:
        pdf = pikepdf.open(BytesIO(bound))
        assert dict(pdf.trailer.Info) == {"/Title": String("Packet & more")}
        xmp = pdf.Root.Metadata.read_bytes().decode()
        assert "Packet &amp; more" in xmp
        assert "WeasyPrint" not in xmp
        assert str(pdf.Root.Lang) == "en-US"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)

    def test_a_link_inside_leads_to_the_page_of_its_own_document(self, bound: bytes) -> None:
        pdf = pikepdf.open(BytesIO(bound))
        for first in (0, 2, 4):
            (link,) = pdf.pages[first].obj.Annots
            assert link.Dest[0].objgen == pdf.pages[first + 1].obj.objgen
            assert "/A" not in link

    def test_tags_of_every_document_survive(self, bound: bytes) -> None:
        pdf = pikepdf.open(BytesIO(bound))
        assert bool(pdf.Root.MarkInfo.Marked)
        tree = NumberTree(pdf.Root.StructTreeRoot.ParentTree)
        keys = [int(page.obj.StructParents) for page in pdf.pages]
        assert len(set(keys)) == 6
        for page, key in zip(pdf.pages, keys, strict=True):
            (leaf, *_) = tree[key]
            assert leaf.Pg.objgen == page.obj.objgen

    def test_says_where_each_part_begins(self, two_pages: bytes) -> None:
        made = bundle([Part("A", two_pages), Part("B", two_pages)], title="T")
        assert (made.pages, made.first_pages) == (4, (1, 3))

    def test_claims_only_what_every_part_claims(
        self, two_pages: bytes, make_pdf: Callable[..., bytes]
    ) -> None:
        both = bundle([Part("A", two_pages), Part("B", two_pages)], title="T").pdf
        one = bundle([Part("A", two_pages), Part("B", make_pdf("<p>plain</p>", "pdf/a-2u"))], title="T").pdf
        assert b"pdfuaid:part>1" in pikepdf.open(BytesIO(both)).Root.Metadata.read_bytes()
        assert b"pdfuaid:part>1" not in pikepdf.open(BytesIO(one)).Root.Metadata.read_bytes()

    def test_keeps_the_archive_kind_with_its_colour_profile(self, make_pdf: Callable[..., bytes]) -> None:
        made = bundle(
            [Part("A", make_pdf("<p>A</p>", "pdf/a-2u")), Part("B", make_pdf("<p>B</p>", "pdf/a-2u"))],
            title="T",
        )
        pdf = pikepdf.open(BytesIO(made.pdf))
        xmp = pdf.Root.Metadata.read_bytes()
        assert b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>U" in xmp
        assert len(pdf.Root.OutputIntents) == 1

    def test_text_stays_in_order(self, bound: bytes) -> None:
        text = [page.extract_text() for page in pypdf.PdfReader(BytesIO(bound)).pages]
        assert [page.split()[0] for page in text] == ["First", "Second"] * 3

    def test_same_parts_same_bytes_in_another_process(
        self, two_pages: bytes, bound: bytes, tmp_path: Path
    ) -> None:
        (tmp_path / "a.pdf").write_bytes(two_pages)
        code = (
            "import sys, hashlib; from pathlib import Path; from assembly.bundle import Part, bundle;"
            "p = Path(sys.argv[1]).read_bytes();"
            "b = bundle([Part('Complaint', p), Part('Judgment', p, inside=True), Part('Order', p)], title='Packet & more');"
            "sys.stdout.buffer.write(b.pdf)"
        )
        again = subprocess.run(
            [sys.executable, "-c", code, str(tmp_path / "a.pdf")], capture_output=True, check=True
        )
        assert again.stdout == bound


class TestRefused:
    def test_nothing_to_bind(self) -> None:
        with pytest.raises(ValueError, match="nothing to bind"):
            bundle([], title="T")

    def test_damaged(self) -> None:
        with pytest.raises(DocumentRefused, match="Order is damaged"):
            bundle([Part("Order", b"%PDF-1.7 nothing")], title="T")

    def test_password(self, two_pages: bytes, spoil: Spoil) -> None:
        locked = spoil(two_pages, lambda pdf: None, encryption=pikepdf.Encryption(user="a", owner="b"))
        with pytest.raises(DocumentRefused, match="locked with a password"):
            bundle([Part("Order", locked)], title="T")

    def test_restrictions(self, two_pages: bytes, spoil: Spoil) -> None:
        locked = spoil(two_pages, lambda pdf: None, encryption=pikepdf.Encryption(user="", owner="b"))
        with pytest.raises(DocumentRefused, match="is encrypted"):
            bundle([Part("Order", locked)], title="T")

    def test_form_fields(self, two_pages: bytes, spoil: Spoil) -> None:
        def add_field(pdf: pikepdf.Pdf) -> None:
            pdf.Root.AcroForm = Dictionary(
                Fields=Array([pdf.make_indirect(Dictionary(FT=Name.Tx, T=String("a")))])
            )

        with pytest.raises(DocumentRefused, match="form fields"):
            bundle([Part("Order", spoil(two_pages, add_field))], title="T")

    def test_a_comment(self, two_pages: bytes, spoil: Spoil) -> None:
        def add_note(pdf: pikepdf.Pdf) -> None:
            pdf.pages[1].obj.Annots = Array(
                [Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([0, 0, 9, 9]))]
            )

        with pytest.raises(DocumentRefused, match="annotation of the kind /Text"):
            bundle([Part("Order", spoil(two_pages, add_note))], title="T")


class TestTakenOut:
    def test_scripts_actions_and_embedded_files(self, two_pages: bytes, spoil: Spoil) -> None:
        def arm(pdf: pikepdf.Pdf) -> None:
            script = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
            pdf.Root.OpenAction = script
            pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("x"), script])))
            pdf.pages[0].obj.AA = Dictionary(O=script)
            pdf.attachments["a.txt"] = b"hidden"

        made = bundle([Part("A", spoil(two_pages, arm))], title="T").pdf
        pdf = pikepdf.open(BytesIO(made))
        assert "/OpenAction" not in pdf.Root
        assert "/Names" not in pdf.Root
        assert "/AA" not in pdf.pages[0].obj
        assert not any("JavaScript" in repr(item) for item in pdf.objects)
