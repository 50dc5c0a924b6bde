"""What someone brings is taken by what it is, cleaned, or refused with what to do."""

from collections.abc import Callable
from io import BytesIO

import pikepdf
import pypdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from assembly.bundle import Part, accept_upload, bundle
from assembly.errors import DocumentRefused

Spoil = Callable[..., bytes]


def _picture(kind: str, size: tuple[int, int] = (200, 300), mode: str = "RGB", **more: object) -> bytes:
    out = BytesIO()
    Image.new(mode, size, "white").save(out, kind, **more)
    return out.getvalue()


class TestPdf:
    def test_can_be_bound_afterwards(self, two_pages: bytes) -> None:
        taken = accept_upload("scan.pdf", two_pages)
        assert bundle([Part("Exhibit", taken)], title="T").pages == 2

    def test_scripts_files_and_properties_are_taken_out(self, two_pages: bytes, spoil: Spoil) -> None:
        def arm(pdf: pikepdf.Pdf) -> None:
            pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
            pdf.attachments["a.txt"] = b"hidden"
            pdf.docinfo.Author = "J. Worker"

        pdf = pikepdf.open(BytesIO(accept_upload("scan.pdf", spoil(two_pages, arm))))
        assert "/OpenAction" not in pdf.Root
        assert set(pdf.Root.Names.keys()) == {"/Dests"}
        assert "/Metadata" not in pdf.Root
        assert "/Info" not in pdf.trailer

    def test_a_restriction_without_a_password_is_lifted(self, two_pages: bytes, spoil: Spoil) -> None:
        locked = spoil(two_pages, lambda pdf: None, encryption=pikepdf.Encryption(user="", owner="b"))
        assert not pikepdf.open(BytesIO(accept_upload("scan.pdf", locked))).is_encrypted

    def test_a_filled_field_becomes_part_of_the_page(self, two_pages: bytes, spoil: Spoil) -> None:
        def add_field(pdf: pikepdf.Pdf) -> None:
            field = pdf.make_indirect(
                Dictionary(
                    Type=Name.Annot,
                    Subtype=Name.Widget,
                    FT=Name.Tx,
                    T=String("a"),
                    V=String("1,234.00"),
                    DA=String("/Helv 10 Tf 0 g"),
                    Rect=Array([100, 100, 200, 120]),
                    F=4,
                )
            )
            helvetica = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
            pdf.Root.AcroForm = Dictionary(
                Fields=Array([field]),
                DR=Dictionary(Font=Dictionary(Helv=helvetica)),
                DA=String("/Helv 10 Tf 0 g"),
            )
            pdf.pages[0].obj.Annots = Array([field])

        taken = accept_upload("form.pdf", spoil(two_pages, add_field))
        pdf = pikepdf.open(BytesIO(taken))
        assert "/AcroForm" not in pdf.Root
        assert "/Annots" not in pdf.pages[0].obj
        assert "1,234.00" in pypdf.PdfReader(BytesIO(taken)).pages[0].extract_text()

    def test_damage_that_can_be_mended_is_mended(self, two_pages: bytes, spoil: Spoil) -> None:
        plain = spoil(two_pages, lambda pdf: None, object_stream_mode=pikepdf.ObjectStreamMode.disable)
        place = plain.rindex(b"startxref")
        shifted = plain[:place] + b"startxref\n17\n%%EOF\n"
        assert len(pikepdf.open(BytesIO(accept_upload("scan.pdf", shifted))).pages) == 2

    @pytest.mark.parametrize(("kind", "said"), [("Text", "a comment"), ("Redact", "never applied")])
    def test_a_comment_or_open_redaction_is_refused_with_its_page(
        self, two_pages: bytes, spoil: Spoil, kind: str, said: str
    ) -> None:
        def add(pdf: pikepdf.Pdf) -> None:
            note = Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=Array([0, 0, 9, 9]))
            pdf.pages[1].obj.Annots = Array([note])

        with pytest.raises(DocumentRefused, match=f"page 2: .*{said}"):
            accept_upload("scan.pdf", spoil(two_pages, add))

    def test_a_password_is_refused(self, two_pages: bytes, spoil: Spoil) -> None:
        locked = spoil(two_pages, lambda pdf: None, encryption=pikepdf.Encryption(user="a", owner="b"))
        with pytest.raises(DocumentRefused, match="Save a copy without one"):
            accept_upload("scan.pdf", locked)

    @pytest.mark.parametrize(
        "content", [b"", b"%PDF-1.7\n", b"PK\x03\x04 zip", b"<html>", b"%PDF-1.4" + b"\x00" * 500]
    )
    def test_what_is_no_document_is_refused(self, content: bytes) -> None:
        with pytest.raises(DocumentRefused):
            accept_upload("scan.pdf", content)


class TestPicture:
    @pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
    def test_becomes_a_letter_page(self, kind: str) -> None:
        pdf = pikepdf.open(BytesIO(accept_upload("photo.pdf", _picture(kind))))
        (page,) = pdf.pages
        assert [float(edge) for edge in page.mediabox] == [0, 0, 612, 792]

    @pytest.mark.parametrize("kind", ["PNG", "TIFF"])
    def test_a_grey_scan_of_16_bits_keeps_its_grey(self, kind: str) -> None:
        out = BytesIO()
        Image.new("I;16", (200, 300), 0x7530).save(out, kind)
        document = pypdfium2.PdfDocument(accept_upload("scan", out.getvalue()))
        drawn = document[0].render(scale=1, grayscale=True).to_pil()
        document.close()
        assert drawn.getpixel((306, 396)) == pytest.approx(0x75, abs=2)

    def test_each_page_of_a_scan_is_a_page(self) -> None:
        more = [Image.new("1", (850, 1100), 1) for _ in range(2)]
        scan = _picture("TIFF", (850, 1100), "1", save_all=True, append_images=more)
        assert len(pikepdf.open(BytesIO(accept_upload("scan.tif", scan))).pages) == 3

    def test_where_and_with_what_it_was_taken_is_left_behind(self) -> None:
        exif = Image.Exif()
        exif[0x010F] = "SecretCamera"
        made = accept_upload("photo.jpg", _picture("JPEG", exif=exif))
        assert b"SecretCamera" not in made

    def test_it_stands_upright(self) -> None:
        exif = Image.Exif()
        exif[0x0112] = 6
        pdf = pikepdf.open(BytesIO(accept_upload("photo.jpg", _picture("JPEG", exif=exif))))
        image = pdf.pages[0].obj.Resources.XObject.Im
        assert (int(image.Width), int(image.Height)) == (300, 200)

    def test_a_picture_of_40_000_pixels_is_refused(self) -> None:
        with pytest.raises(DocumentRefused, match="too large a picture"):
            accept_upload("photo.png", _picture("PNG", (40_000, 1), "1"))

    @pytest.mark.parametrize("kind", ["PNG", "JPEG"])
    def test_a_picture_that_breaks_off_is_refused(self, kind: str) -> None:
        with pytest.raises(DocumentRefused, match="damaged picture"):
            accept_upload("photo.png", _picture(kind)[:-40])
