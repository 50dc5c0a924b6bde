"""Which documents a recipe takes for one set of facts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assembly.catalog import Catalog, DocumentType, Recipe, RecipeItem
from assembly.model.document import Role
from assembly.model.facts import Facts


@dataclass(frozen=True, slots=True)
class Chosen:
    """A document of the packet: what the recipe says of it, its type, and what is attached to it."""

    item: RecipeItem
    document: DocumentType
    attached: tuple["Chosen", ...] = ()

    @property
    def bound_for(self) -> Role:
        """What the document is in the filing."""
        return self.item.role


def choose(recipe: Recipe, facts: Facts, catalog: Catalog) -> tuple[Chosen, ...]:
    """Return the documents in filing order, each with those attached to it.

    Raises:
        CatalogRejected: a document type of the recipe has faults.
    """
    taken = [item for item in recipe.items if all(test.holds(facts) for test in item.when)]
    return tuple(
        Chosen(
            item=item,
            document=catalog.document_type(item.document),
            attached=tuple(
                Chosen(item=inner, document=catalog.document_type(inner.document))
                for inner in taken
                if inner.attached_to == item.document
            ),
        )
        for item in taken
        if not item.attached_to
    )


def every(chosen: Sequence[Chosen]) -> Iterator[Chosen]:
    """Yield each document and, after it, what is attached to it."""
    for one in chosen:
        yield one
        yield from one.attached
