"""The named styles of a Word file, resolved along what each is based on."""

from dataclasses import dataclass, field

from lxml import etree

from assembly.errors import DocumentRefused
from assembly.render.word.ooxml import W, switched_on, value

MOST_LEVELS = 20


@dataclass(frozen=True)
class Style:
    """One style: its name as Word shows it, and the properties it and its ancestors set, nearest first."""

    name: str
    paragraph: tuple[etree._Element, ...] = ()
    run: tuple[etree._Element, ...] = ()

    @property
    def slug(self) -> str:
        """The name as a class of the stylesheet, such as "item-2-continued"."""
        return "-".join("".join(c if c.isalnum() else " " for c in self.name.lower()).split())


@dataclass
class Styles:
    """All styles of a file by id, and what every paragraph and run begins with."""

    by_id: dict[str, Style] = field(default_factory=dict)
    default_paragraph: Style = field(default_factory=lambda: Style("Normal"))
    tables: dict[str, Style] = field(default_factory=dict)

    def paragraph(self, properties: etree._Element | None) -> Style:
        """Return the style of a paragraph from its own properties."""
        found = value(properties.find(W.pStyle)) if properties is not None else None
        return self.by_id.get(found or "", self.default_paragraph)


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
        if value(element, "type") == "table":
            styles.tables[name] = style
        else:
            styles.by_id[name] = style
        if value(element, "type") == "paragraph" and switched_on_attribute(element):
            styles.default_paragraph = style
    return styles


def switched_on_attribute(element: etree._Element) -> bool:
    """Whether a style is the default of its kind."""
    return value(element, "default") in ("1", "true", "on")


def _resolved(name: str, raw: dict[str, etree._Element]) -> Style:
    paragraph: list[etree._Element] = []
    run: list[etree._Element] = []
    seen = set[str]()
    current: str | None = name
    while current and current in raw:
        if current in seen or len(seen) > MOST_LEVELS:
            raise DocumentRefused(
                f"The style {_name(raw[name])!r} is based on itself. Mend the styles in Word."
            )
        seen.add(current)
        element = raw[current]
        for properties, gathered in ((element.find(W.pPr), paragraph), (element.find(W.rPr), run)):
            if properties is not None:
                gathered.append(properties)
        current = value(element.find(W.basedOn))
    return Style(_name(raw[name]), tuple(paragraph), tuple(run))


def _name(element: etree._Element) -> str:
    return value(element.find(W.name)) or value(element, "styleId") or ""


def run_flag(properties: tuple[etree._Element, ...], tag: str) -> bool:
    """Return an on/off property from the nearest properties that say anything of it."""
    for element in properties:
        found = element.find(tag)
        if found is not None:
            return switched_on(found)
    return False
