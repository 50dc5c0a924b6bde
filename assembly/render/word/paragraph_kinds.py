"""What the paragraphs of a file say of themselves; most say the same as others, and each kind is read once."""

from dataclasses import dataclass, field

from lxml import etree

from assembly.render.word.classes import KNOWN, LABELLED
from assembly.render.word.numbering import Label, Numbering
from assembly.render.word.numbering_part import Level
from assembly.render.word.ooxml import W, child, value, whole
from assembly.render.word.paragraph_look import ParagraphLook, paragraph_look
from assembly.render.word.property_set import Content, PropertySet, content_of
from assembly.render.word.styles import Style, Styles


@dataclass(eq=False)
class Kind:
    """One kind of paragraph: its properties and style, the list that it is in, and its looks by the list's level."""

    properties: PropertySet | None
    style: Style
    number_id: str
    level: int
    listed_by_style: bool
    looks: dict[Level | None, ParagraphLook] = field(default_factory=dict)


@dataclass
class Kinds:
    """The kinds of paragraphs that a file has, as far as they have been met."""

    styles: Styles
    numbering: Numbering
    met: dict[Content | None, Kind] = field(default_factory=dict)

    def of(self, paragraph: etree._Element) -> Kind:
        """Return a paragraph's kind."""
        own = child(paragraph, W.pPr)
        content = None if own is None else content_of(own)
        kind = self.met.get(content)
        if kind is None:
            properties = None if own is None else PropertySet(own)
            style = self.styles.paragraph(properties)
            kind = Kind(properties, style, *_listed(properties, style, self.numbering))
            self.met[content] = kind
        return kind

    def look(self, kind: Kind, label: Label | None) -> ParagraphLook:
        """Return the look of paragraphs of a kind, in a list with the list number `label`."""
        level = label.level if label is not None and kind.style.slug not in LABELLED else None
        look = kind.looks.get(level)
        if look is None:
            look = kind.looks[level] = paragraph_look(
                kind.properties,
                kind.style,
                level.paragraph if level is not None else None,
                styles=self.styles,
                known=kind.style.slug in KNOWN,
                listed_by_style=kind.listed_by_style,
            )
        return look


def _listed(properties: PropertySet | None, style: Style, numbering: Numbering) -> tuple[str, int, bool]:
    """Return the list that a paragraph is in, its level, and whether its style put it there."""
    own = properties.find(W.numPr) if properties is not None else None
    number_id = value(own.find(W.numId)) if own is not None else None
    by_style = number_id is None
    if number_id is None:
        of_styles = (holder.find(W.numPr) for holder in style.paragraph)
        number_id = next(
            (found for held in of_styles if held is not None and (found := value(held.find(W.numId)))), None
        )
    if not number_id or number_id == "0":
        return "", 0, by_style
    level = whole(own.find(W.ilvl)) if own is not None else None
    if level is None:
        level = _level_of_style(number_id, style, numbering)
    return number_id, level or 0, by_style


def _level_of_style(number_id: str, style: Style, numbering: Numbering) -> int | None:
    """Return the level of a list that a style is of, by the nearest of the styles that it is based on that says it.

    Where a level of the list is tied to a style, that is the style's level, whatever the style says (ECMA-376 Part 1, 17.9.23).
    """
    for one in style.whole:
        tied = numbering.lists.level_of_style(number_id, value(one, "styleId") or "")
        said = whole(one.find(f"{W.pPr}/{W.numPr}/{W.ilvl}"))
        if tied is not None or said is not None:
            return said if tied is None else tied
    return None
