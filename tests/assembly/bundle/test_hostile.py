"""A PDF from outside holds nothing that acts, hides or grows; what can't be taken out is refused by name."""

import zlib
from collections.abc import Callable
from io import BytesIO

import pikepdf
import pypdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream, String

from assembly.bundle import accept_upload, mark_exhibit
from assembly.errors import DocumentRefused

Spoil = Callable[..., bytes]


def _refused(pdf: bytes) -> str:
    with pytest.raises(DocumentRefused) as refused:
        accept_upload("scan.pdf", pdf)
    return str(refused.value)


def _layered(pdf: pikepdf.Pdf, *, drawn: bytes, default: Dictionary | None = None) -> None:
    """Put a layer that is off into a file, and draw on it what is given."""
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("For print")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=default or Dictionary(OFF=Array([layer])))
    page = pdf.pages[0]
    page.obj.Resources.Properties = Dictionary(Layer=layer)
    page.contents_add(b"/OC /Layer BDC " + drawn + b" EMC")


ALL_OFF = Dictionary(BaseState=Name.OFF, ON=Array([]))


class TestLayers:
    """A bound exhibit has no layers: one that is off may only be lost where it hides nothing."""

    @pytest.mark.parametrize("default", [None, ALL_OFF], ids=["one by one", "all but some"])
    def test_that_hide_something_are_refused(
        self, two_pages: bytes, spoil: Spoil, default: Dictionary | None
    ) -> None:
        pdf = spoil(two_pages, lambda pdf: _layered(pdf, drawn=b"0 g 100 100 50 50 re f", default=default))
        assert "switched off" in _refused(pdf)

    @pytest.mark.parametrize("default", [None, ALL_OFF], ids=["one by one", "all but some"])
    def test_that_hide_nothing_are_taken_out(
        self, two_pages: bytes, spoil: Spoil, default: Dictionary | None
    ) -> None:
        """Official forms have a layer for print and one for the screen, with nothing on either."""
        pdf = spoil(two_pages, lambda pdf: _layered(pdf, drawn=b"", default=default))
        with pikepdf.open(BytesIO(accept_upload("form.pdf", pdf))) as taken:
            assert "/OCProperties" not in taken.Root
            assert len(taken.pages) == 2

    def test_a_field_on_a_layer_that_is_off_is_not_drawn(self, two_pages: bytes, spoil: Spoil) -> None:
        def button(pdf: pikepdf.Pdf) -> None:
            _layered(pdf, drawn=b"")
            look = pdf.make_stream(
                b"0 g 0 0 50 50 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 50, 50])
            )
            field = Dictionary(
                Type=Name.Annot, Subtype=Name.Widget, FT=Name.Btn, T=String("print"), F=4,
                Rect=Array([100, 100, 150, 150]), AP=Dictionary(N=look), OC=pdf.Root.OCProperties.OCGs[0],
            )  # fmt: skip
            pdf.pages[0].obj.Annots = Array([pdf.make_indirect(field)])
            pdf.Root.AcroForm = Dictionary(Fields=Array(list(pdf.pages[0].obj.Annots)))

        with pikepdf.open(BytesIO(accept_upload("form.pdf", spoil(two_pages, button)))) as taken:
            drawn = b"".join(part.read_bytes() for part in taken.pages[0].obj.Contents)
        assert b"Do" not in drawn


