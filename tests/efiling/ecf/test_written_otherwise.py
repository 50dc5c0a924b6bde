"""Every message of a court, written as other people's servers write, reads the same: prefixes, encodings, remarks."""

import random
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from efiling.ecf.message import fill
from efiling.ecf.xml import Element, parse, to_bytes
from tests.efiling.ecf.test_damage import MESSAGES

XSI = "{http://www.w3.org/2001/XMLSchema-instance}type"
Way = Callable[[Element, random.Random], bytes]


def elements(root: Element) -> list[Element]:
    return list(root.iter(etree.Element))


def says_something(element: Element) -> bool:
    return not len(element) and bool((element.text or "").strip())


def rebuilt(element: Element, names: Callable[[str | None], dict[str | None, str] | None]) -> Element:
    made = etree.Element(element.tag, nsmap=names(etree.QName(element).namespace))
    for key, value in element.attrib.items():
        made.set(key, value)
    made.text, made.tail = element.text, element.tail
    made.extend(rebuilt(child, names) for child in element)
    return made


def other_prefixes(root: Element, chance: random.Random) -> bytes:
    spaces = sorted({etree.QName(found).namespace or "" for found in elements(root)} - {""})
    chance.shuffle(spaces)
    table: dict[str | None, str] = {f"q{number}.x-{number}": name for number, name in enumerate(spaces)}
    return to_bytes(rebuilt(root, lambda space: table))


def no_prefixes(root: Element, chance: random.Random) -> bytes:
    return to_bytes(rebuilt(root, lambda space: {None: space} if space else None))


def unknown_elements(root: Element, chance: random.Random) -> bytes:
    for found in elements(root):
        if not says_something(found) and chance.random() < 0.5:
            found.insert(
                chance.randrange(len(found) + 1), etree.Element(f"{{urn:new}}Extension{chance.randrange(9)}")
            )
    return to_bytes(root)


def types_of_their_own(root: Element, chance: random.Random) -> bytes:
    for found in elements(root):
        if chance.random() < 0.5:
            found.set(XSI, f"q{chance.randrange(9)}:SomeType")
    return to_bytes(root).replace(b"xmlns:xsi=", b"xmlns:i=").replace(b"xsi:type", b"i:type")


def remarks(root: Element, chance: random.Random) -> bytes:
    for found in elements(root):
        if says_something(found):
            text = found.text or ""
            cut = chance.randrange(len(text) + 1)
            remark = (
                etree.Comment(" remark ") if chance.random() < 0.5 else etree.ProcessingInstruction("x", "y")
            )
            remark.tail, found.text = text[cut:], text[:cut]
            found.append(remark)
    return to_bytes(root)


def character_data(root: Element, chance: random.Random) -> bytes:
    for found in elements(root):
        if says_something(found):
            found.text = etree.CDATA(found.text)
    return to_bytes(root)


def blanks(root: Element, chance: random.Random) -> bytes:
    for found in elements(root):
        found.text = f"\r\n\t {found.text or ''} \n"
    return chance.choice([b"", b"\n", b"\r\n  "]) + to_bytes(root)


def encodings(root: Element, chance: random.Random) -> bytes:
    encoding = chance.choice(["utf-16", "iso-8859-1", "windows-1252", "us-ascii", "utf-8"])
    mark = b"\xef\xbb\xbf" if encoding == "utf-8" else b""
    return mark + etree.tostring(root, encoding=encoding, xml_declaration=True)


WAYS: tuple[Way, ...] = (
    other_prefixes, no_prefixes, unknown_elements, types_of_their_own, remarks, character_data, blanks, encodings,
)  # fmt: skip


@pytest.mark.parametrize("name", MESSAGES)
@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 2**32), way=st.sampled_from(WAYS))
def test_reads_the_same(name: str, seed: int, way: Way) -> None:
    build, read = MESSAGES[name]
    message = build()
    fill(message)
    plain = to_bytes(message.root)
    otherwise = way(parse(plain, message=name), random.Random(seed))  # noqa: S311
    assert read(parse(otherwise, message=name)) == read(parse(plain, message=name))
