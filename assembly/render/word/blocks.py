"""Turns the body of a Word file into semantic HTML: what a paragraph is comes from its named style.

Known styles become classes that a layout's stylesheet sets; what an attorney set directly in Word, and
styles that the layout does not know, become inline style. Values are text nodes: never markup.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from assembly.render.word.breaks import begins_page, break_after, ends_page, has_content, is_prose
from assembly.render.word.classes import GROUPED, HEADINGS, LABELLED, NO_EMPTY
from assembly.render.word.drawings import TextBox, text_boxes
from assembly.render.word.inline import Inline, Story
from assembly.render.word.links import anchor
from assembly.render.word.notes import Notes
from assembly.render.word.numbering import Label, Numbering
from assembly.render.word.ooxml import W, new, value
from assembly.render.word.paragraph_kinds import Kinds
from assembly.render.word.paragraph_look import ParagraphLook, paragraph_css, same_frame
from assembly.render.word.property_set import Content, content_of
from assembly.render.word.run_look import RunLook, run_look
from assembly.render.word.sections import TEXT_WIDTH, blocks_in, papers, section_starts, text_width_of
from assembly.render.word.styles import NO_STYLE, Style, Styles
from assembly.render.word.tab_stops import DEFAULT_STEP, tab_stops, written
from assembly.render.word.tables import table

ACROSS = "data-across"
"""Marks a block that Word prints on paper laid across; a layout that prints such pages asks for it, a court's does not."""
MOST_TOGETHER = 12  # short lines that are not parted by the end of a page


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
    looks: dict[tuple[Content, Style, bool], RunLook] = field(default_factory=dict)
    _story: Story = field(default_factory=lambda: Story({}))
    section_starts: dict[etree._Element, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._is_across, self._across_after = False, dict[etree._Element, bool]()
        self.kinds = Kinds(self.styles, self.numbering)

    @property
    def footnotes(self) -> Mapping[str, etree._Element]:
        """The footnotes by id."""
        return self.footnotes_read.by_id

    def body(self, root: etree._Element) -> etree._Element:
        """Return the text of a file as one `main` element, endnotes after it."""
        main = new("main")
        body = root.find(W.body)
        self._story = Story(self.relations.get("document", {}))
        self._section_starts = section_starts(root)
        self._is_across, self._across_after = papers(root)
        self.text_width = text_width_of(root)
        for block in self.blocks(body if body is not None else root):
            main.append(block)
        if self.endnotes_read.used:
            main.append(self._endnotes())
        return main

    def heading(self, part: etree._Element, relations: Mapping[str, str]) -> Iterator[etree._Element]:
        """Yield the blocks of a header or footer, which comes after the text."""
        self._story = Story(relations)
        yield from self.blocks(part)

    def blocks(self, holder: etree._Element) -> Iterator[etree._Element]:
        """Yield the blocks of a body or a cell; outside of cells neighbours of a grouped style share one box."""
        group: etree._Element | None = None
        for made, look in self._pieces(holder):
            kind = (made.get("class") or "").split(" ")[0]
            if (
                look is None
                or holder.tag == W.tc
                or kind not in GROUPED
                or (kind == "normal" and is_prose(made, look))
            ):
                if group is not None and look is None:
                    group.set("class", f"{group.get('class')} above-lines")
                group = None
                yield made
                continue
            breaks = begins_page(made)
            if group is None or breaks or not _takes(group, kind):
                group = self._on_its_paper(new("div", {"class": f"group {kind}-group", "data-snap": ""}))
                if breaks:
                    group.set("style", "break-inside:auto")
                yield group
            group.append(made)
            group = None if breaks or ends_page(made) else group

    def _pieces(self, holder: etree._Element) -> Iterator[tuple[etree._Element, ParagraphLook | None]]:
        """Yield the blocks of a holder one by one, paragraphs with where their look is read from."""
        names: list[str] = []
        last: ParagraphLook | None = None
        children = list(blocks_in(holder))
        for place, child in enumerate(children):
            if child.tag == W.bookmarkStart:
                names.append(value(child, "name") or "")
                continue
            if child.tag == W.tbl:
                last = None
                yield self._on_its_paper(table(child, self)), None
                continue
            for box in text_boxes(child):
                yield self._on_its_paper(self._text_box(box)), None
            kind = self.kinds.of(child)
            label = self.numbering.label(kind.number_id, kind.level) if kind.number_id else None
            look = self.kinds.look(kind, label)
            framed = look.is_framed
            css = look.css
            if framed:
                css = paragraph_css(
                    look,
                    joins_last=last is not None and same_frame(last, look),
                    joins_next=self._continues(look, children, place + 1),
                )
            made = self._paragraph(child, look, label, css)
            last = look if framed else None
            if made is not None:
                self._place_names(made, names)
                break_after(made)
                yield self._on_its_paper(made), look
            self._is_across = self._across_after.get(child, self._is_across)

    def footnote(self, note: str, number: str) -> etree._Element:
        """Return a footnote with its number, which the stylesheet moves to the foot of the page."""
        made = new("span", {"class": "footnote"})
        if number:
            etree.SubElement(made, "span", {"data-made": ""}).text = f"{number} "
        held = self.footnotes.get(note)
        self._fill_note(made, held.iter(W.p) if held is not None else iter(()), "footnotes")
        return made

    def run_look(self, properties: etree._Element | None, style: Style, *, known: bool) -> RunLook:
        """Return the look of a run in a paragraph of a style, worked out once for all runs that set the same."""
        key = (() if properties is None else content_of(properties), style, known)
        found = self.looks.get(key)
        if found is None:
            found = self.looks[key] = run_look(properties, style, self.styles, known=known)
        return found

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

    def _continues(self, look: ParagraphLook, children: Sequence[etree._Element], place: int) -> bool:
        """Whether the block that follows is a paragraph in the same frame."""
        while place < len(children) and children[place].tag == W.bookmarkStart:
            place += 1
        if place == len(children) or children[place].tag != W.p:
            return False
        return same_frame(look, self.kinds.look(self.kinds.of(children[place]), None))

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
        if not has_content(made):
            if slug in NO_EMPTY and not look.is_framed and not ends_section:
                return None
            made.text = "\u00a0"
        if css:
            made.set("style", css)
        if look.right_to_left:
            made.set("dir", "rtl")
        if any(span.get("class") == "tab" for span in made.iter("span")):
            made.set("data-tabs", written(tab_stops(look.everything), look.indent.left, self.tab_step))
        if self._across_after.get(element, self._is_across) != self._is_across:
            made.set("style", ";".join(part for part in (css, "break-after:page") if part))
        elif ends_section:
            etree.SubElement(made, "span", {"class": "page-break"})
        return made

    def _on_its_paper(self, made: etree._Element) -> etree._Element:
        if self._is_across:
            made.set(ACROSS, "")
        return made

    def _add_label(self, inline: Inline, made: etree._Element, look: ParagraphLook, label: Label) -> None:
        run = self.run_look(label.level.run, NO_STYLE, known=True).css
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


def _takes(group: etree._Element, kind: str) -> bool:
    """Whether a group of blocks takes one more of a kind."""
    return group.get("class") == f"group {kind}-group" and (kind != "normal" or len(group) < MOST_TOGETHER)
