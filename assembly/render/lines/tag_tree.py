"""Writes the tag tree: what each mark on the pages is, for those who have the page read to them (ISO 32000-1, 14.7)."""

from collections.abc import Sequence

from assembly.render.lines.drawn import Tag
from assembly.render.pdf.file import File, reference
from assembly.render.structure import levels

CELLS = ("TH", "TD")


def headings(tag: Tag) -> list[Tag]:
    """Return the headings in a tag in reading order, their levels numbered anew: from 1 on, none left out."""
    found = list(_headings(tag))
    for heading, level in zip(found, levels(int(heading.name[1:]) for heading in found), strict=True):
        heading.name = f"H{level}"
    return found


def _headings(tag: Tag) -> list[Tag]:
    found = [tag] if tag.name[0] == "H" else []
    for part in tag.parts:
        if isinstance(part, Tag):
            found += _headings(part)
    return found


def add_tags(file: File, root: Tag, pages: Sequence[int], marks: Sequence[Sequence[Tag]]) -> int:
    """Add a tag and all in it, and return the number of the tree.

    `pages` are the numbers of the pages; `marks` are for each page the tags of its marks in order.
    """
    tree = file.number()
    _leave_out_empty(root)
    numbers: dict[int, int] = {}
    document = _add(file, root, tree, pages, numbers)
    of_pages = b"".join(
        b"%d[%b]" % (page, b" ".join(reference(numbers[id(tag)]) for tag in tags))
        for page, tags in enumerate(marks)
    )
    parents = file.add(b"<</Nums[%b]>>" % of_pages)
    file.put(
        tree,
        b"<</Type/StructTreeRoot/K[%d 0 R]/ParentTree %d 0 R/ParentTreeNextKey %d>>"
        % (document, parents, len(pages)),
    )
    return tree


def _leave_out_empty(tag: Tag) -> bool:
    """Take out paragraphs without words; cells without any stay, so that a row keeps its columns."""
    tag.parts[:] = [part for part in tag.parts if not isinstance(part, Tag) or _leave_out_empty(part)]
    return bool(tag.parts) or tag.name in CELLS


def _add(file: File, tag: Tag, parent: int, pages: Sequence[int], numbers: dict[int, int]) -> int:
    own = numbers[id(tag)] = file.number()
    begun = next((part[0] for part in tag.parts if not isinstance(part, Tag)), None)
    kids = []
    for part in tag.parts:
        if isinstance(part, Tag):
            kids.append(reference(_add(file, part, own, pages, numbers)))
        elif part[0] == begun:
            kids.append(b"%d" % part[1])
        else:
            kids.append(b"<</Type/MCR/Pg %d 0 R/MCID %d>>" % (pages[part[0]], part[1]))
    page = b"" if begun is None else b"/Pg %d 0 R" % pages[begun]
    said = (tag.name.encode(), parent, page, b" ".join(kids), tag.said)
    file.put(own, b"<</Type/StructElem/S/%b/P %d 0 R%b/K[%b]%b>>" % said)
    return own
