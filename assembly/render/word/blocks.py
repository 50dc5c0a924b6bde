"""Turns the body of a Word file into semantic HTML: what a paragraph is comes from its named style.

Known styles become classes that a layout's stylesheet sets; what an attorney set directly in Word, and
styles that the layout does not know, become inline style. Values are text nodes: never markup.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from assembly.render.word.classes import GROUPED, HEADINGS, KNOWN, LABELLED, NO_EMPTY
from assembly.render.word.drawings import TextBox, text_boxes
from assembly.render.word.inline import Inline, Story
from assembly.render.word.links import anchor
from assembly.render.word.notes import Notes
from assembly.render.word.numbering import Label, Numbering
from assembly.render.word.ooxml import CHOICES, W, all_text, chosen, new, points, value, whole
from assembly.render.word.paragraph_look import (
    ParagraphLook,
    has_frame,
    paragraph_css,
    paragraph_look,
    same_frame,
)
from assembly.render.word.run_look import run_look
from assembly.render.word.styles import NO_STYLE, Style, Styles
from assembly.render.word.tab_stops import DEFAULT_STEP, tab_stops, written
from assembly.render.word.tables import table

WRAPPERS = {W.sdtContent, W.customXml, W.ins, W.moveTo}
LONGEST_LINE = 200  # letters: some two lines of court paper
MOST_TOGETHER = 12  # short lines that are not parted by the end of a page
TEXT_WIDTH = 468.0  # points: letter paper with margins of an inch


@dataclass
class Conversion:
    """One file on its way to HTML: its styles, lists, pictures and notes."""

    styles: Styles
    numbering: Numbering
    relations: Mapping[str, Mapping[str, str]]
    parts: Mapping[str, bytes]
    footnotes_read: Notes
    endnotes_read: Notes
    names_linked_to: frozenset[str] = frozenset()
    language: str = "en-US"
    tab_step: float = DEFAULT_STEP
    text_width: float = TEXT_WIDTH
    names_placed: set[str] = field(default_factory=set)
    _story: Story = field(default_factory=lambda: Story({}))
    _section_starts: dict[etree._Element, bool] = field(default_factory=dict)

    @property
    def footnotes(self) -> Mapping[str, etree._Element]:
        """The footnotes by id."""
        return self.footnotes_read.by_id

    def body(self, root: etree._Element) -> etree._Element:
        """Return the text of a file as one `main` element, endnotes after it."""
        main = new("main")
        body = root.find(W.body)
        self._story = Story(self.relations.get("document", {}))
        self._section_starts = _section_starts(root)
        self.text_width = _text_width(root)
        for block in self.blocks(body if body is not None else root):
            main.append(block)
        if self.endnotes_read.used:
            main.append(self._endnotes())
        return main

    def blocks(self, holder: etree._Element) -> Iterator[etree._Element]:
        """Yield the blocks of a body or a cell; outside of cells neighbours of a grouped style share one box."""
        in_cell = holder.tag == W.tc
        group: etree._Element | None = None
        names: list[str] = []
        last: ParagraphLook | None = None
        children = list(_flattened(holder))
        for place, child in enumerate(children):
            if child.tag == W.bookmarkStart:
                names.append(value(child, "name") or "")
                continue
            if child.tag == W.tbl:
                group = last = None
                yield table(child, self)
                continue
            for box in text_boxes(child):
                group = None
                yield self._text_box(box)
            look, label = self._looks(child)
            following = next((c for c in children[place + 1 :] if c.tag != W.bookmarkStart), None)
            joins_next = has_frame(look) and following is not None and self._continues(look, following)
            css = paragraph_css(
                look, joins_last=last is not None and same_frame(last, look), joins_next=joins_next
            )
            made = self._paragraph(child, look, label, css)
            last = look if has_frame(look) else None
            if made is None:
                continue
            self._place_names(made, names)
            kind = (made.get("class") or "").split(" ")[0]
            _break_after(made)
            breaks = _begins_page(made)
            if in_cell or kind not in GROUPED or (kind == "normal" and _is_prose(made, look)):
                group = None
                yield made
            elif (
                group is not None
                and group.get("class") == f"group {kind}-group"
                and (kind != "normal" or len(group) < MOST_TOGETHER)
                and not breaks
            ):
                group.append(made)
            else:
                group = new("div", {"class": f"group {kind}-group", "data-snap": ""})
                if made.find(".//span[@class='page-break']") is not None:
                    group.set("style", "break-inside:auto")
                group.append(made)
                yield group
            group = None if breaks or "break-after:page" in (made.get("style") or "") else group

    def footnote(self, note: str, number: str) -> etree._Element:
        """Return a footnote with its number, which the stylesheet moves to the foot of the page."""
        made = new("span", {"class": "footnote"})
        if number:
            etree.SubElement(made, "span", {"data-made": ""}).text = f"{number} "
        held = self.footnotes.get(note)
        self._fill_note(made, held.iter(W.p) if held is not None else iter(()), "footnotes")
        return made

    def _endnotes(self) -> etree._Element:
        section = new("section", {"class": "endnotes"})
        for note in self.endnotes_read.used:
            made = etree.SubElement(
                section, "p", {"class": "small-note endnote", "style": "font-style:normal"}
            )
            number = self.endnotes_read.marks.get(note)
            if number:
                etree.SubElement(made, "span", {"data-made": ""}).text = f"{number} "
            held = self.endnotes_read.by_id.get(note)
            self._fill_note(made, held.iter(W.p) if held is not None else iter(()), "endnotes")
        return section

    def _fill_note(self, made: etree._Element, paragraphs: Iterator[etree._Element], part: str) -> None:
        story = Story(self.relations.get(part, {}))
        for place, paragraph in enumerate(paragraphs):
            if place:
                etree.SubElement(made, "br")
            Inline(self, made, NO_STYLE, story, known=True).fill(paragraph)

    def _text_box(self, box: TextBox) -> etree._Element:
        css = [f"width:{box.wide:g}pt", "max-width:100%"] if box.wide else []
        if box.is_framed:
            css.append("outline:0.5pt solid black;outline-offset:3pt")
        made = new("div", {"class": "text-box", **({"style": ";".join(css)} if css else {})})
        for block in self.blocks(box.content):
            made.append(block)
        return made

    def _looks(self, element: etree._Element) -> tuple[ParagraphLook, Label | None]:
        """Return a paragraph's look and its list number, which is counted here: once for each paragraph."""
        properties = element.find(W.pPr)
        style = self.styles.paragraph(properties)
        number_id, level, by_style = self._listed(properties, style)
        label = self.numbering.label(number_id, level) if number_id else None
        look = paragraph_look(
            properties,
            style,
            label.level.paragraph if label is not None and style.slug not in LABELLED else None,
            styles=self.styles,
            known=style.slug in KNOWN,
            listed_by_style=by_style,
        )
        return look, label

    def _continues(self, look: ParagraphLook, following: etree._Element) -> bool:
        if following.tag != W.p:
            return False
        properties = following.find(W.pPr)
        style = self.styles.paragraph(properties)
        other = paragraph_look(
            properties, style, None, styles=self.styles, known=style.slug in KNOWN, listed_by_style=False
        )
        return same_frame(look, other)

    def _paragraph(
        self, element: etree._Element, look: ParagraphLook, label: Label | None, css: str
    ) -> etree._Element | None:
        slug = look.style.slug
        made = new(HEADINGS.get(slug, "p"), {"class": slug or "normal"})
        inline = Inline(self, made, look.style, self._story, known=look.known)
        if label is not None:
            self._add_label(inline, made, look, label)
        inline.fill(element)
        ends_section = self._section_starts.get(element, False)
        if not _has_content(made):
            if slug in NO_EMPTY and not has_frame(look) and not ends_section:
                return None
            made.text = "\u00a0"
        if css:
            made.set("style", css)
        if look.right_to_left:
            made.set("dir", "rtl")
        if made.find(".//span[@class='tab']") is not None:
            hanging = look.indent.left if (look.indent.first or 0) < 0 or look.indent.left else None
            made.set("data-tabs", written(tab_stops(look.everything), hanging, self.tab_step))
        if ends_section:
            etree.SubElement(made, "span", {"class": "page-break"})
        return made

    def _listed(self, properties: etree._Element | None, style: Style) -> tuple[str, int, bool]:
        """Return the list that a paragraph is in, its level, and whether its style put it there."""
        own = properties.find(W.numPr) if properties is not None else None
        of_style = next((n for holder in style.paragraph if (n := holder.find(W.numPr)) is not None), None)
        number_id = value(own.find(W.numId)) if own is not None else None
        by_style = number_id is None
        if number_id is None and of_style is not None:
            number_id = next(
                (
                    i
                    for h in style.paragraph
                    if (n := h.find(W.numPr)) is not None and (i := value(n.find(W.numId)))
                ),
                None,
            )
        if not number_id or number_id == "0":
            return "", 0, by_style
        level = whole(own.find(W.ilvl)) if own is not None else None
        if level is None and by_style:
            tied = next(
                (
                    p
                    for s in style.whole
                    if (p := self.numbering.lists.level_of_style(number_id, value(s, "styleId") or ""))
                    is not None
                ),
                None,
            )
            level = (
                tied if tied is not None else whole(of_style.find(W.ilvl)) if of_style is not None else None
            )
        return number_id, level or 0, by_style

    def _add_label(self, inline: Inline, made: etree._Element, look: ParagraphLook, label: Label) -> None:
        run = run_look(label.level.run, NO_STYLE, self.styles, known=True).css
        indent = look.indent
        hanging = -indent.first if indent.first is not None and indent.first < 0 else 0.0
        follows = label.level.follows
        column = ""
        if look.style.slug not in LABELLED:
            in_heading = made.tag != "p"
            column = (
                f"min-width:{hanging:g}pt"
                if follows == "tab" and hanging and not in_heading
                else "min-width:0" + (";margin-right:0.5em" if in_heading and follows == "tab" else "")
            )
        inline.label(label, column=column, css=run)
        if not label.text or look.style.slug in LABELLED:
            return
        if follows == "space":
            made[-1].tail = "\u00a0"
        elif follows == "tab" and not hanging and made.tag == "p":
            etree.SubElement(made, "span", {"class": "tab"}).text = " "

    def _place_names(self, made: etree._Element, names: list[str]) -> None:
        """Put the names that stand between paragraphs at the beginning of the next."""
        for name in names:
            if name in self.names_linked_to and name not in self.names_placed:
                self.names_placed.add(name)
                mark = new("span", {"id": anchor(name)})
                mark.tail, made.text = made.text, None
                made.insert(0, mark)
        names.clear()


