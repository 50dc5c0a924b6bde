"""Finds the document types and recipes by looking into the folders under `templates/`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from assembly.catalog.document_type import DocumentType, read_document_type
from assembly.catalog.recipe import Audience, Recipe, read_recipe
from assembly.errors import CatalogRejected, UnknownName
from assembly.model.document import Role

_PACKAGE = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Catalog:
    """Every document type and recipe that was found, and what is wrong with any of them.

    A faulty folder does not hide the sound ones: it is refused, with all its faults, when it
    is asked for. `faults` has them by path under the root: a document type and a recipe may
    have the same id.
    """

    root: Path
    _types: Mapping[str, DocumentType]
    _recipes: Mapping[str, Recipe]
    faults: Mapping[str, tuple[str, ...]]

    def document_type(self, id: str) -> DocumentType:
        """Return the document type of that id, such as "us-ca/summons-and-complaint".

        Raises:
            UnknownName: no folder has that name.
            CatalogRejected: the folder has faults.
        """
        if id not in self._types:
            raise UnknownName("document type", id, sorted(self._types))
        self._refuse_faulty(id)
        return self._types[id]

    def document_types(self) -> tuple[DocumentType, ...]:
        """Return every sound document type, by id."""
        return tuple(kind for id, kind in sorted(self._types.items()) if id not in self.faults)

    def recipe(self, id: str) -> Recipe:
        """Return the recipe of that id, such as "us-ca/establish".

        Raises:
            UnknownName: no recipe has that name.
            CatalogRejected: the recipe has faults, or names a document type that is not there.
        """
        if id not in self._recipes:
            raise UnknownName("packet", id, sorted(self._recipes))
        self._refuse_faulty(recipe_path(id))
        return self._recipes[id]

    def recipes(self) -> tuple[Recipe, ...]:
        """Return every sound recipe, by id."""
        return tuple(
            recipe for id, recipe in sorted(self._recipes.items()) if recipe_path(id) not in self.faults
        )

    def paths(self) -> tuple[str, ...]:
        """Return where each document type and each recipe stands under the root, sound or not."""
        return (*sorted(self._types), *(recipe_path(id) for id in sorted(self._recipes)))

    def _refuse_faulty(self, path: str) -> None:
        if path in self.faults:
            raise CatalogRejected(f"templates/{path}", self.faults[path])


def load_catalog(root: Path | None = None) -> Catalog:
    """Read every folder under `root`; by default the templates that came with the product.

    A folder is a document type where it holds a `document.yaml`; names that begin with an
    underscore are shared parts, cases and recipes.
    """
    root = (root or default_root()).resolve()
    types: dict[str, DocumentType] = {}
    recipes: dict[str, Recipe] = {}
    faults: dict[str, tuple[str, ...]] = {}
    for folder in _type_folders(root):
        kind, found = read_document_type(folder, root)
        types[kind.id] = kind
        if found:
            faults[kind.id] = found
    for path in sorted(root.glob("*/_packets/*.yaml")):
        recipe, found = read_recipe(path, root)
        found += tuple(_item_faults(recipe, types))
        recipes[recipe.id] = recipe
        if found:
            faults[recipe_path(recipe.id)] = found
    return Catalog(root, MappingProxyType(types), MappingProxyType(recipes), MappingProxyType(faults))


def recipe_path(id: str) -> str:
    """Return where a recipe stands under the root."""
    jurisdiction, _, name = id.partition("/")
    return f"{jurisdiction}/_packets/{name}.yaml"


def default_root() -> Path:
    """Return the folder of templates: beside the packages in a checkout, inside them when installed."""
    installed = _PACKAGE / "_templates"
    return installed if installed.is_dir() else _PACKAGE.parent / "templates"


def _type_folders(root: Path) -> Iterator[Path]:
    for path in sorted(root.glob("*/*/document.yaml")):
        if not any(part.startswith("_") for part in path.relative_to(root).parts):
            yield path.parent


def _item_faults(recipe: Recipe, types: Mapping[str, DocumentType]) -> Iterator[str]:
    for item in recipe.items:
        if item.document not in types:
            yield f"documents: there is no document type {item.document}"
            continue
        security = types[item.document].security
        bound = item.role is not Role.NOT_FILED
        if bound and recipe.audience is not Audience.COURT and not recipe.audience.may_see(security):
            yield f"documents: {item.document} is {security.value} and may not go to {recipe.audience.words}"
        if item.attached_to and item.attached_to in types and types[item.attached_to].security != security:
            yield f"documents: {item.document} is {security.value}, {item.attached_to} is not; they can't share a file"
