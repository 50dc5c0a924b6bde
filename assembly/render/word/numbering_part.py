"""The lists of a Word file as its numbering part defines them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from assembly.errors import DocumentRefused
from assembly.render.word.ooxml import W, chosen, switched_on, value, whole
from assembly.render.word.property_set import PropertySet
from assembly.render.word.styles import Styles

SYMBOL_FONTS_OF = ("ascii", "hAnsi")


@dataclass(frozen=True, slots=True, eq=False)
class Level:
    """One level of a list: where it starts, how it counts, the text with %1 … %9 in it, what follows the number.

    `follows` is "tab", "space" or "nothing"; `paragraph` and `run` are the looks that the level brings.
    """

    start: int = 1
    form: str = "decimal"
    text: str = "%1."
    legal: bool = False
    restarts_after: int | None = None
    follows: str = "tab"
    custom: str = ""
    style: str = ""
    font: str = ""
    paragraph: PropertySet | None = None
    run: etree._Element | None = None


@dataclass
class Lists:
    """The levels of each list by its number, the definition that it counts on, and the starts it sets itself."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    definition: dict[str, str] = field(default_factory=dict)
    restarts: dict[tuple[str, int], int] = field(default_factory=dict)

    def level_of_style(self, number_id: str, style_id: str) -> int | None:
        """Return the level of a list that a paragraph style is tied to."""
        levels = self.levels.get(number_id, {})
        return next((place for place, level in levels.items() if style_id and level.style == style_id), None)


def read_lists(root: etree._Element | None, styles: Styles) -> Lists:
    """Return the lists of a numbering part.

    Raises:
        DocumentRefused: lists and styles take their levels from each other in a circle.
    """
    lists = Lists()
    if root is None:
        return lists
    abstract = {value(element, "abstractNumId") or "": element for element in root.findall(W.abstractNum)}
    numbers = {value(element, "numId") or "": element for element in root.findall(W.num)}
    for number_id, number in numbers.items():
        if number_id in ("", "0"):
            continue  # 0 is the number of no list
        of = _definition(number, abstract, numbers, styles)
        levels = _levels(abstract.get(of))
        for override in number.findall(W.lvlOverride):
            place = whole(override, "ilvl") or 0
            start, own = whole(override.find(W.startOverride)), override.find(W.lvl)
            if own is not None:
                levels[place] = _level(own)
            if start is not None:
                levels[place] = replace(levels.get(place, Level()), start=start)
                lists.restarts[number_id, place] = start
        lists.levels[number_id] = levels
        lists.definition[number_id] = of
    return lists


def _definition(
    number: etree._Element,
    abstract: Mapping[str, etree._Element],
    numbers: Mapping[str, etree._Element],
    styles: Styles,
) -> str:
    """Return the abstract definition that holds a list's levels, over any numbering styles between."""
    of = value(number.find(W.abstractNumId)) or ""
    seen: set[str] = set()
    while of in abstract:
        if of in seen:
            raise DocumentRefused(
                "A list of the Word file takes its numbers from itself, by way of its numbering style. Mend the list in Word."
            )
        seen.add(of)
        style_id = value(abstract[of].find(W.numStyleLink))
        if not style_id:
            return of
        style = styles.by_id.get(style_id)
        held = (
            next((p.find(W.numPr) for p in style.paragraph if p.find(W.numPr) is not None), None)
            if style
            else None
        )
        following = numbers.get(value(held.find(W.numId)) or "") if held is not None else None
        if following is None:
            return of
        of = value(following.find(W.abstractNumId)) or ""
    return of


def _levels(abstract: etree._Element | None) -> dict[int, Level]:
    if abstract is None:
        return {}
    return {whole(level, "ilvl") or 0: _level(level) for level in abstract.findall(W.lvl)}


def _level(element: etree._Element) -> Level:
    start = whole(element.find(W.start))
    form = _number_format(element)
    run, paragraph = element.find(W.rPr), element.find(W.pPr)
    fonts = run.find(W.rFonts) if run is not None else None
    text = element.find(W.lvlText)
    return Level(
        start=0 if start is None else start,  # ECMA-376 17.9.25: a level without a start begins at 0
        form=value(form) or "decimal",
        text=value(text) or "",
        legal=switched_on(element.find(W.isLgl)),
        restarts_after=whole(element.find(W.lvlRestart)),
        follows=value(element.find(W.suff)) or "tab",
        custom=value(form, "format") or "",
        style=value(element.find(W.pStyle)) or "",
        font=next((name for side in SYMBOL_FONTS_OF if (name := value(fonts, side))), ""),
        paragraph=PropertySet(paragraph) if paragraph is not None else None,
        run=run,
    )


def _number_format(element: etree._Element) -> etree._Element | None:
    """Return a level's format; Word keeps one that old versions do not know beside one that they do."""
    for child in element:
        branch = chosen(child) if str(child.tag).endswith("}AlternateContent") else None
        if branch is not None and branch.find(W.numFmt) is not None:
            return branch.find(W.numFmt)
    return element.find(W.numFmt)
