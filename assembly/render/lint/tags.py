"""The tags of one paragraph, each looked at by itself: closed, spelt, and of a known word or filter."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from jinja2 import TemplateSyntaxError

from assembly.model.finding import Severity
from assembly.render.environment import environment
from assembly.render.lint.flaw import Flaw
from assembly.render.lint.places import Paragraph

CLOSING = {"{{": "}}", "{%": "%}", "{#": "#}"}
OPENING = re.compile(r"\{\{|\{%|\{#")
STRAY = re.compile(r"\}\}|%\}|#\}|\{\s+[{%]|[}%]\s+\}")
LEVEL = re.compile(r"(p|tr|tc|r)\s+(.*)", re.DOTALL)
QUOTES = {"\u201c": '"', "\u201d": '"', "\u201e": '"', "\u2018": "'", "\u2019": "'", "\u201a": "'"}
STRAIGHT: dict[int, str] = {ord(curly): straight for curly, straight in QUOTES.items()}
DASHES = {"\u2013", "\u2014", "\u2212"}
BLOCKS = {"if", "for", "with", "filter", "macro", "call", "autoescape", "set"}
MIDDLES = {"else", "elif"}
CELL_WORDS = {"colspan", "cellbg"}
BARE_WORDS = {"vm", "hm"}
LOADING = {"include", "import", "from", "extends", "block"}
ENVIRONMENT = environment()


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag: where it stands in its paragraph, what it stands for, and its first word.

    `level` is what of the Word file it stands for ("p" the paragraph, "tr" the row, "tc" the cell,
    "r" the run); empty for a tag inside a text.
    """

    paragraph: Paragraph
    start: int
    end: int
    opening: str
    level: str
    inner: str

    @property
    def word(self) -> str:
        """The first word of a block tag, such as "if" or "endfor"; empty for a value."""
        return self.inner.split(None, 1)[0] if self.opening == "{%" and self.inner.split() else ""

    @property
    def opens(self) -> bool:
        """Whether a block begins here."""
        return self.word in BLOCKS and not (self.word == "set" and "=" in self.inner)

    @property
    def source(self) -> str:
        """The tag as Jinja reads it, with straight quotes and without the sign of its level."""
        plain = self.inner.translate(STRAIGHT)
        return f"{self.opening} {plain} {CLOSING[self.opening]}"

    def flaw(self, problem: str, remedy: str = "") -> Flaw:
        """Return a flaw of this tag."""
        return self.paragraph.flaw(self.start, self.end, problem, remedy)


def read_tags(paragraph: Paragraph) -> tuple[list[Tag], list[Flaw]]:
    """Return the tags of a paragraph, and what is wrong with where they begin and end."""
    text, tags, flaws = paragraph.text, [], []
    place = 0
    while (found := OPENING.search(text, place)) is not None:
        flaws += _stray(paragraph, place, found.start())
        opening = found.group()
        end = text.find(CLOSING[opening], found.end())
        following = OPENING.search(text, found.end())
        if end < 0 or (following is not None and following.start() < end):
            flaws.append(_unclosed(paragraph, found.start(), opening))
            place = following.start() if following else len(text)
            continue
        tags.append(_tag(paragraph, found.start(), end + 2, opening))
        place = end + 2
    return tags, flaws + _stray(paragraph, place, len(text))


def check_tag(tag: Tag) -> Iterator[Flaw]:
    """Yield what is wrong with a tag by itself."""
    if tag.opening == "{#":
        return
    if any(c in QUOTES for c in tag.inner):
        curly = tag.flaw(
            "a tag has curly quotation marks.", "Type straight ones, or let `lint --fix` put them right."
        )
        yield replace(curly, severity=Severity.WARN)
    if any(c in DASHES for c in tag.inner):
        yield tag.flaw("a tag has a dash that Word made of a hyphen.", "Type a plain hyphen.")
        return
    if tag.opening == "{{" and tag.level in ("p", "r"):
        yield tag.flaw("a value is put in as Word markup.", "Values are text: write {{ … }}.")
        return
    if tag.opening == "{%":
        yield from _check_word(tag)
    yield from _check_syntax(tag)


def _check_word(tag: Tag) -> Iterator[Flaw]:
    known = BLOCKS | MIDDLES | CELL_WORDS | BARE_WORDS | LOADING | {f"end{word}" for word in BLOCKS} | {"do"}
    if tag.word in LOADING:
        yield tag.flaw(f"a template can't load another ({tag.word}).", "Write the text where it is needed.")
    elif tag.word in ("p", "tr", "tc", "r"):
        yield tag.flaw(
            f"the sign {tag.word!r} stands apart from the opening.", f"Write {{%{tag.word} without a space."
        )
    elif not tag.word:
        yield tag.flaw("a tag is empty.", "Delete it.")
    elif tag.word not in known:
        near = difflib.get_close_matches(tag.word, known, n=1)
        yield tag.flaw(f"there is no tag {tag.word!r}.", f"Did you mean {near[0]!r}?" if near else "")


def _check_syntax(tag: Tag) -> Iterator[Flaw]:
    source = _whole(tag)
    if not source:
        return
    wrong = _wrong(source)
    if wrong:
        yield tag.flaw(f"a tag is broken: {wrong.rstrip('.')}.", _hint(wrong))


@lru_cache(maxsize=4096)
def _wrong(source: str) -> str:
    try:
        ENVIRONMENT.compile(source, raw=True)
    except TemplateSyntaxError as error:
        return str(error.message)
    return ""


def _whole(tag: Tag) -> str:
    """Return a small template in which the tag can be read by itself; empty where nothing is to be read."""
    if tag.opening == "{{":
        return tag.source
    rest = tag.inner.translate(STRAIGHT).partition(tag.word)[2].strip()
    if tag.word in CELL_WORDS:
        return f"{{{{ {rest} }}}}"
    if tag.word == "elif":
        return f"{{% if {rest} %}}{{% endif %}}"
    if tag.opens:
        return f"{tag.source}{{% end{tag.word} %}}"
    return tag.source if tag.word in ("set", "do") else ""


def _hint(message: str) -> str:
    name = re.search(r"No (filter|test) named '([^']+)'", message)
    if name is None:
        return ""
    known = ENVIRONMENT.filters if name.group(1) == "filter" else ENVIRONMENT.tests
    near = difflib.get_close_matches(name.group(2), known, n=1)
    return f"Did you mean {near[0]!r}?" if near else ""


def _tag(paragraph: Paragraph, start: int, end: int, opening: str) -> Tag:
    inner = paragraph.text[start + 2 : end - 2]
    inner = inner[1:] if inner[:1] in ("-", "+") else inner
    inner = inner[:-1] if inner[-1:] in ("-", "+") else inner
    level = ""
    if (found := LEVEL.match(inner)) is not None and opening != "{#":
        level, inner = found.groups()
    return Tag(paragraph, start, end, opening, level, inner.strip())


def _unclosed(paragraph: Paragraph, start: int, opening: str) -> Flaw:
    return paragraph.flaw(
        start,
        start + 2,
        f"a tag opens with {opening} and is not closed in its paragraph.",
        f"Close it with {CLOSING[opening]}.",
    )


def _stray(paragraph: Paragraph, start: int, end: int) -> list[Flaw]:
    return [
        paragraph.flaw(
            found.start(),
            found.end(),
            f"{found.group()!r} stands where no tag is open.",
            "Tags open with {{ or {% and close with }} or %}, without a space between.",
        )
        for found in STRAY.finditer(paragraph.text, start, end)
    ]
