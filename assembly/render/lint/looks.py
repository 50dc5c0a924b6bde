"""Styles, fonts and letters: what the court's layout can print, and what it would print another way."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from lxml import etree

from assembly.fonts import ALIASES, SANS, SERIF
from assembly.fonts.coverage import missing
from assembly.model.finding import Severity
from assembly.render.lint.flaw import Flaw
from assembly.render.lint.places import Paragraph
from assembly.render.word.classes import KNOWN
from assembly.render.word.ooxml import W, value
from assembly.render.word.styles import read_styles

OURS = {SERIF, SANS, *ALIASES, "Noto Sans CJK SC", "Wingdings", "Symbol", "MS Gothic", "Courier New"}
SIDES = ("ascii", "hAnsi", "cs", "eastAsia")


def check_looks(paragraphs: Sequence[Paragraph], styles_part: etree._Element | None) -> Iterator[Flaw]:
    """Yield, each once, unknown styles and fonts of a text, and every letter that no font has."""
    styles = read_styles(styles_part)
    fonts = _fonts_of_styles(styles_part)
    said: set[str] = set()
    for paragraph in paragraphs:
        style = styles.paragraph(paragraph.element.find(W.pPr))
        if style.slug not in KNOWN and style.name not in said:
            said.add(style.name)
            yield _mild(
                paragraph,
                f"no layout knows the style {style.name!r}.",
                "Use a style of the base file; else only its bold, italic, capitals, alignment and indents are kept.",
            )
        for font in (*fonts.get(style.name, ()), *_fonts(paragraph.element)):
            if font not in OURS and font not in said:
                said.add(font)
                yield _mild(
                    paragraph, f"the font {font!r} is not among ours.", "The layout's own font is printed."
                )
        strange = missing(paragraph.text)
        if strange:
            where = paragraph.text.index(strange[0])
            names = ", ".join(f"U+{ord(c):04X} {c!r}" for c in strange)
            yield paragraph.flaw(where, where + 1, f"no font has {names}.", "Write it in other letters.")


def _mild(paragraph: Paragraph, problem: str, remedy: str) -> Flaw:
    return replace(paragraph.flaw(0, 0, problem, remedy), severity=Severity.WARN, run=0)


def _fonts(element: etree._Element) -> Iterator[str]:
    for fonts in element.iter(W.rFonts):
        yield from dict.fromkeys(name for side in SIDES if (name := value(fonts, side)))


def _fonts_of_styles(root: etree._Element | None) -> Mapping[str, tuple[str, ...]]:
    if root is None:
        return {}
    return {value(style.find(W.name)) or "": tuple(_fonts(style)) for style in root.iter(W.style)}