class TestRefused:
    def test_a_portfolio(self, two_pages: bytes, spoil: Spoil) -> None:
        def fold(pdf: pikepdf.Pdf) -> None:
            pdf.Root.Collection = Dictionary(Type=Name.Collection)

        assert "portfolio" in _refused(spoil(two_pages, fold))

    def test_a_page_that_a_form_program_draws(self, two_pages: bytes, spoil: Spoil) -> None:
        def draw(pdf: pikepdf.Pdf) -> None:
            pdf.Root.AcroForm = Dictionary(Fields=Array(), XFA=String("<xdp/>"))
            pdf.Root.NeedsRendering = True

        assert "XFA" in _refused(spoil(two_pages, draw))

    def test_every_reason_is_told_at_once(self, two_pages: bytes, spoil: Spoil) -> None:
        def note(pdf: pikepdf.Pdf) -> None:
            for page, kind in zip(pdf.pages, (Name.Text, Name.Redact), strict=True):
                page.obj.Annots = Array([Dictionary(Type=Name.Annot, Subtype=kind, Rect=Array([0, 0, 9, 9]))])

        said = _refused(spoil(two_pages, note))
        assert "page 1: there is a comment (Text)" in said
        assert "page 2: a redaction is marked" in said

    def test_a_page_of_a_mile(self, two_pages: bytes, spoil: Spoil) -> None:
        def stretch(pdf: pikepdf.Pdf) -> None:
            pdf.pages[1].obj.MediaBox = Array([0, 0, 4_561_920, 792])

        assert "page 2 is 63,360 by 11 inches" in _refused(spoil(two_pages, stretch))

    def test_a_stream_that_unpacks_without_end(self, two_pages: bytes, spoil: Spoil) -> None:
        packed = zlib.compress(bytes(310_000_000), 9)

        def swell(pdf: pikepdf.Pdf) -> None:
            stream = Stream(pdf, b"")
            stream.write(packed, filter=Name.FlateDecode)
            pdf.pages[0].obj.Contents = pdf.make_indirect(stream)

        bomb = spoil(
            two_pages, swell, stream_decode_level=pikepdf.StreamDecodeLevel.none, recompress_flate=False
        )
        assert len(bomb) < 2_000_000
        assert "unpacks to more than 300,000,000 bytes" in _refused(bomb)

    def test_a_stream_packed_twice(self, two_pages: bytes, spoil: Spoil) -> None:
        packed = zlib.compress(zlib.compress(bytes(310_000_000), 9), 9)

        def swell(pdf: pikepdf.Pdf) -> None:
            stream = Stream(pdf, b"")
            stream.write(packed, filter=Array([Name.FlateDecode, Name.FlateDecode]))
            pdf.pages[0].obj.Contents = pdf.make_indirect(stream)

        bomb = spoil(
            two_pages, swell, stream_decode_level=pikepdf.StreamDecodeLevel.none, recompress_flate=False
        )
        assert len(bomb) < 400_000
        assert "unpacks to more than 300,000,000 bytes" in _refused(bomb)

    def test_a_picture_of_a_billion_points(self, two_pages: bytes, spoil: Spoil) -> None:
        def claim(pdf: pikepdf.Pdf) -> None:
            picture = Stream(pdf, b"0", Type=Name.XObject, Subtype=Name.Image, Width=40_000, Height=40_000)
            pdf.pages[0].obj.Resources.XObject = Dictionary(Im=pdf.make_indirect(picture))

        assert "a picture of 40,000 by 40,000 pixels" in _refused(spoil(two_pages, claim))

    def test_ten_thousand_pages(self) -> None:
        pdf = pikepdf.new()
        pdf.add_blank_page()
        for _ in range(9_999):
            pdf.pages.append(pdf.pages[0])
        out = BytesIO()
        pdf.save(out)
        assert _refused(out.getvalue()) == "scan.pdf has 10,000 pages; 1 to 3,000 are taken."

    def test_pages_that_run_in_a_circle(self) -> None:
        looped = (
            b"%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n"
            b"2 0 obj <</Type/Pages/Count 1/Kids[2 0 R]>> endobj\ntrailer <</Root 1 0 R/Size 3>>\n%%EOF"
        )
        assert _refused(looped)

    def test_a_table_of_objects_that_points_to_itself(self) -> None:
        looped = (
            b"%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n2 0 obj <</Type/Pages/Count 0/Kids[]>> endobj\n"
            b"xref\n0 1\n0000000000 65535 f \ntrailer <</Root 1 0 R/Size 3/Prev 99>>\nstartxref\n99\n%%EOF"
        )
        assert _refused(looped)

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"\x00\x00\x00\x18ftypheic" + bytes(64), "HEIC photograph. Save it as a JPEG"),
            (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "WebP picture"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64), "old Office file"),
            (b"PK\x03\x04" + bytes(64), "archive"),
            (b"\x00\x00\x00\x18ftypmp42", "film"),
            (b"", "is empty"),
        ],
    )
    def test_what_is_of_another_kind_is_named(self, content: bytes, said: str) -> None:
        assert said in _refused(content)


