"""Whether everyone has signed who must, in a form that the court takes (6).

Source: Cal. Rules of Court, rules 2.257, 5.320; Fam. Code § 17400(b)(2); UTCR 2.010(5), 21.090.
"""

from collections.abc import Iterator
from dataclasses import replace

from assembly.model.likeness import letters_of
from efiling.preflight.known import Signer
from efiling.preflight.matter import Matter
from efiling.preflight.reading.signature import Mark, Place, places, typed_signatures
from efiling.preflight.registry import check
from efiling.preflight.report import Evidence, Grade, Unchecked
from efiling.preflight.subject import Kind, Paper

COURTS_OWN = {"judicial_officer", "clerk"}
PARTY, LOGIN = "party", "login"
BY_TYPING = {"s_slash_name", "electronic_signature"}
BY_IMAGE = {"scan", "original_scanned", "wet_original_kept", "image_of_all"}
VOUCHED = {
    "wet_original_kept",
    "secure_electronic",
    "authenticated",
    "printed_signed_on_or_before_filing_original_kept",
}
NEAR = 44.0  # points below a typed signature within which the printed name stands


@check(
    6,
    "signatures",
    Grade.BLOCK,
    "Have it signed in a form that the court takes; an oath needs the signed original, or a secure signature.",
)
def signatures(matter: Matter) -> Iterator[Evidence | Unchecked]:
    """Every place to sign is filled, in a form that the court takes, by the person whose name is printed there."""
    for paper in matter.readable():
        if paper.kind is Kind.EXHIBIT:
            continue
        yield from _mismatched(paper)
        if paper.signers is None:
            yield Unchecked(reason=f"nobody has said who signs {paper.name}")
            continue
        for signer in paper.signers:
            if signer.slot not in COURTS_OWN:
                yield from _signed(matter, paper, signer)


def _signed(matter: Matter, paper: Paper, signer: Signer) -> Iterator[Evidence | Unchecked]:
    key, taken = _forms(matter, signer)
    who = signer.slot.replace("_", " ")
    if not taken:
        yield Unchecked(reason=f"how the court takes the signature of the {who} is not known")
        return
    if _by_hand(paper, signer):
        if not taken & (BY_IMAGE | VOUCHED):
            yield Evidence(
                document=paper.name,
                problem=f"The {who} signed by hand; the court takes {_words(taken)} here.",
                page=paper.originals[0].page,
            )
        return
    scanned = {original.page for original in paper.originals}
    found = [place for page in paper.own_pages for place in places(page, signer.names)]
    # What a signed page shows was looked at when it was brought: whoever is not named there did not sign.
    found = [
        replace(place, mark=Mark.NOTHING) if place.page in scanned and place.mark is Mark.IMAGE else place
        for place in found
    ]
    if not found:
        if (paper.originals_kept and taken & VOUCHED) or _other_party_signs(paper, signer):
            return
        yield Unchecked(reason=f"no place where the {who} signs was found in {paper.name}")
        return
    filled = [place for place in found if place.mark is not Mark.NOTHING]
    for place in filled:
        if place.typed and not _same_person(place.typed, place.name):
            yield Evidence(
                document=paper.name,
                problem=f"The signature of the {who} is not in the name that is printed under it.",
                page=place.page,
                rect=place.rect,
            )
    if not filled and LOGIN in taken:
        return
    if paper.originals_kept and taken & VOUCHED:
        return
    if not filled:
        yield _unsigned(paper, found[0], who, key)
    elif not any(_takes(taken, place.mark) for place in filled):
        yield Evidence(
            document=paper.name,
            problem=f"The {who} signed by typing; the court takes {_words(taken)} here.",
            page=filled[0].page,
            rect=filled[0].rect,
        )


def _by_hand(paper: Paper, signer: Signer) -> bool:
    """Whether the paper shows that somebody signed in ink in a place of one of these names."""
    wanted = {letters_of(name) for name in signer.names}
    return any(letters_of(name) in wanted for original in paper.originals for name in original.signers)


def _other_party_signs(paper: Paper, signer: Signer) -> bool:
    """Whether the place is for a party and another party has one: not every party joins in a paper."""
    others = [other.names for other in paper.signers or () if other.slot == PARTY and other != signer]
    return signer.slot == PARTY and any(
        True for names in others for page in paper.own_pages for _ in places(page, names)
    )


def _unsigned(paper: Paper, place: Place, who: str, key: str) -> Evidence:
    oath = ", under oath," if "perjury" in key else ""
    return Evidence(
        document=paper.name,
        problem=f"It is not signed by the {who}{oath} yet.",
        page=place.page,
        rect=place.rect,
        pending=True,
    )


def _forms(matter: Matter, signer: Signer) -> tuple[str, set[str]]:
    """Return the parameter that rules a signature, and the forms that it takes."""
    filer = "filer" if signer.filer else "non_filer"
    keys = [f"signature.perjury_{filer}"] if signer.perjury else []
    if signer.slot == PARTY:
        keys.insert(0, "signature.stipulation")
    for key in (*keys, f"signature.{filer}"):
        found = matter.limit(key)
        if isinstance(found, str):
            found = [found]
        if isinstance(found, list | tuple):
            taken = {str(form) for form in found}
            return key, _without_typing(matter, taken) if signer.perjury else taken
    return "", set()


def _without_typing(matter: Matter, taken: set[str]) -> set[str]:
    typing = matter.part("signature.perjury_forms", "s_slash")
    return taken - BY_TYPING - {LOGIN} if typing == "forbidden" else taken


def _takes(taken: set[str], mark: Mark) -> bool:
    return bool(taken & (BY_TYPING if mark is Mark.TYPED else BY_IMAGE)) or (
        mark is Mark.TYPED and LOGIN in taken
    )


def _mismatched(paper: Paper) -> Iterator[Evidence]:
    """Yield each typed signature over somebody else's printed name; this needs nothing but the bytes."""
    for page in paper.own_pages:
        for line, typed in typed_signatures(page):
            below = [
                other
                for other in page.lines
                if 0 < other.rect[1] - line.rect[1] <= NEAR
                and other.rect[2] > line.rect[0]
                and any(c.isalpha() for c in other.text)
            ]
            if paper.signers is None and below and not any(_same_person(typed, o.text) for o in below):
                yield Evidence(
                    document=paper.name,
                    problem="The name printed under a typed signature is another one.",
                    page=page.number,
                    rect=line.rect,
                    warns=True,
                )


def _same_person(typed: str, printed: str) -> bool:
    """Whether a typed name can be that of a printed one: the last word of it, and no other first name."""
    words = [letters_of(word) for word in typed.split() if letters_of(word)]
    there = [letters_of(word) for word in printed.split() if letters_of(word)]
    if not words or not there:
        return False
    last = next((w for w in reversed(words) if w not in ("jr", "sr", "ii", "iii", "esq")), words[-1])
    if last not in there and letters_of(typed) not in letters_of(printed):
        return False
    first = words[0]
    return first[0] == there[0][0] and (
        len(first) == 1 or len(there[0]) == 1 or first == there[0] or last == first
    )


def _words(taken: set[str]) -> str:
    said = {
        "wet_original_kept": "a signed original that is kept",
        "secure_electronic": "a secure electronic signature",
        "original_scanned": "a scan of the signed original",
        "authenticated": "an authenticated signature",
        "scan": "a scan",
        "image_of_all": "an image of every signature",
        "printed_signed_on_or_before_filing_original_kept": "a signed original that is kept",
    }
    return (
        " or ".join(dict.fromkeys(said.get(form, form.replace("_", " ")) for form in sorted(taken)))
        or "no typing"
    )
