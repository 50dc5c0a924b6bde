"""Files whose parts have other names than Word usually gives them, as Word in a browser writes."""

import pytest

from assembly.errors import DocumentRefused
from assembly.render.word.package import MAIN, open_package, write_package
from tests.assembly.render.word.ooxml_file import html_of, ooxml_file, paragraph

NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="7"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
LISTED = ooxml_file(paragraph("x", properties='<w:numPr><w:numId w:val="1"/></w:numPr>'), numbering=NUMBERING)


def renamed(*names: tuple[str, str]) -> dict[str, bytes]:
    """Return the parts of a file with a list, some under other names, everywhere they are named."""
    parts = open_package(LISTED)
    for name, to in names:
        parts = {
            part.replace(name, to): raw.replace(name.encode(), to.encode()) for part, raw in parts.items()
        }
    return parts


def test_a_list_keeps_its_numbers_whatever_the_parts_are_called():
    raw = write_package(renamed(("document.xml", "document2.xml"), ("numbering.xml", "numbering5.xml")))
    assert "".join(html_of(raw).itertext()) == "7. x"


def test_of_two_main_texts_the_one_that_the_relations_name_is_read():
    parts = renamed(("document.xml", "document2.xml"))
    other = open_package(ooxml_file(paragraph("An old text.")))
    assert "".join(html_of(write_package({**parts, MAIN: other[MAIN]})).itertext()) == "7. x"


def test_written_again_the_file_is_one_that_word_opens():
    again = open_package(
        write_package(open_package(write_package(renamed(("document.xml", "document2.xml")))))
    )
    assert b'"/word/document.xml"' in again["[Content_Types].xml"]
    assert b"document2" not in b"".join(again.values())


def test_a_main_text_outside_of_the_usual_folder_is_not_mistaken_for_another():
    parts = renamed(("word/", "text/"))
    other = open_package(ooxml_file(paragraph("An old text.")))
    with pytest.raises(DocumentRefused, match="no main text"):
        open_package(write_package({**parts, MAIN: other[MAIN]}))