class TestTakenOut:
    def test_an_action_wherever_it_hangs(self, two_pages: bytes, spoil: Spoil) -> None:
        def arm(pdf: pikepdf.Pdf) -> None:
            script = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
            widget = pdf.make_indirect(
                Dictionary(
                    Type=Name.Annot,
                    Subtype=Name.Widget,
                    Rect=Array([0, 0, 9, 9]),
                    A=script,
                    AA=Dictionary(E=script),
                )
            )
            element = pdf.Root.StructTreeRoot.K[0]
            element.K = Array([*element.K, Dictionary(Type=Name.OBJR, Obj=widget)])
            outline = pdf.Root.get("/Outlines")
            assert outline is not None
            outline.First.A = Dictionary(S=Name.Launch, F=String("calc.exe"))

        taken = accept_upload("scan.pdf", spoil(two_pages, arm))
        opened = pikepdf.open(BytesIO(taken))
        whole = "".join(repr(item) for item in opened.objects)
        assert "JavaScript" not in whole
        assert "Launch" not in whole

    def test_what_a_field_shows_stays_though_the_form_itself_is_gone(
        self, two_pages: bytes, spoil: Spoil
    ) -> None:
        def orphan(pdf: pikepdf.Pdf) -> None:
            font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
            shown = Stream(pdf, b"BT /F 10 Tf 2 4 Td (Fish and Wildlife) Tj ET")
            shown.Type, shown.Subtype = Name.XObject, Name.Form
            shown.BBox, shown.Resources = Array([0, 0, 100, 20]), Dictionary(Font=Dictionary(F=font))
            field = Dictionary(
                Type=Name.Annot, Subtype=Name.Widget, Rect=Array([100, 100, 200, 120]), F=4,
                AP=Dictionary(N=pdf.make_indirect(shown)),
            )  # fmt: skip
            pdf.pages[0].obj.Annots = Array([pdf.make_indirect(field)])

        with pytest.warns(UserWarning, match="not reachable from /AcroForm"):
            orphaned = spoil(two_pages, orphan)
        taken = accept_upload("form.pdf", orphaned)
        assert "Fish and Wildlife" in pypdf.PdfReader(BytesIO(taken)).pages[0].extract_text()

    def test_tags_and_bookmarks_stay(self, two_pages: bytes) -> None:
        opened = pikepdf.open(BytesIO(accept_upload("scan.pdf", two_pages)))
        assert "/StructTreeRoot" in opened.Root
        assert all("/StructParents" in page.obj for page in opened.pages)
        with opened.open_outline() as outline:
            assert [mark.title for mark in outline.root] == ["First"]


def test_a_page_whose_content_is_damaged_is_named(two_pages: bytes, spoil: Spoil) -> None:
    def rot(pdf: pikepdf.Pdf) -> None:
        broken = Stream(pdf, b"")
        broken.write(b"this is no deflate", filter=Name.FlateDecode)
        pdf.pages[1].obj.Contents = pdf.make_indirect(broken)

    rotten = spoil(two_pages, rot, stream_decode_level=pikepdf.StreamDecodeLevel.none, recompress_flate=False)
    with pytest.raises(DocumentRefused, match=r"Exhibit A, page 2 is damaged|damaged beyond mending"):
        mark_exhibit("A", accept_upload("scan.pdf", rotten))
