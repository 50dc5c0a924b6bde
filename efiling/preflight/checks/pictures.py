"""Words in the pictures of pages that have no words of their own, and how what was not seen is told."""

from collections.abc import Iterable, Iterator

from efiling.preflight.checks.text import is_picture_alone
from efiling.preflight.matter import Matter
from efiling.preflight.report import Unchecked
from efiling.preflight.sight import Unseen
from efiling.preflight.subject import Paper


def words_in_pictures(matter: Matter, paper: Paper) -> Iterator[tuple[int, str] | Unchecked]:
    """Yield (page, words) for each page that is a picture without text, and what could not be looked at."""
    unseen: list[tuple[int, str]] = []
    for page in paper.pdf.pages:
        if not is_picture_alone(page):
            continue
        try:
            yield page.number, matter.sight.words(paper, page)
        except Unseen as reason:
            unseen.append((page.number, f"the words in the picture: {reason}"))
    yield from by_reason(paper, unseen)


def by_reason(paper: Paper, unseen: Iterable[tuple[int, str]]) -> Iterator[Unchecked]:
    """Yield what was not looked at in one paper, the pages of each reason together."""
    reasons: dict[str, list[int]] = {}
    for page, reason in unseen:
        reasons.setdefault(reason, []).append(page)
    for reason, pages in reasons.items():
        yield Unchecked(reason=f"{paper.name}, {_in_words(pages)}: {reason}")


def _in_words(pages: list[int]) -> str:
    """Return page numbers in words, such as "page 2" or "pages 2-4, 7"."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    told = ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)
    return f"page {told}" if len(pages) == 1 else f"pages {told}"
