"""Footnotes and endnotes: their numbers in the order of the text, and their content."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from assembly.render.word.formats import counted
from assembly.render.word.ooxml import W, value, whole

NOT_NOTES = ("separator", "continuationSeparator", "continuationNotice")


@dataclass
class Notes:
    """The notes of one kind by id, how their numbers are written, and those met so far."""

    by_id: Mapping[str, etree._Element]
    form: str
    start: int
    used: list[str] = field(default_factory=list)
    marks: dict[str, str] = field(default_factory=dict)

    def number(self, note: str, *, own_mark: bool) -> str:
        """Note that the text calls a note and return its number, which is empty where the text brings its own mark.

        Raises:
            DocumentRefused: notes are numbered in a format that we do not write.
        """
        self.used.append(note)
        if own_mark:
            self.marks[note] = ""
        else:
            counted_before = sum(1 for mark in self.marks.values() if mark)
            self.marks[note] = counted(self.start + counted_before, self.form)
        return self.marks[note]


def read_notes(
    part: etree._Element | None, kind: str, settings: etree._Element | None, root: etree._Element | None
) -> Notes:
    """Return the notes of a part; `kind` is "footnote" or "endnote". Endnotes count i, ii, iii unless told otherwise."""
    tag, told = getattr(W, kind), getattr(W, f"{kind}Pr")
    notes = (
        [note for note in part.findall(tag) if value(note, "type") not in NOT_NOTES]
        if part is not None
        else []
    )
    holders = [holder.find(told) for holder in root.iter(W.sectPr)] if root is not None else []
    holders.append(settings.find(told) if settings is not None else None)
    said = [holder for holder in holders if holder is not None]
    form = next(
        (f for holder in said if (f := value(holder.find(W.numFmt)))),
        "lowerRoman" if kind == "endnote" else "decimal",
    )
    start = next((s for holder in said if (s := whole(holder.find(W.numStart))) is not None), 1)
    return Notes({value(note, "id") or "": note for note in notes}, form, start)
