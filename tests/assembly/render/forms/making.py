"""Makes small PDF forms by hand, so that a test shows the one thing it is about."""

import io
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from assembly.render.forms.blank import FieldKind, read_blank
from assembly.render.forms.engine import finish
from assembly.render.forms.fill import Filled, fill
from assembly.render.forms.mapping import FormMapping, read_mapping
from assembly.render.forms.output import write_case
from assembly.render.forms.overlay import ink_differences, text_differences
from assembly.render.forms.prepared import PreparedForm, prepare

DAY = date(2026, 11, 20)
PRINTED = b"BT /F 12 Tf 72 700 Td (Printed words) Tj ET"
COMB, EDITABLE, COMBO, MULTILINE, RADIO = 1 << 24, 1 << 18, 1 << 17, 1 << 12, 1 << 15


def field(rect: tuple[float, ...], **entries: Any) -> Dictionary:
    """Return a field that is its own widget; a text field named "a" where nothing else is said."""
    made = Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T="a", Rect=Array(rect), F=4)
    for key, value in entries.items():
        made[f"/{key}"] = value
    return made


def button(rect: tuple[float, ...], on: str, **entries: Any) -> Dictionary:
    """Return a box or a radio button that is marked by `on`."""
    appearance = Dictionary(N=Dictionary({f"/{on}": Dictionary(), "/Off": Dictionary()}))
    return field(rect, FT=Name.Btn, AP=appearance, AS=Name.Off, **entries)


def form_pdf(
    *fields: Dictionary, above: Dictionary | None = None, form: Mapping[str, Any] | None = None, **page: Any
) -> bytes:
    """Return a form of one page with printed words and these fields; `above` is the parent of them all."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(612, 792))
    body = pdf.pages[0].obj
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    body.Resources = Dictionary(Font=Dictionary(F=font))
    body.Contents = pdf.make_stream(PRINTED)
    own = [pdf.make_indirect(one) for one in fields]
    body.Annots = Array(own)
    for key, value in page.items():
        body[f"/{key}"] = value
    roots = own
    if above is not None:
        above.Kids = Array(own)
        roots = [pdf.make_indirect(above)]
        for kid in own:
            kid.Parent = roots[0]
            for key in ("/T", "/FT"):
                if key in above and key in kid:
                    del kid[key]
    pdf.Root.AcroForm = Dictionary(Fields=Array(roots), **dict(form or {}))
    return saved(pdf)


def saved(pdf: pikepdf.Pdf, **how: Any) -> bytes:
    """Return a file's bytes."""
    buffer = io.BytesIO()
    pdf.save(buffer, **how)
    return buffer.getvalue()


def mapped(folder: Path, raw: bytes, bindings: Mapping[str, str]) -> FormMapping:
    """Return a mapping of a form in which each field has the binding given, in the words of form.yaml."""
    lines = [f"  '{name}': {{{bound}}}" for name, bound in bindings.items()]
    path = folder / "form.yaml"
    path.write_text(
        "blank: x\ntitle: A form\nedition: {printed: none, page_digests: []}\ncaption: {}\nfields:\n"
        + "\n".join(lines)
        + "\n",
        encoding="utf-8",
    )
    read_mapping.cache_clear()
    return read_mapping(path)


class Made:
    """A form filled with values: what became of them, and the finished file."""

    def __init__(
        self, folder: Path, raw: bytes, bindings: Mapping[str, str], names: Mapping[str, Any]
    ) -> None:
        blank = read_blank(raw)
        self.form: PreparedForm = prepare(mapped(folder, raw, bindings), blank, official=True)
        self.filled: Filled = fill(self.form, names)
        self.pdf = finish(self.form, self.filled, title="A form", prepared_on=DAY)

    @property
    def differences(self) -> tuple[str, ...]:
        """What the overlay check finds, of words and of ink."""
        background = self.form.background(self.filled.setting.fonts, 0)
        empty = write_case(background, [b""] * len(background.stamps), title="", prepared_on=DAY)
        blank = self.form.blank
        return (*text_differences(blank.raw, self.pdf, blank), *ink_differences(empty, self.pdf, blank))


def fill_all(folder: Path, raw: bytes, value: str) -> Made:
    """Return a form with one value in each of its text fields."""
    fields = read_blank(raw).fields
    texts = [name for name, found in fields.items() if found.kind is FieldKind.TEXT]
    return Made(folder, raw, dict.fromkeys(texts, "text: v"), {"v": value})


__all__ = [
    "COMB", "COMBO", "DAY", "EDITABLE", "MULTILINE", "RADIO", "Array", "Dictionary", "Made", "Name", "String",
    "button", "field", "fill_all", "form_pdf", "mapped", "saved",
]  # fmt: skip
