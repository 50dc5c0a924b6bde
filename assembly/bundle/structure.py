"""Joins the tags (structure trees) of the sources, so that a bound PDF reads aloud as each did alone."""

from dataclasses import dataclass, field

from pikepdf import Array, Dictionary, Name, NumberTree, Object, Pdf


@dataclass(slots=True)
class Structure:
    """The tags gathered so far: children of the root, and the parents of marked content by key."""

    kids: list[Object] = field(default_factory=list)
    parents: list[tuple[int, Object]] = field(default_factory=list)
    roles: dict[str, Object] = field(default_factory=dict)
    next_key: int = 0
    complete: bool = True


def take_structure(out: Pdf, source: Pdf, offset: int, structure: Structure) -> None:
    """Add the tags of a source whose pages already stand in `out` from `offset` on.

    The keys by which pages and links name their tags are moved past those already used.
    """
    root = source.Root.get("/StructTreeRoot")
    if not isinstance(root, Dictionary):
        structure.complete = False
        return
    copied = out.copy_foreign(out_of_tree(source, root))
    shift = structure.next_key
    highest = -1
    if "/ParentTree" in copied:
        for key, parent in NumberTree(copied.ParentTree).items():
            structure.parents.append((key + shift, parent))
            highest = max(highest, key)
    for place in range(offset, offset + len(source.pages)):
        _shift_keys(out.pages[place].obj, shift)
    structure.next_key = shift + highest + 1
    kids = copied.get("/K", Array())
    structure.kids += [
        kid for kid in (kids if isinstance(kids, Array) else [kids]) if isinstance(kid, Dictionary)
    ]
    for role, standard in dict(copied.get("/RoleMap", {})).items():
        structure.roles.setdefault(role, standard)


def out_of_tree(source: Pdf, root: Object) -> Object:
    """Return the root as an indirect object: only such a one can be copied between files."""
    return root if root.is_indirect else source.make_indirect(root)


def write_structure(out: Pdf, structure: Structure) -> None:
    """Give the bundle one structure tree of all that was gathered."""
    if not structure.kids:
        return
    root = out.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    for kid in structure.kids:
        kid.P = root
    root.K = Array(structure.kids)
    numbers = Array()
    for key, parent in sorted(structure.parents, key=lambda pair: pair[0]):
        numbers.append(key)
        numbers.append(parent)
    root.ParentTree = out.make_indirect(Dictionary(Nums=numbers))
    root.ParentTreeNextKey = structure.next_key
    if structure.roles:
        root.RoleMap = Dictionary(structure.roles)
    out.Root.StructTreeRoot = root
    out.Root.MarkInfo = Dictionary(Marked=True)


def _shift_keys(page: Object, shift: int) -> None:
    if "/StructParents" in page:
        page.StructParents = int(page.StructParents) + shift
    for annotation in page.get("/Annots", Array()):
        if "/StructParent" in annotation:
            annotation.StructParent = int(annotation.StructParent) + shift
