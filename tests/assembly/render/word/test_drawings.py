"""Pictures and text boxes: printed once, with their description; nothing cut off comes with them.

Source: ECMA-376 Part 1, 20.4 (DrawingML in Word files); Part 4, 19 (VML); Part 3 (alternate content).
"""

import io

import pikepdf
import pytest
from PIL import Image

from assembly.bundle.archive import archive_faults
from assembly.errors import DocumentRefused
from tests.assembly.render.word.ooxml_file import (
    html_of,
    laid_out,
    ooxml_file,
    page_texts,
    paragraph,
    run,
    text,
)

RED, BLUE = (255, 0, 0), (0, 0, 255)


def png(wide: int = 40, high: int = 20) -> bytes:
    """Return a picture whose left half is red and whose right half is blue."""
    image = Image.new("RGB", (wide, high), RED)
    image.paste(BLUE, (wide // 2, 0, wide, high))
    out = io.BytesIO()
    image.save(out, format="PNG")
    return out.getvalue()


def drawing(inner: str, *, uri: str, about: str = "", frame: str = "inline") -> str:
    return run(
        f'<w:drawing><wp:{frame}><wp:extent cx="1270000" cy="635000"/><wp:docPr id="1" name="x" descr="{about}"/>'
        f'<a:graphic><a:graphicData uri="{uri}">{inner}</a:graphicData></a:graphic></wp:{frame}></w:drawing>'
    )


def picture(*, about: str = "", crop: str = "", frame: str = "inline") -> str:
    uri = "http://schemas.openxmlformats.org/drawingml/2006/picture"
    return drawing(
        f'<pic:pic><pic:blipFill><a:blip r:embed="rPic"/>{crop}</pic:blipFill></pic:pic>',
        uri=uri,
        about=about,
        frame=frame,
    )


def with_picture(body: str, raw: bytes | None = None) -> bytes:
    return ooxml_file(
        body,
        relations={"rPic": ("image", "media/p.png")},
        parts={"word/media/p.png": png() if raw is None else raw},
    )


def text_box(words: str, *, line: str = "") -> str:
    uri = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
    return drawing(
        f"<wps:wsp><wps:spPr>{line}</wps:spPr><wps:txbx><w:txbxContent>{words}</w:txbxContent></wps:txbx></wps:wsp>",
        uri=uri,
        frame="anchor",
    )


def old_box(words: str) -> str:
    return run(
        '<w:pict><v:shape style="width:200pt;height:40pt"><v:textbox><w:txbxContent>'
        f"{words}</w:txbxContent></v:textbox></v:shape></w:pict>"
    )


def images_in(pdf: bytes) -> list[Image.Image]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [
            pikepdf.PdfImage(image).as_pil_image().convert("RGB")
            for page in opened.pages
            for image in page.get_images().values()
        ]


class TestPictures:
    @pytest.mark.parametrize("frame", ["inline", "anchor"])
    def test_are_printed_in_their_size_with_their_description(self, frame):
        raw = with_picture(paragraph("Seal: ", extra=picture(about="Seal of the county", frame=frame)))
        [image] = html_of(raw).iter("img")
        assert image.get("alt") == "Seal of the county"
        assert image.get("style").startswith("width:100.0pt;height:50.0pt")
        assert len(images_in(laid_out(raw).pdf)) == 1

    def test_of_old_files(self):
        old = run(
            '<w:pict><v:shape style="width:1in;height:36pt" alt="Seal"><v:imagedata r:id="rPic"/></v:shape></w:pict>'
        )
        raw = with_picture(paragraph("Seal: ", extra=old))
        [image] = html_of(raw).iter("img")
        assert image.get("style").startswith("width:72.0pt;height:36.0pt")
        assert len(images_in(laid_out(raw).pdf)) == 1

    def test_what_was_cut_off_is_not_in_the_paper(self):
        """Word keeps the whole picture in its file; who receives the paper must not be able to bring it back."""
        crop = '<a:srcRect r="50000"/>'
        [image] = images_in(laid_out(with_picture(paragraph("x", extra=picture(crop=crop)))).pdf)
        assert image.size == (20, 20)
        assert {color for _, color in image.getcolors()} == {RED}

    def test_place_and_camera_of_a_photograph_are_left_behind(self):
        out, notes = io.BytesIO(), Image.Exif()
        notes[0x010F] = "Camera of somebody"
        notes[0x8825] = {1: "N", 2: (37.0, 20.0, 0.0)}  # where it was taken
        Image.new("RGB", (40, 20), RED).save(out, format="JPEG", exif=notes, comment=b"taken at home")
        assert b"Camera of somebody" in out.getvalue()
        pages = laid_out(with_picture(paragraph("x", extra=picture(about="a")), out.getvalue()))
        with pikepdf.open(io.BytesIO(pages.pdf)) as opened:
            [image] = opened.pages[0].get_images().values()
            kept = image.read_raw_bytes()
        assert kept.startswith(b"\xff\xd8\xff")
        assert b"Camera" not in kept
        assert b"home" not in kept
        [shown] = images_in(pages.pdf)
        assert shown.getpixel((20, 10)) == Image.open(out).getpixel((20, 10))

    def test_one_in_the_inks_of_a_press_is_printed_in_the_papers_colours(self):
        out = io.BytesIO()
        Image.new("CMYK", (40, 20), (0, 255, 255, 0)).save(out, format="JPEG")
        pages = laid_out(with_picture(paragraph("x", extra=picture(about="a")), out.getvalue()))
        assert not [fault for fault in archive_faults(pages.pdf) if "CMYK" in fault]
        assert len(images_in(pages.pdf)) == 1

    @pytest.mark.parametrize(
        ("raw", "said"),
        [(b"\xd7\xcd\xc6\x9a" + b"\x00" * 60, "not PNG, JPEG or GIF"), (png()[:60], "damaged"), (b"", "not PNG, JPEG or GIF")],
    )  # fmt: skip
    def test_that_cannot_be_read_are_named(self, raw, said):
        with pytest.raises(DocumentRefused, match=said):
            laid_out(with_picture(paragraph("x", extra=picture()), raw))


class TestTextBoxes:
    @pytest.mark.parametrize("box", [text_box, old_box])
    def test_are_printed_with_their_paragraphs(self, box):
        raw = ooxml_file(paragraph("Around.", extra=box(paragraph("In a box.") + paragraph("And more."))))
        assert page_texts(laid_out(raw))[0].startswith("In a box. And more. Around.")

    def test_of_which_word_keeps_a_copy_for_old_versions_are_printed_once(self):
        def alternatives(new: str, old: str) -> str:
            return (
                f'<mc:AlternateContent><mc:Choice Requires="wps">{new}</mc:Choice>'
                f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>"
            )

        new, old = text_box(paragraph("Once.")), old_box(paragraph("Once."))
        bare = [one.removeprefix("<w:r>").removesuffix("</w:r>") for one in (new, old)]
        for inside in (run(alternatives(*bare)), alternatives(new, old)):
            words = page_texts(laid_out(ooxml_file(paragraph("Around.", extra=inside))))[0]
            assert words.count("Once.") == 1

    def test_with_a_table_and_a_list_are_whole(self):
        table = f"<w:tbl><w:tr><w:tc>{paragraph('cell')}</w:tc></w:tr></w:tbl>"
        raw = ooxml_file(
            paragraph("Around.", extra=text_box(paragraph("First.") + table + paragraph("Last.")))
        )
        assert page_texts(laid_out(raw))[0].startswith("First. cell Last. Around.")

    def test_have_a_frame_where_word_draws_one(self):
        line = '<a:ln w="9525"><a:solidFill/></a:ln>'
        for drawn, framed in (("", False), (line, True), ("<a:ln><a:noFill/></a:ln>", False)):
            made = html_of(ooxml_file(paragraph("x", extra=text_box(paragraph("In."), line=drawn))))
            [box] = [div for div in made.iter("div") if div.get("class") == "text-box"]
            assert ("outline" in box.get("style")) is framed


class TestLines:
    def test_a_horizontal_line_is_drawn(self):
        line = run('<w:pict><v:rect style="width:0;height:1.5pt" o:hr="t"/></w:pict>')
        made = html_of(ooxml_file(paragraph("Above.", extra=line)))
        assert any("border-top" in (span.get("style") or "") for span in made.iter("span"))
        laid_out(ooxml_file(paragraph("Above.", extra=line)))


class TestWhatCannotBePrinted:
    @pytest.mark.parametrize(
        ("inner", "said"),
        [
            (drawing("", uri="http://schemas.openxmlformats.org/drawingml/2006/chart"), "a chart"),
            (drawing("", uri="http://schemas.openxmlformats.org/drawingml/2006/diagram"), r"a diagram \(SmartArt\)"),
            (drawing("", uri="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"), "a group of drawings"),
            (drawing("<wps:wsp/>", uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"), "a drawn line or shape"),
            (run("<w:object/>"), "an embedded object"),
            (run("<w:contentPart/>"), r"handwriting \(ink\)"),
            (run("<w:ruby/>"), r"reading marks \(ruby\)"),
            (run("<w:dayLong/>"), "the construct 'dayLong'"),
            ("<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>", "an equation"),
            (run('<w:pict><v:shape><v:textpath string="DRAFT"/></v:shape></w:pict>'), r"lettering \(WordArt\) 'DRAFT'"),
            (run("<w:pict><v:oval/></w:pict>"), "an old-style drawing"),
        ],
    )  # fmt: skip
    def test_is_named_with_its_paragraph(self, inner, said):
        raw = ooxml_file(paragraph("First.") + paragraph("Here: ", extra=inner))
        with pytest.raises(DocumentRefused, match=rf"{said} \(paragraph 2: 'Here: "):
            laid_out(raw)

    def test_is_all_named_at_once(self):
        raw = ooxml_file(
            paragraph("One ", extra=run("<w:object/>")) + paragraph("Two ", extra=text("x", "<w:vanish/>"))
        )
        with pytest.raises(
            DocumentRefused, match=r"an embedded object \(paragraph 1.*hidden text \(paragraph 2"
        ):
            laid_out(raw)

    def test_an_inserted_foreign_document_is_named(self):
        with pytest.raises(DocumentRefused, match="an inserted foreign document"):
            laid_out(ooxml_file(paragraph("x") + '<w:altChunk r:id="r9"/>'))
