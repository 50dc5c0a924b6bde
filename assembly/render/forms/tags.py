"""Keeps a blank's reading structure when its fields become printed text.

Where the structure pointed at a form field it points at the marked content that the field's
value is stamped into; links, buttons and whatever else was removed leave the structure. A blank
without a structure is given one: each page's printed words as they stand in the file, then its
values in the order of its fields. That is a reading order, but no headings, tables or lists.
"""

import re
from dataclasses import dataclass, field
from typing import Any

import pikepdf

MARK = re.compile(rb"/MCID\s+(\d+)")
UA_1 = re.compile(rb"pdfuaid:part\s*(?:=\s*[\"']|>)\s*1")
DEEPEST = 60
GONE = {"/Form": "/Span", "/Link": "/Span", "/Annot": "/Span", "/Artifact": "/NonStruct"}


@dataclass
class _Structure:
    pdf: Any
    widgets: dict[int, int]
    next_mark: list[int]
    marks: dict[int, int] = field(default_factory=dict)
    holders: dict[tuple[int, int], Any] = field(default_factory=dict)
    pages: dict[int, int] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)


def declares_ua(pdf: Any) -> bool:
    """Say whether a blank has a structure that its publisher declares to be PDF/UA-1."""
    metadata = pdf.Root.get("/Metadata")
    if "/StructTreeRoot" not in pdf.Root or not isinstance(metadata, pikepdf.Stream):
        return False
    return UA_1.search(metadata.read_bytes()) is not None


def make_structure(pdf: Any) -> None:
    """Give a file without a structure one paragraph to a page, which holds the page's content.

    Pages whose content is marked already, for a structure that is gone, keep it out of the new one.
    """
    root = pdf.Root.get("/StructTreeRoot")
    if root is not None and "/K" in root:
        return
    root = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot))
    root.K = pikepdf.Array()
    for page in pdf.pages:
        if _next_mark(page):
            continue
        page.contents_add(pdf.make_stream(b"/P<</MCID 0>>BDC q"), prepend=True)
        page.contents_add(pdf.make_stream(b"Q EMC"), prepend=False)
        root.K.append(_element(pdf, root, page.obj, 0))
    pdf.Root.StructTreeRoot = root


def retag(pdf: Any, widgets: dict[int, int]) -> dict[int, int]:
    """Rewrite the structure of a file whose pages still have their annotations.

    `widgets` gives the page, from 0, of each annotation whose value will be stamped, by object
    number. Returns the marked-content number of each, on its own page; empty without structure.
    """
    root = pdf.Root.get("/StructTreeRoot")
    if root is None or "/K" not in root:
        return {}
    for key in ("/IDTree", "/ParentTreeNextKey"):
        if key in root:
            del root[key]
    structure = _Structure(
        pdf,
        widgets,
        [_next_mark(page) for page in pdf.pages],
        pages={page.obj.objgen[0]: n for n, page in enumerate(pdf.pages)},
    )
    root.K = pikepdf.Array(_kids(structure, root, root, None, 0))
    _add_untagged(structure, root)
    _write_parents(structure, root)
    return structure.marks


@dataclass(frozen=True, slots=True)
class PageHolder:
    """The places of one more page in the structure, both empty: its section, and its row of the parent tree."""

    page: Any
    section: Any
    row: Any


def add_page_holder(pdf: Any, page: int) -> PageHolder | None:
    """Give one more page a section in the structure, whose content each case has its own; None without structure."""
    root = pdf.Root.get("/StructTreeRoot")
    if root is None:
        return None
    obj = pdf.pages[page].obj
    holder = PageHolder(obj, pdf.make_indirect(pikepdf.Dictionary()), pdf.make_indirect(pikepdf.Array()))
    root.K.append(holder.section)
    key = len(root.ParentTree.Nums) // 2
    obj.StructParents = key
    root.ParentTree.Nums.extend([key, holder.row])
    return holder


