"""Installing a blank: only the mapped edition, recognised by its fields and words, within limits."""

import io
from datetime import date

import pikepdf
import pypdf
import pypdfium2
import pytest

from assembly.errors import BlankRefused, DocumentRefused, UnknownName
from assembly.render.forms import FormLibrary, library_in_use
from assembly.render.forms.blank import read_blank
from assembly.render.forms.engine import finish, prepared_form
from assembly.render.forms.fill import fill
from assembly.render.forms.mapping import read_mapping
from assembly.render.forms.opening import MOST_BYTES

DAY = date(2026, 11, 20)


def pdf_words(pdf: pikepdf.Pdf) -> bytes:
    with pypdfium2.PdfDocument(saved(pdf)) as document:
        return document[0].get_textpage().get_text_range().encode()


def saved(pdf: pikepdf.Pdf, **how: object) -> bytes:
    buffer = io.BytesIO()
    pdf.save(buffer, **how)
    return buffer.getvalue()


def many_pages(count: int) -> bytes:
    kids = " ".join(f"{number} 0 R" for number in range(3, count + 3))
    bodies = ["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Count {count}/Kids[{kids}]>>"]
    bodies += ["<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]>>"] * count
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(bodies, start=1):
        places.append(len(out))
        out += f"{number} 0 obj{body}endobj\n".encode()
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    head = f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n{rows}trailer<</Size {len(bodies) + 1}/Root 1 0 R>>\n"
    return out + f"{head}startxref\n{len(out)}\n%%EOF\n".encode()


@pytest.fixture
def mapping(iwo_source):
    return read_mapping(iwo_source)


@pytest.fixture
def empty(tmp_path):
    return FormLibrary(tmp_path / "forms")


class TestInstall:
    def test_the_published_file_is_kept(self, empty, mapping, blank):
        path = empty.install(mapping, blank)
        assert path.read_bytes() == blank
        assert empty.has("us-income-withholding-order")

    def test_a_copy_saved_again_is_the_same_edition(self, empty, mapping, blank):
        copy = saved(pikepdf.open(io.BytesIO(blank)), object_stream_mode=pikepdf.ObjectStreamMode.disable)
        assert copy != blank
        assert empty.install(mapping, copy).is_file()

    @pytest.mark.parametrize("allowed", [True, False], ids=["all allowed", "nothing allowed"])
    def test_a_copy_with_restrictions_and_no_password_is_the_same_edition(
        self, empty, mapping, blank, allowed, iwo_source
    ):
        """The Council's own files are published so: they open without a password."""
        rights = pikepdf.Permissions(modify_form=allowed, extract=allowed, print_highres=allowed)
        encryption = pikepdf.Encryption(owner="secret", user="", allow=rights)
        path = empty.install(mapping, saved(pikepdf.open(io.BytesIO(blank)), encryption=encryption))
        with pikepdf.open(path) as kept:
            assert kept.is_encrypted
        with library_in_use(empty):
            form = prepared_form(iwo_source)
        with pikepdf.open(io.BytesIO(finish(form, fill(form, {}), title="", prepared_on=DAY))) as made:
            assert not made.is_encrypted
            assert b"Income Withholding" in pdf_words(made)

    def test_a_copy_saved_again_by_pypdf_is_the_same_edition(self, empty, mapping, blank):
        writer = pypdf.PdfWriter(clone_from=io.BytesIO(blank))
        buffer = io.BytesIO()
        writer.write(buffer)
        assert buffer.getvalue() != blank
        assert empty.install(mapping, buffer.getvalue()).is_file()

    def test_a_linearized_copy_is_the_same_edition(self, empty, mapping, blank):
        copy = saved(pikepdf.open(io.BytesIO(blank)), linearize=True)
        assert b"/Linearized" in copy[:1024]
        assert empty.install(mapping, copy).is_file()

    def test_another_form_is_refused_with_what_differs(self, empty, mapping, shared):
        with pytest.raises(
            BlankRefused, match=r"Missing fields \(112\).*Unknown fields.*courts|2 page\(s\), not 4"
        ):
            empty.install(mapping, (shared / "forms" / "FL-165.pdf").read_bytes())
        assert not empty.has(mapping.blank)

    def test_a_changed_word_is_refused_with_its_page(self, empty, mapping, blank):
        pdf = pikepdf.open(io.BytesIO(blank))
        extra = pdf.make_stream(b"BT /TT0 9 Tf 300 20 Td (50) Tj ET")
        pdf.pages[1].contents_add(extra)
        with pytest.raises(BlankRefused, match=r"words differ on page 2\. Fetch"):
            empty.install(mapping, saved(pdf))

    def test_a_lost_field_is_refused_by_name(self, empty, mapping, blank):
        pdf = pikepdf.open(io.BytesIO(blank))
        annotations = pdf.pages[0].Annots
        widget = read_blank(blank).fields["DocumentDate"].widgets[0].id
        gone = next(n for n, annotation in enumerate(annotations) if annotation.objgen[0] == widget)
        del annotations[gone]
        with pytest.raises(BlankRefused, match=r"Missing fields \(1\): DocumentDate"):
            empty.install(mapping, saved(pdf))

    def test_an_installed_blank_that_was_swapped_is_refused(self, empty, mapping, blank, shared, iwo_source):
        path = empty.install(mapping, blank)
        path.write_bytes((shared / "forms" / "FL-165.pdf").read_bytes())
        with library_in_use(empty), pytest.raises(BlankRefused):
            prepared_form(iwo_source)


class TestHostileFiles:
    def test_an_encrypted_file(self, blank):
        encryption = pikepdf.Encryption(owner="a", user="b")
        with pytest.raises(DocumentRefused, match="encrypted"):
            read_blank(saved(pikepdf.open(io.BytesIO(blank)), encryption=encryption))

    def test_ten_thousand_pages(self):
        with pytest.raises(DocumentRefused, match=r"10,000 pages"):
            read_blank(many_pages(10_000))

    def test_too_many_bytes(self):
        with pytest.raises(DocumentRefused, match="at most"):
            read_blank(b"%PDF-1.7" + bytes(MOST_BYTES))

    @pytest.mark.parametrize("raw", [b"", b"%PDF-1.7 nothing else", b"PK\x03\x04"])
    def test_what_is_no_pdf(self, raw):
        with pytest.raises(DocumentRefused, match="not a readable PDF"):
            read_blank(raw)

    def test_a_printed_copy_without_fields(self):
        pdf = pikepdf.new()
        pdf.add_blank_page()
        with pytest.raises(DocumentRefused, match="no form fields"):
            read_blank(saved(pdf))


def test_an_id_is_never_a_path(empty):
    for name in ("../secret", "a/b", "", "A"):
        with pytest.raises(UnknownName):
            empty.path(name)
