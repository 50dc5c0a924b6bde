"""Cuts a structure tree down to the tags of some pages, so that it holds nothing of the others."""

from collections.abc import Iterable

from pikepdf import Array, Dictionary, Name, NumberTree, Object, Pdf

_MAX_DEPTH = 200
_Id = tuple[int, int]


def keep_tags_of(source: Pdf, places: Iterable[int]) -> None:
    """Take out of a PDF's structure tree every tag that says nothing of the pages at these places, from 0.

    A tag without content of its own, such as an empty cell of a table, stays where its row stays.
    """
    root = source.Root.get("/StructTreeRoot")
    if not isinstance(root, Dictionary):
        return
    pages = [source.pages[place].obj for place in places]
    kept = {page.objgen for page in pages}
    links = {link.objgen for page in pages for link in page.get("/Annots", Array())}
    _prune(root, None, kept, links, 0)
    keys = {int(page.StructParents) for page in pages if "/StructParents" in page}
    keys |= {
        int(link.StructParent)
        for page in pages
        for link in page.get("/Annots", Array())
        if "/StructParent" in link
    }
    numbers = Array()
    if "/ParentTree" in root:
        for key, parent in NumberTree(root.ParentTree).items():
            if key in keys:
                numbers.append(key)
                numbers.append(parent)
    root.ParentTree = source.make_indirect(Dictionary(Nums=numbers))
    if "/IDTree" in root:
        del root["/IDTree"]  # it names tags that may be gone


def _prune(element: Object, page: _Id | None, kept: set[_Id], links: set[_Id], depth: int) -> bool:
    """Take out what is not of the pages kept; say whether anything of it, or nothing at all, was there."""
    if "/Pg" in element:
        page = element.Pg.objgen
        if page not in kept:
            del element["/Pg"]
    raw = element.get("/K")
    kids = list(raw) if isinstance(raw, Array) else [] if raw is None else [raw]
    if not kids:
        return page is None or page in kept
    left = [kid for kid in kids if depth < _MAX_DEPTH and _stays(kid, page, kept, links, depth)]
    if len(left) < len(kids):
        element.K = Array(left)
    return bool(left)


def _stays(kid: object, page: _Id | None, kept: set[_Id], links: set[_Id], depth: int) -> bool:
    if not isinstance(kid, Dictionary):
        return page in kept  # the number of marked content on the page of the tag
    own = kid.Pg.objgen if isinstance(kid.get("/Pg"), Dictionary) else page
    if kid.get("/Type") == Name.MCR:
        return own in kept
    if kid.get("/Type") == Name.OBJR:
        return isinstance(kid.get("/Obj"), Dictionary) and kid.Obj.objgen in links
    return _prune(kid, page, kept, links, depth + 1)
