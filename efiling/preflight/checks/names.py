"""File names, titles and bookmarks (30 and 37)."""

import re
from collections.abc import Iterator

from efiling.preflight.matter import Matter
from efiling.preflight.registry import check
from efiling.preflight.report import Evidence, Grade
from efiling.preflight.subject import Kind

SAFE_NAME = re.compile(r"[A-Za-z0-9 ._-]+\.pdf")
EXHIBIT_MARK = re.compile(r"^\s*EXHIBIT\s+([A-Z]{1,2}|\d{1,3})\b", re.MULTILINE)


@check(
    30,
    "bookmarks",
    Grade.AUTO,
    "Make a bookmark to the first page of each exhibit with its mark and a few words.",
)
def bookmarks(matter: Matter) -> Iterator[Evidence]:
    """Every exhibit in a paper has a bookmark to its first page, and no bookmark leads nowhere."""
    matter.limit("pdf.bookmarks")
    for paper in matter.readable():
        for mark in paper.pdf.bookmarks:
            if mark.page is None and not mark.uri:
                yield Evidence(document=paper.name, problem="A bookmark leads nowhere.", text=mark.title)
        if paper.kind is Kind.EXHIBIT:
            continue
        exhibits = {
            found.group(1): page.number
            for page in reversed(paper.pdf.pages)
            if (found := EXHIBIT_MARK.search(page.text[:200])) and page.number > 1
        }
        for label, number in sorted(exhibits.items()):
            marks = [
                mark
                for mark in paper.pdf.bookmarks
                if re.search(rf"\bexhibit\s+{label}\b", mark.title, re.IGNORECASE)
            ]
            if not marks:
                yield Evidence(document=paper.name, problem=f"Exhibit {label} has no bookmark.", page=number)
            elif not any(mark.page == number for mark in marks) and any(mark.page for mark in marks):
                yield Evidence(
                    document=paper.name,
                    problem=f"The bookmark of exhibit {label} leads to another page than its first.",
                    page=number,
                )


@check(37, "names-titles", Grade.AUTO, "Shorten the name or title, and use plain letters.")
def names_titles(matter: Matter) -> Iterator[Evidence]:
    """File names and titles, as they are sent, fit the court's limits and hold plain characters only."""
    longest_name = matter.number("limits.filename_chars")
    longest_title = matter.number("limits.title_chars")
    pattern = matter.limit("limits.filename_regex")
    allowed = re.compile(str(pattern)) if isinstance(pattern, str) else SAFE_NAME
    seen: dict[str, str] = {}
    for paper in matter.papers:
        name, title = paper.sent_as or paper.name, paper.sent_title or paper.title
        if longest_name is not None and len(name) > longest_name:
            yield Evidence(
                document=paper.name,
                problem=f"The file name has {len(name)} characters; the court takes {longest_name:.0f}.",
            )
        if not allowed.fullmatch(name):
            yield Evidence(
                document=paper.name, problem="The file name has characters that the court does not take."
            )
        if longest_title is not None and len(title) > longest_title:
            yield Evidence(
                document=paper.name,
                problem=f"The title has {len(title)} characters; the court takes {longest_title:.0f}.",
            )
        if paper.sent_as and name in seen:
            yield Evidence(
                document=paper.name, problem=f"It would be sent under the same file name as {seen[name]}."
            )
        seen.setdefault(name, paper.name)
    yield from _comments(matter)


def _comments(matter: Matter) -> Iterator[Evidence]:
    """Yield each comment to the clerk that the court would cut."""
    longest = matter.number("limits.comment_chars")
    for document in matter.envelope.documents if matter.envelope is not None else ():
        if longest is not None and len(document.comments) > longest:
            yield Evidence(
                document=document.title,
                problem=f"The comment has {len(document.comments)} characters; the court takes {longest:.0f}.",
            )
