"""What the court takes, under which codes, with what beside it and in which order (0, 5, 10, 11, 13).

Source: UTCR 21.040, 21.070(3); Cal. Rules of Court, rule 2.253; each court's own list, by its profile.
"""

import itertools
from collections.abc import Iterator, Mapping, Sequence

from assembly.model.likeness import letters_of
from efiling.courts.codes import CodeSet
from efiling.preflight.matter import Matter, NotApplicable
from efiling.preflight.registry import check
from efiling.preflight.report import Evidence, Grade
from efiling.preflight.subject import Paper

CODES = "filing_code"
PROPOSED = "proposed_"
LIKE = 0.3  # our own choice: fewer words in common make a person look
STEM, SMALL = 5, 3  # letters


@check(0, "paper-only", Grade.BLOCK, "File this on paper; it is not taken by message.")
def paper_only(matter: Matter) -> Iterator[Evidence]:
    """No paper is on the court's list of what must be filed on paper."""
    listed = matter.limit("efiling.excluded_documents")
    if not any(paper.type_id for paper in matter.papers) or not isinstance(listed, Sequence):
        raise NotApplicable
    for paper in matter.papers:
        for entry in listed:
            if (
                isinstance(entry, Mapping)
                and entry.get("severity", "block") == "block"
                and _is_listed(paper, entry)
            ):
                cited = f" ({entry['cite']})" if entry.get("cite") else ""
                yield Evidence(document=paper.name, problem=f"The court takes this only on paper{cited}.")


@check(
    5,
    "filing-code",
    Grade.BLOCK,
    "Find the court's code for this paper and confirm it in the court's profile.",
)
def filing_code(matter: Matter) -> Iterator[Evidence]:
    """Every paper has a code that a person has confirmed for this court, that its list has, and that fits its title."""
    known = matter.court.codes.get(CODES)
    filed = [paper for paper in matter.papers if paper.filing_code]
    if known is None or not known.ours or not filed:
        raise NotApplicable
    for paper in filed:
        code = known.code_for(paper.filing_code)
        if code is None:
            yield Evidence(
                document=paper.name, problem=f"The court has no confirmed code for {paper.filing_code}."
            )
        elif known.rows:
            yield from _fits(paper, code, known)


def _fits(paper: Paper, code: str, known: CodeSet) -> Iterator[Evidence]:
    row = known.row(code)
    if row is None:
        yield Evidence(document=paper.name, problem=f"The court's list no longer has the code {code}.")
    elif code == known.otherwise:
        return  # the code for anything else fits any title
    elif paper.filing_code.startswith(PROPOSED) and row.columns.get(PROPOSED + "order") == "false":
        yield Evidence(
            document=paper.name,
            problem=f"It is a proposed order, and the code {code} ({row.name}) is none for that.",
        )
    elif paper.title and _overlap(paper.title, row.name) < LIKE:
        yield Evidence(
            document=paper.name,
            problem=f"Its title does not read like the code's name, {row.name}.",
            warns=True,
        )


def _overlap(title: str, name: str) -> float:
    """Return the share of the words of a code's name that a title has, whatever their endings."""
    wanted = [letters_of(word)[:STEM] for word in name.split() if len(letters_of(word)) > SMALL]
    there = {letters_of(word)[:STEM] for word in title.split()}
    return sum(word in there for word in wanted) / len(wanted) if wanted else 1.0


@check(
    10,
    "attachment-role",
    Grade.AUTO,
    "File each of them as a lead document; this court takes no attachments.",
)
def attachment_role(matter: Matter) -> Iterator[Evidence]:
    """Where the court takes no attachments, every file is a lead document."""
    if matter.limit("packet.attachments") != "forbidden" or not any(paper.lead for paper in matter.papers):
        raise NotApplicable
    for paper in matter.papers:
        if not paper.lead and paper.part is None:  # a part of a paper that was split is no attachment
            yield Evidence(document=paper.name, problem="It is filed as an attachment.")


@check(11, "companions", Grade.BLOCK, "Add the paper that belongs with it.")
def companions(matter: Matter) -> Iterator[Evidence]:
    """Every paper has beside it, or inside it, what the court wants with it."""
    required = matter.limit("packet.required_companions")
    if not isinstance(required, Mapping):
        raise NotApplicable
    present = {word for paper in matter.papers for word in _words(paper)}
    for paper in matter.papers:
        for wanted in required.get(paper.filing_code, ()):
            if wanted not in present:
                yield Evidence(
                    document=paper.name, problem=f"There is no {str(wanted).replace('_', ' ')} with it."
                )


@check(13, "order", Grade.AUTO, "Put the papers into the court's order.")
def order(matter: Matter) -> Iterator[Evidence]:
    """The papers stand in the order that the court wants."""
    wanted = matter.limit("packet.order")
    if not isinstance(wanted, Sequence) or isinstance(wanted, str):
        raise NotApplicable
    places = [
        (paper, list(wanted).index(paper.filing_code))
        for paper in matter.papers
        if paper.filing_code in wanted
    ]
    for (before, first), (after, second) in itertools.pairwise(places):
        if second < first:
            yield Evidence(document=after.name, problem=f"It belongs before {before.name}.")


def _is_listed(paper: Paper, entry: Mapping[str, object]) -> bool:
    types = entry.get("our_types")
    return isinstance(types, Sequence) and not {str(kind) for kind in types}.isdisjoint(_names(paper))


def _names(paper: Paper) -> set[str]:
    """Return the words by which a court's list may mean a paper: its type, its form and its code."""
    form = {paper.form.number} if paper.form is not None else set()
    return form | {_word(paper.type_id), paper.filing_code}


def _words(paper: Paper) -> set[str]:
    return {paper.filing_code, *(_word(inside) for inside in paper.contains)}


def _word(type_id: str) -> str:
    return type_id.rpartition("/")[2].replace("-", "_")
