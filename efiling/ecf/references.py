"""The check that the schema processor leaves out: does every reference point at something?"""

from collections import Counter

from efiling.ecf.reading import local
from efiling.ecf.xml import Element
from efiling.errors import MessageInvalid


def check_references(root: Element) -> None:
    """Refuse a message with a reference to an id that it does not have, or an id given twice.

    Raises:
        MessageInvalid: all such references and ids are listed.
    """
    ids: Counter[str] = Counter()
    used: list[tuple[str, str]] = []
    for element in root.iter():
        for name, value in element.attrib.items():
            kind = str(name)
            if kind.startswith("{") and kind.endswith("}id") and "structures" in kind:
                ids[str(value)] += 1
            elif kind.startswith("{") and kind.endswith("}ref") and "structures" in kind:
                used.append((local(element), str(value)))
    problems = [
        f"{where} points at {target!r}, which is not there" for where, target in used if target not in ids
    ]
    problems += [f"the id {name!r} is given {count} times" for name, count in ids.items() if count > 1]
    if problems:
        raise MessageInvalid(local(root), problems)
