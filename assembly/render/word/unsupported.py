"""Refuses what would be lost or changed on the way to the page; everything is found before anything is laid out."""

from collections.abc import Iterator, Mapping

from lxml import etree

from assembly.errors import DocumentRefused
from assembly.render.paper import LONGEST_PARAGRAPH
from assembly.render.word.drawings import is_rule
from assembly.render.word.fields import PAGE_FIELDS, Field, Fields
from assembly.render.word.inline import PRINTED, prints, symbol
from assembly.render.word.naming import Places, is_read, listed
from assembly.render.word.ooxml import DRAWING, SHAPE, VML, W, child, value
from assembly.render.word.package import parse_part
from assembly.render.word.run_look import is_hidden, symbol_font
from assembly.render.word.styles import Style, Styles
from assembly.render.word.symbols import sign_of

STORIES = {"word/footnotes.xml": "footnotes", "word/endnotes.xml": "endnotes"}
NOTHING: Mapping[str, str] = {}
HOLDERS = {
    W.altChunk: "an inserted foreign document",
    W.subDoc: "a linked part of a master document",
}
IN_RUNS = {
    W.object: "an embedded object",
    W.ruby: "reading marks (ruby)",
    W.contentPart: "handwriting (ink)",
    W.movie: "a film",
}
QUIET_IN_RUNS = {
    W.rPr, W.fldChar, W.instrText, W.delInstrText, W.delText, W.footnoteRef, W.endnoteRef, W.separator,
    W.continuationSeparator, W.annotationRef, W.commentReference, W.lastRenderedPageBreak, W.tab, W.ptab, W.br, W.cr,
    W.softHyphen,
}  # fmt: skip
PLAIN_IN_RUNS = (PRINTED | QUIET_IN_RUNS) - {W.drawing, W.pict, W.sym}
MOST_PARAGRAPHS = 12_000  # those of cells too; some 400 pages, which are laid out in minutes
DEEPEST_TABLES = 8
EQUATIONS = ("{*}oMath", "{*}oMathPara")
GRAPHICS = {
    "chart": "a chart", "chartex": "a chart", "diagram": "a diagram (SmartArt)", "wordprocessingGroup": "a group of drawings",
    "wordprocessingCanvas": "a drawing canvas", "wordprocessingInk": "handwriting (ink)",
    "lockedCanvas": "a drawing canvas",
}  # fmt: skip


def refuse_unsupported(
    root: etree._Element, parts: Mapping[str, bytes], styles: Styles, beside: Mapping[str, str] = NOTHING
) -> None:
    """Refuse constructs that would be lost on the way to the page, in the text and in its notes.

    `beside` are parts that are printed too, with what each is called.

    Raises:
        DocumentRefused: naming each construct, with its paragraph.
    """
    found = list(_found(root, "", styles))
    for name, story in {**STORIES, **beside}.items():
        if name in parts:
            found += _found(parse_part(parts, name), story, styles)
    if found:
        raise DocumentRefused(
            f"The Word file has what cannot be printed for the court: {listed(found)}. Replace it with text or a picture."
        )


def refuse_endless(root: etree._Element) -> None:
    """Refuse what is longer or deeper than any paper is, before anything is made of it.

    Raises:
        DocumentRefused: naming the paragraph, or what there is too much of.
    """
    paragraphs = 0
    is_long = sum(len(text.text or "") for text in root.iter(W.t)) > LONGEST_PARAGRAPH
    for paragraphs, paragraph in enumerate(root.iter(W.p), start=1):
        length = sum(len(text.text or "") for text in paragraph.iter(W.t)) if is_long else 0
        if length > LONGEST_PARAGRAPH:
            raise DocumentRefused(
                f"Paragraph {paragraphs} has {length:,} characters; at most {LONGEST_PARAGRAPH:,} are laid out."
            )
    if paragraphs > MOST_PARAGRAPHS:
        raise DocumentRefused(
            f"The Word file has {paragraphs:,} paragraphs; at most {MOST_PARAGRAPHS:,} are laid out. Split it into several papers."
        )
    for table in root.iter(W.tbl):
        if sum(1 for _ in table.iterancestors(W.tbl)) >= DEEPEST_TABLES:
            raise DocumentRefused(
                f"The Word file has tables within tables more than {DEEPEST_TABLES} deep. Put them beside each other."
            )


