"""Small Word files for the tests, written paragraph by paragraph."""

import io
from collections.abc import Sequence

import docx

Cells = Sequence[Sequence[Sequence[str]]]  # rows of cells of paragraphs


def word_file(*blocks: str | list[str] | tuple[Cells], style: str | None = None) -> bytes:
    """Return a Word file: a text is a paragraph, a list its runs, a tuple holds the rows of a table."""
    document = docx.Document()
    for block in blocks:
        if isinstance(block, tuple):
            _table(document, block[0])
        else:
            paragraph = document.add_paragraph(style=style)
            for run in [block] if isinstance(block, str) else block:
                paragraph.add_run(run)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _table(document: "docx.document.Document", rows: Cells) -> None:
    table = document.add_table(rows=len(rows), cols=max(len(row) for row in rows))
    for number, row in enumerate(rows):
        for place, texts in enumerate(row):
            cell = table.cell(number, place)
            cell.text = texts[0]
            for text in texts[1:]:
                cell.add_paragraph(text)
