"""Turns the body of a Word file into semantic HTML: what a paragraph is comes from its named style.

Known styles become classes that a layout's stylesheet sets; what an attorney set directly in Word, and
styles that the layout does not know, become inline style. Values are text nodes: never markup.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from assembly.errors import DocumentRefused
from assembly.render.marks import BLANK, CHECKED, UNCHECKED
from assembly.render.word.numbering import Numbering
from assembly.render.word.ooxml import RELATIONS, W, all_text, new, switched_on, value
from assembly.render.word.picture import data_url
from assembly.render.word.styles import Style, Styles, run_flag

HEADINGS = {"paper-title": "h1", "title": "h1", **{f"heading-{n}": f"h{min(n + 1, 6)}" for n in range(1, 7)}}
GROUPED = {
    "agency-block",
    "notice",
    "quotation",
    "signature-name",
    "small-note",
    "caption-text",
    "caption-role",
    "normal",
    "table-text",
}
NO_EMPTY = {
    "agency-block", "caption-text", "caption-role", "table-text", "table-head", "form-label", "form-label-centered",
    "form-title", "form-title-box", "item", "item-2", "item-3", "item-continued", "item-2-continued",
    "item-3-continued", "notice", "signature-name", "small-note", "numbered-paragraph",
}  # fmt: skip
KNOWN = (
    NO_EMPTY
    | GROUPED
    | {"normal", "court-title", "body-text", "body-text-flush", "signature-line", *HEADINGS}
)
ALIGNMENT = {
    "center": "center",
    "right": "right",
    "end": "right",
    "both": "justify",
    "left": "left",
    "start": "left",
}
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
TWENTIETHS = 20
EMU_PER_POINT = 12700
CHECK_SYMBOLS = {"F0FE": CHECKED, "F0FD": CHECKED, "F0A8": UNCHECKED, "F06F": UNCHECKED, "F0FC": "\u2713"}
DRAWN: dict[str, tuple[str, str]] = {
    CHECKED: ("box", "X"),
    UNCHECKED: ("box empty", ""),
    BLANK: ("blank", ""),
}
WORD_BOXES = {"\u2610": UNCHECKED, "\u2611": CHECKED, "\u2612": CHECKED}


@dataclass
class Conversion:
    """One file on its way to HTML: its styles, lists, pictures and footnotes."""

    styles: Styles
    numbering: Numbering
    relations: Mapping[str, str]
    parts: Mapping[str, bytes]
    footnotes: Mapping[str, etree._Element]
    _notes_used: list[str] = field(default_factory=list)

    def body(self, root: etree._Element) -> etree._Element:
        """Return the text of a file as one `main` element."""
        main = new("main")
        body = root.find(W.body)
        for block in self._blocks(body if body is not None else root):
            main.append(block)
        return main

    def _blocks(self, holder: etree._Element) -> Iterator[etree._Element]:
        """Yield the blocks of a body or a cell; outside of cells neighbours of a grouped style share one box."""
        in_cell = holder.tag == W.tc
        group: etree._Element | None = None
        for child in _flattened(holder):
            if child.tag == W.tbl:
                group = None
                yield self._table(child)
                continue
            made = self._paragraph(child)
            if made is None:
                continue
            kind = (made.get("class") or "").split(" ")[0]
            if in_cell or kind not in GROUPED:
                group = None
                yield made
            elif group is not None and group.get("class") == f"group {kind}-group":
                group.append(made)
            else:
                group = new("div", {"class": f"group {kind}-group", "data-snap": ""})
                group.append(made)
                yield group

    def _paragraph(self, element: etree._Element) -> etree._Element | None:
        properties = element.find(W.pPr)
        style = self.styles.paragraph(properties)
        made = new(HEADINGS.get(style.slug, "p"), {"class": style.slug or "normal"})
        label = self._label(properties, style)
        _Inline(self, made, style).fill(element, label)
        if not _has_content(made) and style.slug in NO_EMPTY:
            return None
        if not _has_content(made):
            made.text = "\u00a0"
        css = _paragraph_css(properties, style)
        if css:
            made.set("style", css)
        if self._section_ends(properties):
            etree.SubElement(made, "span", {"class": "page-break"})
        return made

    def _label(self, properties: etree._Element | None, style: Style) -> str:
        holders = ([properties] if properties is not None else []) + list(style.paragraph)
        for holder in holders:
            number = holder.find(W.numPr)
            if number is not None:
                level = int(value(number.find(W.ilvl)) or 0)
                return self.numbering.label(value(number.find(W.numId)) or "0", level)
        return ""

    def _section_ends(self, properties: etree._Element | None) -> bool:
        """Whether a new section, which begins on a page of its own, follows this paragraph."""
        section = properties.find(W.sectPr) if properties is not None else None
        return section is not None and value(section.find(W.type)) != "continuous"

    def _table(self, element: etree._Element) -> etree._Element:
        properties = element.find(W.tblPr)
        style = (
            self.styles.tables.get(value(properties.find(W.tblStyle)) or "")
            if properties is not None
            else None
        )
        slug = style.slug if style else "table-grid"
        table = new("table", {"class": slug})
        widths = [int(value(column, "w") or 0) for column in element.iterfind(f"{W.tblGrid}/{W.gridCol}")]
        _columns(table, widths)
        rows = [row for row in _flattened(element) if row.tag == W.tr]
        heads = [_is_head(row) for row in rows]
        grid = _merged(rows)
        sections: dict[bool, etree._Element] = {}
        for place, row in enumerate(rows):
            head = heads[place] and all(heads[: place + 1])
            section = sections.get(head)
            if section is None:
                section = sections[head] = etree.SubElement(table, "thead" if head else "tbody")
            section.append(self._row(row, head=head, spans=grid[place]))
        return table

    def _row(
        self, row: etree._Element, *, head: bool, spans: Mapping[int, tuple[int, int]]
    ) -> etree._Element:
        made = new("tr")
        if _keeps_with_next(row):
            made.set("style", "break-after:avoid")
        for place, cell in enumerate(_cells(row)):
            if place not in spans:
                continue  # swallowed by a cell above
            across, down = spans[place]
            box = new("th" if head else "td")
            if head:
                box.set("scope", "col")
            if across > 1:
                box.set("colspan", str(across))
            if down > 1:
                box.set("rowspan", str(down))
            css = _cell_css(cell)
            if css:
                box.set("style", css)
            inside = etree.SubElement(box, "div", {"class": "group cell", "data-snap": ""})
            for block in self._blocks(cell):
                inside.append(block)
            made.append(box)
        return made

    def picture(self, blip: str, wide: float, high: float) -> etree._Element:
        """Return a picture of the file as an image element with its bytes inside."""
        raw = self.parts.get(f"word/{self.relations.get(blip, '')}", b"")
        return new(
            "img",
            {"src": data_url(raw), "alt": "Picture", "style": f"width:{wide:.1f}pt;height:{high:.1f}pt"},
        )

    def footnote(self, note: str) -> Iterator[etree._Element]:
        """Yield the number of a footnote and the footnote, which the stylesheet moves to the foot of the page."""
        self._notes_used.append(note)
        number = str(len(self._notes_used))
        call = new("span", {"class": "note-call", "data-made": ""})
        call.text = number
        yield call
        made = new("span", {"class": "footnote"})
        etree.SubElement(made, "span", {"data-made": ""}).text = f"{number} "
        for place, paragraph in enumerate(self.footnotes[note].iter(W.p) if note in self.footnotes else ()):
            if place:
                etree.SubElement(made, "br")
            _Inline(self, made, self.styles.default_paragraph).fill(paragraph, "")
        yield made


class _Inline:
    """Fills one element with the runs of a paragraph."""

    def __init__(self, conversion: Conversion, holder: etree._Element, style: Style) -> None:
        self.conversion, self.holder, self.style = conversion, holder, style
        self.in_field = 0
        self.in_code = False

    def fill(self, paragraph: etree._Element, label: str) -> None:
        if label:
            self._label_text(label)
        for child in paragraph:
            self._inline(child)

    def _inline(self, node: etree._Element) -> None:
        if node.tag == W.r:
            self._run(node)
        elif node.tag in (W.hyperlink, W.smartTag, W.fldSimple, W.customXml, W.ins, W.dir, W.bdo):
            for child in node:
                self._inline(child)
        elif node.tag == W.sdt:
            for child in node.iterfind(f"{W.sdtContent}/*"):
                self._inline(child)

    def _run(self, run: etree._Element) -> None:
        properties = run.find(W.rPr)
        if properties is not None and switched_on(properties.find(W.vanish)):
            raise DocumentRefused("The Word file has hidden text. Show it and delete it, or make it visible.")
        css = _run_css(properties)
        for node in run:
            self._piece(node, css)

    def _piece(self, node: etree._Element, css: str) -> None:
        if node.tag == W.fldChar:
            kind = value(node, "fldCharType")
            self.in_code = kind == "begin"
        elif self.in_code:
            return  # a field's code; its last result, which follows, is what is printed
        elif node.tag == W.t:
            self._text(node.text or "", css)
        elif node.tag == W.tab:
            self._tab()
        elif node.tag in (W.br, W.cr):
            self._break(value(node, "type"))
        elif node.tag == W.noBreakHyphen:
            self._text("\u2011", css)
        elif node.tag == W.sym:
            self._symbol(node, css)
        elif node.tag == W.drawing:
            self._drawing(node)
        elif node.tag == W.footnoteReference:
            for made in self.conversion.footnote(value(node, "id") or ""):
                self.holder.append(made)
        elif node.tag.endswith("}AlternateContent"):
            for piece in next(iter(node), ()):
                self._piece(piece, css)

    def _text(self, text: str, css: str) -> None:
        for char, sign in WORD_BOXES.items():
            text = text.replace(char, sign)
        start = 0
        for place, char in enumerate(text):
            drawn = DRAWN.get(char)
            if drawn:
                self._append(text[start:place], css)
                drawing = etree.SubElement(self.holder, "span", {"class": drawn[0]})
                drawing.text = drawn[1] or None
                start = place + 1
        self._append(text[start:], css)

    def _append(self, text: str, css: str) -> None:
        if not text:
            return
        if css:
            span = etree.SubElement(self.holder, "span", {"style": css})
            span.text = text
        elif len(self.holder):
            self.holder[-1].tail = (self.holder[-1].tail or "") + text
        else:
            self.holder.text = (self.holder.text or "") + text

    def _tab(self) -> None:
        """The first tab of an item ends its label; any other is a gap."""
        kind = (self.holder.get("class") or "").split(" ")[0]
        is_item = kind in ("item", "item-2", "item-3", "numbered-paragraph") and not self.holder.xpath(
            ".//span[@class='label']"
        )
        if is_item and len(all_text(self.holder)) <= 12:
            label = new("span", {"class": "label"})
            label.text, self.holder.text = self.holder.text, None
            for child in list(self.holder):
                label.append(child)
            self.holder.append(label)
        else:
            etree.SubElement(self.holder, "span", {"class": "tab"}).text = "\u2003"

    def _label_text(self, label: str) -> None:
        etree.SubElement(self.holder, "span", {"class": "label", "data-made": ""}).text = label

    def _break(self, kind: str | None) -> None:
        if kind == "page":
            etree.SubElement(self.holder, "span", {"class": "page-break"})
        else:
            etree.SubElement(self.holder, "br")

    def _symbol(self, node: etree._Element, css: str) -> None:
        code = (value(node, "char") or "").upper()
        if code not in CHECK_SYMBOLS:
            raise DocumentRefused(
                f"The Word file has a sign of the font {value(node, 'font')} (code {code}) that has no letter of its own. Type it as text."
            )
        self._text(CHECK_SYMBOLS[code], css)

    def _drawing(self, node: etree._Element) -> None:
        blip = next(node.iter(f"{DRAWING}blip"), None)
        extent = next((child for child in node.iter() if str(child.tag).endswith("}extent")), None)
        if blip is None or extent is None:
            boxes = list(node.iter(W.txbxContent))
            if not boxes:
                raise DocumentRefused(
                    "The Word file has a drawing that is no picture. Replace it with text or a picture."
                )
            for box in boxes:
                for number, paragraph in enumerate(box.iter(W.p)):
                    if number:
                        etree.SubElement(self.holder, "br")
                    self.fill(paragraph, "")
            return
        wide, high = (int(extent.get(side, "0")) / EMU_PER_POINT for side in ("cx", "cy"))
        self.holder.append(self.conversion.picture(blip.get(f"{{{RELATIONS}}}embed", ""), wide, high))


def _flattened(holder: etree._Element) -> Iterator[etree._Element]:
    """Yield paragraphs, tables and rows, going into content controls and the like."""
    for child in holder:
        if child.tag in (W.p, W.tbl, W.tr):
            yield child
        elif child.tag == W.sdt:
            content = child.find(W.sdtContent)
            if content is not None:
                yield from _flattened(content)
        elif child.tag in (W.customXml, W.ins, W.moveTo):
            yield from _flattened(child)


def _cells(row: etree._Element) -> Sequence[etree._Element]:
    cells: list[etree._Element] = []
    for child in row:
        if child.tag == W.tc:
            cells.append(child)
        elif child.tag == W.sdt:
            cells.extend(child.iterfind(f"{W.sdtContent}/{W.tc}"))
    return cells


def _merged(rows: Sequence[etree._Element]) -> list[dict[int, tuple[int, int]]]:
    """Return for each row the cells that begin there: place in the row -> (columns, rows) covered."""
    result: list[dict[int, tuple[int, int]]] = []
    open_above: dict[int, tuple[int, int]] = {}  # column -> (row, place) of the cell that runs down
    for number, row in enumerate(rows):
        spans: dict[int, tuple[int, int]] = {}
        column = 0
        for place, cell in enumerate(_cells(row)):
            properties = cell.find(W.tcPr)
            across = (
                int(value(properties.find(W.gridSpan)) or 1)
                if properties is not None and properties.find(W.gridSpan) is not None
                else 1
            )
            merge = properties.find(W.vMerge) if properties is not None else None
            if merge is not None and value(merge) != "restart" and column in open_above:
                above_row, above_place = open_above[column]
                wide, down = result[above_row][above_place]
                result[above_row][above_place] = (wide, down + 1)
            else:
                spans[place] = (across, 1)
                if merge is not None:
                    open_above[column] = (number, place)
                else:
                    open_above.pop(column, None)
            column += across
        result.append(spans)
    return result


def _is_head(row: etree._Element) -> bool:
    properties = row.find(W.trPr)
    return properties is not None and switched_on(properties.find(W.tblHeader))


def _columns(table: etree._Element, widths: Sequence[int]) -> None:
    total = sum(widths)
    if not total:
        return
    group = etree.SubElement(table, "colgroup")
    for width in widths:
        etree.SubElement(group, "col", {"style": f"width:{100 * width / total:.2f}%"})


def _keeps_with_next(row: etree._Element) -> bool:
    """Whether a row stays with what follows: in Word, when every paragraph of it keeps with the next."""
    paragraphs = list(row.iter(W.p))
    return bool(paragraphs) and all(
        switched_on(properties.find(W.keepNext)) if (properties := p.find(W.pPr)) is not None else False
        for p in paragraphs
    )


def _cell_css(cell: etree._Element) -> str:
    properties = cell.find(W.tcPr)
    place = value(properties.find(W.vAlign)) if properties is not None else None
    return {"center": "vertical-align:middle", "bottom": "vertical-align:bottom"}.get(place or "", "")


def _paragraph_css(properties: etree._Element | None, style: Style) -> str:
    """Return inline style for what was set directly, and for all of a style that no layout knows."""
    holders = [] if properties is None else [properties]
    unknown = style.slug not in KNOWN
    css = []
    if unknown:
        holders += list(style.paragraph)
        if run_flag(style.run, W.b):
            css.append("font-weight:bold")
        if run_flag(style.run, W.i):
            css.append("font-style:italic")
        if run_flag(style.run, W.caps):
            css.append("text-transform:uppercase")
    alignment = _nearest(holders, W.jc)
    if alignment is not None and (value(alignment) or "") in ALIGNMENT:
        css.append(f"text-align:{ALIGNMENT[value(alignment) or '']}")
    indent = _nearest(holders, W.ind)
    if indent is not None:
        left = value(indent, "left") or value(indent, "start")
        first, hanging = value(indent, "firstLine"), value(indent, "hanging")
        if left:
            css.append(f"margin-left:{int(left) / TWENTIETHS:g}pt")
        if hanging or first:
            css.append(f"text-indent:{(int(first or 0) - int(hanging or 0)) / TWENTIETHS:g}pt")
    for tag, rule in (
        (W.keepNext, "break-after:avoid"),
        (W.keepLines, "break-inside:avoid"),
        (W.pageBreakBefore, "break-before:page"),
    ):
        found = _nearest(holders, tag)
        if switched_on(found):
            css.append(rule)
    return ";".join(css)


def _nearest(holders: Sequence[etree._Element], tag: str) -> etree._Element | None:
    return next((found for holder in holders if (found := holder.find(tag)) is not None), None)


def _run_css(properties: etree._Element | None) -> str:
    if properties is None:
        return ""
    css = []
    for tag, on, off in (
        (W.b, "font-weight:bold", "font-weight:normal"),
        (W.i, "font-style:italic", "font-style:normal"),
    ):
        found = properties.find(tag)
        if found is not None:
            css.append(on if switched_on(found) else off)
    underline = value(properties.find(W.u))
    lines = [
        name
        for name, on in (
            ("underline", underline not in (None, "none")),
            ("line-through", switched_on(properties.find(W.strike))),
        )
        if on
    ]
    if lines:
        css.append(f"text-decoration:{' '.join(lines)}")
    if switched_on(properties.find(W.caps)):
        css.append("text-transform:uppercase")
    if switched_on(properties.find(W.smallCaps)):
        css.append("font-variant-caps:small-caps")
    raised = value(properties.find(W.vertAlign))
    if raised in ("superscript", "subscript"):
        css.append(
            f"vertical-align:{'super' if raised == 'superscript' else 'sub'};font-size:65%;line-height:0"
        )
    size = value(properties.find(W.sz))
    if size and size.isdigit():
        css.append(f"font-size:{int(size) / 2:g}pt")
    if switched_on(properties.find(W.rtl)):
        css.append("direction:rtl;unicode-bidi:isolate")
    return ";".join(css)


def _has_content(element: etree._Element) -> bool:
    if all_text(element).strip():
        return True
    return any(
        child.get("class") in ("box empty", "blank", "page-break") or child.tag == "img"
        for child in element.iter()
    )