def _is_prose(made: etree._Element, look: ParagraphLook) -> bool:
    """Whether a paragraph without a style of its own is running text, which courts want wide spaced.

    Source: Cal. Rules of Court, rule 2.108. Short lines, such as an address, keep together.
    """
    return look.is_wide_spaced or len(all_text(made)) > LONGEST_LINE


def _break_after(made: etree._Element) -> None:
    """Make of a page break at the very end of a paragraph one after it: it leaves no empty line behind."""
    last = made[-1] if len(made) else None
    if (
        last is None
        or last.get("class") != "page-break"
        or (last.tail or "").strip()
        or not all_text(made).strip()
    ):
        return
    made.remove(last)
    own = made.get("style")
    made.set("style", f"{own + ';' if own else ''}break-after:page")


def _begins_page(made: etree._Element) -> bool:
    return (
        "break-before:page" in (made.get("style") or "")
        or made.find(".//span[@class='page-break']") is not None
    )


def _flattened(holder: etree._Element) -> Iterator[etree._Element]:
    """Yield paragraphs, tables and names between them, going into content controls and the like."""
    for child in holder:
        if child.tag in (W.p, W.tbl, W.bookmarkStart):
            yield child
        elif child.tag == W.sdt:
            content = child.find(W.sdtContent)
            if content is not None:
                yield from _flattened(content)
        elif child.tag == CHOICES:
            branch = chosen(child)
            if branch is not None:
                yield from _flattened(branch)
        elif child.tag in WRAPPERS:
            yield from _flattened(child)


