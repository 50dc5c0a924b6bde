"""Puts curly quotation marks straight, inside tags only: text keeps its own."""

from lxml import etree

from assembly.render.lint.places import paragraphs
from assembly.render.lint.tags import QUOTES, STRAIGHT, read_tags
from assembly.render.word.ooxml import W
from assembly.render.word.package import open_package, parse_part, write_package


def straighten_quotes(raw: bytes) -> bytes:
    """Return a Word file in which the tags have straight quotation marks; nothing else is changed.

    Raises:
        DocumentRefused: it is not a Word file that can be read.
    """
    parts = open_package(raw)
    for name in [name for name in parts if name.startswith("word/") and name.endswith(".xml")]:
        root = parse_part(parts, name)
        if _mend(root):
            parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return write_package(parts)


def _mend(root: etree._Element) -> bool:
    changed = False
    for paragraph in paragraphs(root, ""):
        tags, _ = read_tags(paragraph)
        places = {n for tag in tags for n in range(tag.start, tag.end) if paragraph.text[n] in QUOTES}
        if places:
            changed = True
            _straighten(paragraph.element, places)
    return changed


def _straighten(paragraph: etree._Element, places: set[int]) -> None:
    """Replace the characters at `places`, counted as the paragraph's own text is."""
    offset = 0
    for run in paragraph.iter(W.r):
        if next(run.iterancestors(W.p), None) is not paragraph:
            continue
        for node in run:
            if node.tag == W.t and node.text:
                node.text = "".join(
                    c.translate(STRAIGHT) if offset + n in places else c for n, c in enumerate(node.text)
                )
                offset += len(node.text)
            elif node.tag in (W.tab, W.br, W.cr, W.noBreakHyphen):
                offset += 1
