"""List labels: what Word prints in front of a numbered paragraph, worked out from numbering.xml."""

from dataclasses import dataclass, field

from lxml import etree

from assembly.render.word.ooxml import W, value

MOST_LEVELS = 9
ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


@dataclass
class Level:
    """One level of a list: where it starts, how it counts, and the text with %1 … %9 in it."""

    start: int = 1
    form: str = "decimal"
    text: str = "%1."
    legal: bool = False
    restarts_after: int | None = None


@dataclass
class Numbering:
    """The lists of a file and the counters as the text is read from top to bottom."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    shared: dict[str, str] = field(default_factory=dict)
    counters: dict[str, list[int]] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)

    def label(self, number_id: str, level: int) -> str:
        """Count one paragraph of a list and return its label; a bullet is a bullet.

        Lists that share one abstract definition count on, unless they override a start.
        """
        levels = self.levels.get(number_id)
        if levels is None or number_id == "0":
            return ""
        here = levels.get(level, Level())
        key = self.shared.get(number_id, number_id)
        counters = self.counters.setdefault(key, [])
        if number_id not in self.begun:
            self.begun.add(number_id)
            if any(name.startswith(f"{number_id}:") for name in self.shared):
                del counters[:]
        while len(counters) <= level:
            counters.append(levels.get(len(counters), Level()).start - (1 if len(counters) == level else 0))
        if counters[level] < here.start - 1:
            counters[level] = here.start - 1
        counters[level] += 1
        for deeper in range(level + 1, len(counters)):
            after = levels.get(deeper, Level()).restarts_after
            if after is None or level < after:
                counters[deeper] = levels.get(deeper, Level()).start - 1
        return self._text(here, levels, counters)

    def _text(self, here: Level, levels: dict[int, Level], counters: list[int]) -> str:
        if here.form == "bullet":
            return "•"
        if here.form == "none":
            return ""
        text = here.text
        for place in range(MOST_LEVELS, 0, -1):
            if f"%{place}" in text and place <= len(counters):
                form = "decimal" if here.legal else levels.get(place - 1, Level()).form
                text = text.replace(f"%{place}", counted(max(counters[place - 1], 0), form))
        return text


def read_numbering(root: etree._Element | None) -> Numbering:
    """Return the lists of a numbering part."""
    numbering = Numbering()
    if root is None:
        return numbering
    abstract = {value(element, "abstractNumId"): element for element in root.findall(W.abstractNum)}
    for number in root.findall(W.num):
        number_id = value(number, "numId") or ""
        of = value(number.find(W.abstractNumId))
        levels = _levels(abstract.get(of))
        for override in number.findall(W.lvlOverride):
            place = int(value(override, "ilvl") or 0)
            start = value(override.find(W.startOverride))
            own = override.find(W.lvl)
            if own is not None:
                levels[place] = _level(own)
            if start is not None:
                levels[place] = Level(**{**vars(levels.get(place, Level())), "start": int(start)})
                numbering.shared[f"{number_id}:restart"] = number_id
        numbering.levels[number_id] = levels
        numbering.shared[number_id] = f"abstract {of}"
    return numbering


def counted(number: int, form: str) -> str:
    """Return a number as Word's number format writes it; an unknown format counts in figures."""
    if form in ("lowerLetter", "upperLetter"):
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number else ""
        return letters.upper() if form == "upperLetter" else letters
    if form in ("lowerRoman", "upperRoman"):
        text, left = "", number
        for worth, sign in ROMAN:
            text += sign * (left // worth)
            left %= worth
        return text.upper() if form == "upperRoman" else text
    if form == "decimalZero":
        return f"{number:02d}"
    if form == "ordinal":
        ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
        return f"{number}{ending}"
    return str(number)


def _levels(abstract: etree._Element | None) -> dict[int, Level]:
    if abstract is None:
        return {}
    return {int(value(level, "ilvl") or 0): _level(level) for level in abstract.findall(W.lvl)}


def _level(element: etree._Element) -> Level:
    start, restart = value(element.find(W.start)), value(element.find(W.lvlRestart))
    return Level(
        start=int(start) if start else 1,
        form=value(element.find(W.numFmt)) or "decimal",
        text=value(element.find(W.lvlText)) or "",
        legal=element.find(W.isLgl) is not None,
        restarts_after=int(restart) if restart else None,
    )
