"""A merged Word file is one that Word opens: every part that is named is there, and no other."""

import io
from pathlib import Path

import docx
import pytest

from assembly.catalog import load_catalog
from assembly.render.word.merge import merge
from assembly.render.word.package import open_package, parse_part

BASES = sorted(load_catalog().root.glob("**/_shared/*.docx"))


@pytest.mark.parametrize("base", BASES, ids=lambda path: path.stem)
def test_every_part_that_a_merged_file_names_is_there(base: Path):
    class Paper:
        title = "A title"

    merged = merge(base, {"document": Paper()})
    parts = open_package(merged)
    assert docx.Document(io.BytesIO(merged)).styles  # follows every relation of the package
    declared = {
        entry.get("PartName") for entry in parse_part(parts, "[Content_Types].xml") if entry.get("PartName")
    }
    assert declared <= {f"/{name}" for name in parts}
    assert not [name for name in parts if "thumbnail" in name]