def _next_mark(page: Any) -> int:
    contents = page.obj.get("/Contents")
    streams = contents if isinstance(contents, pikepdf.Array) else [contents] if contents is not None else []
    return max((int(found) for s in streams for found in MARK.findall(s.read_bytes())), default=-1) + 1


def _kids(structure: _Structure, elem: Any, root: Any, page: Any, depth: int) -> list[Any]:
    kids = elem.get("/K")
    if kids is None or depth > DEEPEST:
        return []
    kept = []
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            _hold(structure, page, kid, elem)
            kept.append(kid)
        elif isinstance(kid, pikepdf.Dictionary):
            found = _kid(structure, elem, kid, root, page, depth)
            if found is not None:
                kept.append(found)
    return kept


def _kid(structure: _Structure, elem: Any, kid: Any, root: Any, page: Any, depth: int) -> Any:
    kind = kid.get("/Type")
    if kind == "/MCR":
        _hold(structure, kid.get("/Pg", page), int(kid.MCID), elem)
        return kid
    if kind == "/OBJR":
        return _value_place(structure, elem, kid)
    return _descend(structure, kid, root, page, depth)


def _value_place(structure: _Structure, elem: Any, kid: Any) -> Any:
    """Return the reference to a value's marked content in place of a reference to its annotation."""
    widget = kid.get("/Obj")
    number = widget.objgen[0] if widget is not None else 0
    if number not in structure.widgets or number in structure.marks:
        return None
    page = structure.widgets[number]
    mark = structure.next_mark[page]
    structure.next_mark[page] += 1
    structure.marks[number] = mark
    structure.holders[page, mark] = elem
    return pikepdf.Dictionary(Type=pikepdf.Name.MCR, Pg=structure.pdf.pages[page].obj, MCID=mark)


def _descend(structure: _Structure, elem: Any, root: Any, page: Any, depth: int) -> Any:
    if elem.objgen[0] in structure.seen or not elem.is_indirect:
        return None
    structure.seen.add(elem.objgen[0])
    had_kids = "/K" in elem
    kids = _kids(structure, elem, root, elem.get("/Pg", page), depth + 1)
    if had_kids and not kids:
        return None
    if kids:
        elem.K = pikepdf.Array(kids)
    role = str(elem.get("/S", "/NonStruct"))
    if role in GONE:
        elem.S = pikepdf.Name(GONE[role])
    if "/ID" in elem:
        del elem["/ID"]
    return elem


def _hold(structure: _Structure, page: Any, mark: int, elem: Any) -> None:
    if page is not None and page.objgen[0] in structure.pages:
        structure.holders[structure.pages[page.objgen[0]], mark] = elem


def _add_untagged(structure: _Structure, root: Any) -> None:
    """Append a paragraph for each value that the blank's structure did not know."""
    for number, page in structure.widgets.items():
        if number in structure.marks:
            continue
        mark = structure.next_mark[page]
        structure.next_mark[page] += 1
        structure.marks[number] = mark
        elem = _element(structure.pdf, root, structure.pdf.pages[page].obj, mark)
        structure.holders[page, mark] = elem
        root.K.append(elem)


def _element(pdf: Any, parent: Any, page: Any, mark: int) -> Any:
    return pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.StructElem, S=pikepdf.Name.P, P=parent, Pg=page, K=pikepdf.Array([mark])
        )
    )


def _write_parents(structure: _Structure, root: Any) -> None:
    numbers = []
    for n, page in enumerate(structure.pdf.pages):
        marks = [mark for held, mark in structure.holders if held == n]
        row = [structure.holders.get((n, mark)) for mark in range(max(marks, default=-1) + 1)]
        page.obj.StructParents = n
        numbers.extend([n, pikepdf.Array(row)])
    root.ParentTree = structure.pdf.make_indirect(pikepdf.Dictionary(Nums=pikepdf.Array(numbers)))