def _section_starts(root: etree._Element) -> dict[etree._Element, bool]:
    """Return the paragraphs that end a section, and whether the next section begins on a new page.

    How a section begins is said by its own properties, which stand at its end (ECMA-376 Part 1, 17.6.22).
    """
    ends: dict[etree._Element, bool] = {}
    before: etree._Element | None = None
    for section in root.iter(W.sectPr):
        if before is not None:
            ends[before] = value(section.find(W.type)) not in ("continuous", "nextColumn")
        holder = section.getparent()
        before = holder.getparent() if holder is not None and holder.tag == W.pPr else None
    return ends


def _text_width(root: etree._Element) -> float:
    """Return how wide Word's own column is, in points; the widths of tables are shares of it."""
    section = next(iter(root.iter(W.sectPr)), None)
    if section is None:
        return TEXT_WIDTH
    page, margins = section.find(W.pgSz), section.find(W.pgMar)
    wide = points(page, "w") or 612.0
    return max(wide - (points(margins, "left") or 0.0) - (points(margins, "right") or 0.0), TEXT_WIDTH / 4)


def _has_content(element: etree._Element) -> bool:
    if all_text(element).strip():
        return True
    return any(
        child.get("class") in ("box empty", "blank", "page-break") or child.tag == "img"
        for child in element.iter()
    )
