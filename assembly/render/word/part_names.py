"""The names of a Word file's parts: a file may call them as it likes, and says by its relations which is which."""

import posixpath
from collections.abc import Callable

from lxml import etree

FOLDER, ROOT, TYPES = "word", "_rels/.rels", "[Content_Types].xml"
MAIN_KIND = "officeDocument"
KINDS = ("styles", "numbering", "settings", "footnotes", "endnotes", "comments")
Reader = Callable[[str], etree._Element]


def with_usual_names(parts: dict[str, bytes], read: Reader) -> dict[str, bytes]:
    """Return a file's parts under the names that Word itself gives them, `word/document.xml`, `word/styles.xml` and so on.

    Word in a browser writes `document2.xml`. Without its relations a list would lose its numbers and a text its
    styles, and of two main texts the wrong one would be read. A file whose main text lies outside of the folder
    `word` has none under its usual name, and none is returned under it.

    Raises:
        DocumentRefused: the relations are damaged.
    """
    if ROOT not in parts:
        return parts
    main = next(iter(_targets(read(ROOT), "", (MAIN_KIND,)).values()), "")
    if main not in parts:
        return parts
    if posixpath.dirname(main) != FOLDER:
        return {name: raw for name, raw in parts.items() if name != f"{FOLDER}/document.xml"}
    related = f"{FOLDER}/_rels/{posixpath.basename(main)}.rels"
    usual = {main: f"{FOLDER}/document.xml", related: f"{FOLDER}/_rels/document.xml.rels"}
    if related in parts:
        for kind, name in _targets(read(related), FOLDER, KINDS).items():
            usual[name] = f"{FOLDER}/{kind}.xml"
            usual[_relations_of(name)] = _relations_of(f"{FOLDER}/{kind}.xml")
    usual = {name: to for name, to in usual.items() if name != to and name in parts}
    if not usual:
        return parts
    kept = {name: raw for name, raw in parts.items() if name in usual or name not in usual.values()}
    named = {usual.get(name, name): raw for name, raw in kept.items()}
    for place, folder, attribute in (
        (ROOT, "", "Target"),
        (related, FOLDER, "Target"),
        (TYPES, "", "PartName"),
    ):
        if place in parts:
            named[usual.get(place, place)] = _renamed(read(place), folder, attribute, usual)
    return named


def _targets(relations: etree._Element, folder: str, kinds: tuple[str, ...]) -> dict[str, str]:
    """Return the parts that relations of some kinds go to, by kind."""
    found: dict[str, str] = {}
    for relation in relations:
        kind = str(relation.get("Type", "")).rsplit("/", 1)[-1]
        if kind in kinds and relation.get("TargetMode") != "External":
            found.setdefault(kind, _full(relation.get("Target", ""), folder))
    return found


def _full(target: str, folder: str) -> str:
    return posixpath.normpath(posixpath.join(f"/{folder}", target)).lstrip("/")


def _relations_of(name: str) -> str:
    folder, file = posixpath.split(name)
    return f"{folder}/_rels/{file}.rels"


def _renamed(root: etree._Element, folder: str, attribute: str, usual: dict[str, str]) -> bytes:
    """Return a list of parts with the usual names in place of the file's own."""
    for entry in root:
        name = _full(entry.get(attribute) or "", folder)
        if name in usual and entry.get("TargetMode") != "External":
            entry.set(attribute, f"/{usual[name]}")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
