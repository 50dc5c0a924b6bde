"""The named styles of a Word file, resolved along what each is based on."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from assembly.errors import DocumentRefused
from assembly.render.word.ooxml import W, switched_on, value

MOST_LEVELS = 20


@dataclass(frozen=True)
class Style:
    """One style: its name as Word shows it, and the properties it and its ancestors set, nearest first.

    `whole` are the style elements themselves, which of a table style hold the looks of its parts.
    """

    name: str
    paragraph: tuple[etree._Element, ...] = ()
    run: tuple[etree._Element, ...] = ()
    whole: tuple[etree._Element, ...] = ()
    id: str = ""

    @property
    def slug(self) -> str:
        """The name as a class of the stylesheet, such as "item-2-continued"."""
        return "-".join("".join(c if c.isalnum() else " " for c in self.name.lower()).split())


NO_STYLE = Style("")


@dataclass
class Styles:
    """All styles of a file by id, and what every paragraph, run and table begins with."""

    by_id: dict[str, Style] = field(default_factory=dict)
    default_paragraph: Style = field(default_factory=lambda: Style("Normal"))
    tables: dict[str, Style] = field(default_factory=dict)
    default_table: Style = NO_STYLE
    run_defaults: tuple[etree._Element, ...] = ()
    paragraph_defaults: tuple[etree._Element, ...] = ()

    def paragraph(self, properties: etree._Element | None) -> Style:
        """Return the style of a paragraph from its own properties."""
        found = value(properties.find(W.pStyle)) if properties is not None else None
        return self.by_id.get(found or "", self.default_paragraph)

    def character(self, properties: etree._Element | None) -> Style:
        """Return the character style of a run from its own properties."""
        found = value(properties.find(W.rStyle)) if properties is not None else None
        return self.by_id.get(found or "", NO_STYLE)

    def table(self, properties: etree._Element | None) -> Style:
        """Return the style of a table from its own properties."""
        found = value(properties.find(W.tblStyle)) if properties is not None else None
        return self.tables.get(found or "", self.default_table)


def read_styles(root: etree._Element | None) -> Styles:
    """Return the styles of a styles part.

    Raises:
        DocumentRefused: styles are based on each other in a circle.
    """
    styles = Styles()
    if root is None:
        return styles
    raw = {value(element, "styleId") or "": element for element in root.findall(W.style)}
    for name, element in raw.items():
        style = _resolved(name, raw)
        kind, is_default = value(element, "type"), value(element, "default") in ("1", "true", "on")
        if kind == "table":
            styles.tables[name] = style
            styles.default_table = style if is_default else styles.default_table
        else:
            styles.by_id[name] = style
        if kind == "paragraph" and is_default:
            styles.default_paragraph = style
    styles.run_defaults = tuple(root.findall(f"{W.docDefaults}/{W.rPrDefault}/{W.rPr}"))
    styles.paragraph_defaults = tuple(root.findall(f"{W.docDefaults}/{W.pPrDefault}/{W.pPr}"))
    return styles


def nearest(holders: Sequence[etree._Element], tag: str) -> etree._Element | None:
    """Return a property from the nearest of several properties that say anything of it."""
    return next((found for holder in holders if (found := holder.find(tag)) is not None), None)


def run_flag(properties: Sequence[etree._Element], tag: str) -> bool:
    """Return an on/off property from the nearest properties that say anything of it."""
    return switched_on(nearest(properties, tag))


def _resolved(name: str, raw: dict[str, etree._Element]) -> Style:
    paragraph: list[etree._Element] = []
    run: list[etree._Element] = []
    whole: list[etree._Element] = []
    seen = set[str]()
    current: str | None = name
    while current and current in raw:
        if current in seen or len(seen) > MOST_LEVELS:
            raise DocumentRefused(
                f"The style {_name(raw[name])!r} is based on itself. Mend the styles in Word."
            )
        seen.add(current)
        element = raw[current]
        whole.append(element)
        for properties, gathered in ((element.find(W.pPr), paragraph), (element.find(W.rPr), run)):
            if properties is not None:
                gathered.append(properties)
        current = value(element.find(W.basedOn))
    return Style(_name(raw[name]), tuple(paragraph), tuple(run), tuple(whole), name)


def _name(element: etree._Element) -> str:
    name = value(element.find(W.name)) or value(element, "styleId") or ""
    return name.split(",")[0]  # what follows a comma are other names of it
