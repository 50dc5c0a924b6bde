"""A small tree of templates to spoil one thing at a time in."""

from collections.abc import Callable
from pathlib import Path

import pytest

DOCUMENT = """\
title: Example
engine: html
layout: letter
needs: [case.petitioner, "children[].name"]
security: public
filing: {role: lead_document, code: example}
"""

RECIPE = """\
title: Example
audience: court
documents:
  - {document: zz/example, role: lead_document}
"""


@pytest.fixture
def tree(tmp_path: Path) -> Callable[..., Path]:
    """Return a maker of a templates folder with one document type and one recipe."""

    def make(document: str = DOCUMENT, recipe: str = RECIPE) -> Path:
        folder = tmp_path / "zz" / "example"
        folder.mkdir(parents=True)
        (folder / "document.yaml").write_text(document, encoding="utf-8")
        (folder / "template.html").write_text("<p>Example</p>", encoding="utf-8")
        (folder / "README.md").write_text("Made up.", encoding="utf-8")
        (tmp_path / "_shared").mkdir()
        (tmp_path / "_shared" / "letter.css").write_text("", encoding="utf-8")
        (tmp_path / "zz" / "_packets").mkdir()
        (tmp_path / "zz" / "_packets" / "do.yaml").write_text(recipe, encoding="utf-8")
        return tmp_path

    return make