def _found(root: etree._Element, story: str, styles: Styles) -> Iterator[tuple[str, str]]:
    places = Places(root, story)
    styled: dict[etree._Element | None, Style] = {None: styles.paragraph(None)}
    for element in root.iter(*HOLDERS, *EQUATIONS, W.r):
        if element.tag in HOLDERS:
            yield HOLDERS[element.tag], places.of(element)
        elif element.tag != W.r:
            if is_read(element):
                yield "an equation", places.of(element)
        elif (found := list(_in_run(element, styles, styled))) and is_read(element):
            yield from ((what, places.of(element)) for what in found)
    for what, element in _fields(root):
        yield what, places.of(element)


def _in_run(run: etree._Element, styles: Styles, styled: dict[etree._Element | None, Style]) -> Iterator[str]:
    """Yield what a run has that would be lost; `styled` are the styles of the paragraphs met so far."""
    for node in _nodes(run):
        if node.tag in PLAIN_IN_RUNS:
            continue
        if node.tag in IN_RUNS:
            yield IN_RUNS[node.tag]
        elif node.tag == W.drawing:
            yield from _in_drawing(node)
        elif node.tag == W.pict:
            yield from _in_old_drawing(node)
        elif node.tag == W.sym:
            code, font = (value(node, "char") or "").upper(), value(node, "font") or ""
            if symbol(code, font) is None:
                yield f"a sign of the font {font} (code {code}) that has no letter of its own"
        else:
            yield f"the construct {etree.QName(node).localname!r}"
    paragraph = next(run.iterancestors(W.p), None)
    if paragraph is not None and paragraph not in styled:
        styled[paragraph] = styles.paragraph(child(paragraph, W.pPr))
    yield from _letters(run, styled[paragraph], styles)


def _letters(run: etree._Element, style: Style, styles: Styles) -> Iterator[str]:
    properties = child(run, W.rPr)
    if is_hidden(properties, style, styles) and prints(run):
        yield "hidden text"
    font = symbol_font(properties, style, styles)
    if font:
        strange = {c for text in run.iterfind(W.t) for c in text.text or "" if sign_of(ord(c), font) is None}
        for char in sorted(strange):
            yield f"a sign of the font {font} (code {ord(char):04X}) that has no letter of its own"


def _nodes(run: etree._Element) -> Iterator[etree._Element]:
    """Yield what is in a run, of alternatives what is in the one that is read."""
    for node in run:
        if not isinstance(node.tag, str):
            continue
        if node.tag.endswith("}AlternateContent"):
            yield from next(iter(node), ())
        else:
            yield node


def _in_drawing(drawing: etree._Element) -> Iterator[str]:
    graphic = next(drawing.iter(f"{DRAWING}graphicData"), None)
    if next(drawing.iter(W.txbxContent), None) is not None and graphic is None:
        return
    kind = (graphic.get("uri") or "").rsplit("/", 1)[-1] if graphic is not None else ""
    if kind in GRAPHICS:
        yield GRAPHICS[kind]
    elif kind == "picture":
        return
    elif kind != "wordprocessingShape" or next(drawing.iter(f"{SHAPE}txbx"), None) is None:
        yield "a drawn line or shape"


def _in_old_drawing(drawing: etree._Element) -> Iterator[str]:
    told = next(drawing.iter(f"{VML}textpath"), None)
    if told is not None:
        yield f"lettering (WordArt) {(told.get('string') or '')[:40]!r}"
    elif not is_rule(drawing) and next(drawing.iter(W.txbxContent, f"{VML}imagedata"), None) is None:
        yield "an old-style drawing"


def _fields(root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """Yield the fields that print something which the file does not keep."""
    fields, node = Fields(), root
    for node in root.iter(W.fldSimple, W.fldChar, W.instrText):
        if node.tag == W.fldSimple:
            one: Field | None = Field(
                value(node, "instr") or "", has_result=next(node.iter(W.r), None) is not None
            )
        elif node.tag == W.instrText:
            fields.code(node.text or "")
            continue
        elif value(node, "fldCharType") == "begin":
            fields.begin()
            continue
        elif value(node, "fldCharType") == "separate":
            fields.separate()
            continue
        else:
            one = fields.end()
        if one is not None and not (one.has_result or one.is_silent or one.kind in PAGE_FIELDS):
            yield f"a field whose result Word does not keep ({one.kind[:20]})", node
    if fields.open_now:  # what follows it would count as its code, and not be printed
        yield f"a field that is not closed ({fields.open_now[0].kind[:20]})", node
