"""What we can produce: the document types and recipes found in the folders under `templates/`.

A new document type is a new folder there; nothing else is told its name.
"""

from assembly.catalog.catalog import Catalog, default_root, load_catalog, recipe_path
from assembly.catalog.condition import Condition
from assembly.catalog.document_type import DocumentType, Engine, Need, Slot
from assembly.catalog.recipe import Audience, Recipe, RecipeItem

__all__ = [
    "Audience",
    "Catalog",
    "Condition",
    "DocumentType",
    "Engine",
    "Need",
    "Recipe",
    "RecipeItem",
    "Slot",
    "default_root",
    "load_catalog",
    "recipe_path",
]
