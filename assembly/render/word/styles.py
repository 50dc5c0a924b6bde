"""The named styles of a Word file, resolved along what each is based on."""

from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from assembly.errors import DocumentRefused
from assembly.render.word.ooxml import W, switched_on, value
from assembly.render.word.property_set import Holder, PropertySet, nearest
from assembly.render.word.symbols import symbol_font_of

MOST_LEVELS = 20


@dataclass(frozen=True, eq=False)
class Style:
    """One style: its name as Word shows it, and the properties it and its ancestors set, nearest first.

    `whole` are the style elements themselves, which of a table style hold the looks of its parts.
    """

    name: str
    paragraph: tuple[PropertySet, ...] = ()
    run: tuple[PropertySet, ...] = ()
    whole: tuple[etree._Element, ...] = ()
    id: str = ""

    @cached_property
    def slug(self) -> str:
        """The name as a class of the stylesheet, such as "item-2-continued"."""
        return "-".join("".join(c if c.isalnum() else " " for c in self.name.lower()).split())

    @cached_property
    def is_hidden(self) -> bool:
        """Whether the style hides its text."""
        return switched_on(nearest(self.run, W.vanish))

    @cached_property
    def symbols(self) -> str:
        """The symbol font of the style, whose letters stand for signs; empty for any other."""
        return symbol_font_of(nearest(self.run, W.rFonts))


NO_STYLE = Style("")


@dataclass
class Styles:
    """All styles of a file by id, and what every paragraph, run and table begins with."""

    by_id: dict[str, Style] = field(default_factory=dict)
    default_paragraph: Style = field(default_factory=lambda: Style("Normal"))
    tables: dict[str, Style] = field(default_factory=dict)
    default_table: Style = NO_STYLE
    run_defaults: tuple[PropertySet, ...] = ()
    paragraph_defaults: tuple[PropertySet, ...] = ()

    def paragraph(self, properties: Holder | None) -> Style:
        """Return the style of a paragraph from its own properties."""
        found = value(properties.find(W.pStyle)) if properties is not None else None
        return self.by_id.get(found or "", self.default_paragraph)

    def character(self, properties: Holder | None) -> Style:
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
    own = {name: _own(element) for name, element in raw.items()}
    for name, element in raw.items():
        style = _resolved(name, raw, own)
        kind, is_default = value(element, "type"), value(element, "default") in ("1", "true", "on")
        if kind == "table":
            styles.tables[name] = style
            styles.default_table = style if is_default else styles.default_table
        else:
            styles.by_id[name] = style
        if kind == "paragraph" and is_default:
            styles.default_paragraph = style
    defaults = f"{W.docDefaults}/{W.rPrDefault}/{W.rPr}", f"{W.docDefaults}/{W.pPrDefault}/{W.pPr}"
    styles.run_defaults = tuple(map(PropertySet, root.findall(defaults[0])))
    styles.paragraph_defaults = tuple(map(PropertySet, root.findall(defaults[1])))
    return styles


OwnProperties = tuple[tuple[PropertySet, ...], tuple[PropertySet, ...]]


def _own(element: etree._Element) -> OwnProperties:
    """Return what a style itself says of paragraphs and of runs: one set of properties each, or none."""
    paragraph, run = element.find(W.pPr), element.find(W.rPr)
    return (
        () if paragraph is None else (PropertySet(paragraph),),
        () if run is None else (PropertySet(run),),
    )


def _resolved(name: str, raw: dict[str, etree._Element], own: dict[str, OwnProperties]) -> Style:
    paragraph: list[PropertySet] = []
    run: list[PropertySet] = []
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
        paragraph += own[current][0]
        run += own[current][1]
        current = value(element.find(W.basedOn))
    return Style(_name(raw[name]), tuple(paragraph), tuple(run), tuple(whole), name)


def _name(element: etree._Element) -> str:
    name = value(element.find(W.name)) or value(element, "styleId") or ""
    return name.split(",")[0]  # what follows a comma are other names of it
