"""A recipe: which documents make a packet, in which order, and what each is in the filing."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from assembly.catalog.condition import Condition, read_conditions
from assembly.catalog.strict import Fields, read_mapping
from assembly.model.document import Role, SecurityClass


class Audience(StrEnum):
    """Who gets the packet, and by that which security classes may be in it."""

    COURT = "court"
    EMPLOYER = "employer"
    PARTY = "party"

    @property
    def words(self) -> str:
        """The recipient in words, such as "an employer"."""
        return f"{'an' if self is Audience.EMPLOYER else 'a'} {self.value}"

    def may_see(self, security: SecurityClass) -> bool:
        """Say whether a document of that class may be bound into this packet.

        A court's packet is public: confidential papers are filed on their own, marked as such.
        """
        return security in _VISIBLE[self]


_VISIBLE = {
    Audience.COURT: {SecurityClass.PUBLIC},
    Audience.EMPLOYER: {SecurityClass.PUBLIC, SecurityClass.CONFIDENTIAL, SecurityClass.CONFIDENTIAL_SSN},
    Audience.PARTY: {SecurityClass.PUBLIC, SecurityClass.CONFIDENTIAL},
}


@dataclass(frozen=True, slots=True)
class RecipeItem:
    """One document of a packet.

    With `attached_to`, its pages stand inside the PDF of that document, after the document's
    own. `when` are tests of the facts; all must hold, else the document is left out. An `exhibit`
    bears the mark of one on every page, by the rule of the state (the law's `exhibit_marks`).
    """

    document: str
    role: Role
    attached_to: str = ""
    citation: str = ""
    when: tuple[Condition, ...] = ()
    exhibit: bool = False


@dataclass(frozen=True, slots=True)
class Recipe:
    """An action on a case and the papers it takes. `id` is "jurisdiction/name".

    `state` is the state whose courts take this packet; empty where any state's may.
    """

    id: str
    title: str
    items: tuple[RecipeItem, ...]
    audience: Audience = Audience.COURT
    state: str = ""
    about: str = ""

    @property
    def jurisdiction(self) -> str:
        """The first part of the id, such as "us-ca"."""
        return self.id.split("/")[0]


def read_recipe(path: Path, root: Path) -> tuple[Recipe, tuple[str, ...]]:
    """Return the recipe in `<jurisdiction>/_packets/<name>.yaml` and every fault of the file."""
    faults: list[str] = []
    keys = Fields(path.name, read_mapping(path, faults), faults)
    recipe = Recipe(
        id=f"{path.parent.parent.relative_to(root).as_posix()}/{path.stem}",
        title=keys.text("title"),
        items=_items(keys),
        audience=keys.word("audience", Audience),
        state=keys.text("state", ""),
        about=keys.text("about", ""),
    )
    keys.finish()
    faults += _shape_faults(recipe, path.name)
    return recipe, tuple(faults)


def _items(keys: Fields) -> tuple[RecipeItem, ...]:
    items = []
    for number, entry in enumerate(keys.entries("documents"), 1):
        if not isinstance(entry, dict):
            keys.fault("documents", f"entry {number} must be a mapping, not {entry!r}")
            continue
        inner = Fields(f"{keys.place}: documents.{number}", entry, keys.faults)
        items.append(
            RecipeItem(
                document=inner.text("document"),
                role=inner.word("role", Role),
                attached_to=inner.text("attached_to", ""),
                citation=inner.text("citation", ""),
                when=read_conditions(inner),
                exhibit=inner.flag("exhibit", False),
            )
        )
        inner.finish()
    return tuple(items)


def _shape_faults(recipe: Recipe, name: str) -> list[str]:
    """Return what is wrong with how the documents stand to one another."""
    faults = []
    if not recipe.items:
        faults.append(f"{name}: documents: names no document")
    if recipe.audience is Audience.COURT and not any(item.role is Role.LEAD for item in recipe.items):
        faults.append(f"{name}: documents: a court's packet needs a {Role.LEAD.value}")
    before: set[str] = set()
    for item in recipe.items:
        if item.document in before:
            faults.append(f"{name}: documents: {item.document} stands twice")
        if item.attached_to and item.attached_to not in before:
            faults.append(
                f"{name}: documents: {item.document} is attached to {item.attached_to}, which does not stand before it"
            )
        if item.attached_to and item.role is not Role.ATTACHMENT:
            faults.append(
                f"{name}: documents: {item.document} is attached, so its role must be {Role.ATTACHMENT.value}"
            )
        before.add(item.document)
    return faults
