"""Choices that the law leaves to the agency: what they are, and what holds until it chooses."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from assembly.errors import UnknownName
from assembly.law.yaml_file import YamlFile, read_yaml
from assembly.model.case import Agency, LegalChoice
from assembly.model.value import value

FILE = Path(__file__).parent / "choices.yaml"
NAMES = frozenset({"id", "question", "options", "default", "source", "used"})


@value
class Choice:
    """One choice: its options in words, the default, what the sources say, and where it takes effect."""

    id: str
    question: str
    options: Mapping[str, str]
    default: str
    source: str
    used: str


@lru_cache(maxsize=1)
def load_choices() -> tuple[Choice, ...]:
    """Return every choice, in the order of its file.

    Raises:
        LawFault: the file is not well formed, or a default is no option.
    """
    file = read_yaml(FILE)
    return tuple(_choice(file, raw) for raw in file.content["choices"])


def chosen(agency: Agency, choice_id: str) -> str:
    """Return the option that an agency has chosen, or the default.

    Raises:
        UnknownName: there is no such choice, or the agency names an option that it has not.
    """
    return option_of(agency.choices, choice_id)


def option_of(own_choices: Sequence[LegalChoice], choice_id: str) -> str:
    """Return the option that stands among an agency's choices, or the default.

    Raises:
        UnknownName: there is no such choice, or no such option of it.
    """
    choices = {choice.id: choice for choice in load_choices()}
    if choice_id not in choices:
        raise UnknownName("choice", choice_id, sorted(choices))
    choice = choices[choice_id]
    option = next((own.option for own in own_choices if own.choice == choice_id), choice.default)
    if option not in choice.options:
        raise UnknownName(f"option of {choice_id}", option, sorted(choice.options))
    return option


def _choice(file: YamlFile, raw: object) -> Choice:
    place = str(raw.get("id")) if isinstance(raw, dict) else "a choice"
    entry = file.only(raw, place, must=NAMES, may=frozenset())
    options = {str(name): " ".join(str(words).split()) for name, words in entry["options"].items()}
    if entry["default"] not in options:
        raise file.fault(place, f"the default {entry['default']!r} is not one of its options.")
    texts = {name: file.text(entry, name, place) for name in NAMES - {"options"}}
    return Choice(options=options, **texts)
