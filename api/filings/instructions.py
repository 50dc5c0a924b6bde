"""The pages on top of a packet that goes to the court on paper: instructions, and a slip on the fee."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from assembly.catalog.document_type import read_document_type
from assembly.errors import CatalogRejected
from assembly.model.document import Document
from assembly.model.facts import Facts
from assembly.render import render
from efiling.courts import CourtProfile
from efiling.courts.profile import NO_LIMIT

INSTRUCTIONS = Path("_reports") / "filing-instructions"
FEE_SLIP = Path("_reports") / "fee-slip"

# What a person who files on paper has to know: key of the profile, words on the page, question where nobody knows.
_ASKED = (
    ("paper.copies", "Copies", "How many copies, besides the original?"),
    ("paper.punch", "Holes", "Are holes punched, and where?"),
    ("paper.fasten", "Fastening", "Are papers stapled, clipped or loose?"),
    ("paper.ink_signature", "Signature", "Is an original signature in ink asked for?"),
    ("paper.return_envelope", "Return", "Is a stamped envelope needed for the copies that come back?"),
    ("paper.window", "Counter", "Which counter or window takes these papers?"),
    (
        "hours.clerk_counter",
        "Counter hours",
        "When is the counter open, and until when is a paper filed the same day?",
    ),
)
_STEPS = (
    "Print every page one-sided on letter paper, and sign in ink each place that is not signed yet.",
    "Take the original and the copies to the court, with the fee slip on top.",
    "Ask for the date stamp on every copy, and for the case number where there is none yet.",
    "Bring the stamped copies back, scan them, and record the result with our reference.",
)


def slip_of(
    facts: Facts, papers: Sequence[Document], profile: CourtProfile, *, reference: str, why: str
) -> Mapping[str, object]:
    """Return what the instructions and the fee slip say; what the profile does not know is a question."""
    known = [(label, _text(profile.fact(key).value)) for key, label, _ in _ASKED if profile.fact(key).known]
    unknown = [question for key, _, question in _ASKED if not profile.fact(key).known]
    place = _location(profile, facts.court.branch)
    address = facts.court.address
    zone = profile.text("court.time_zone")
    if zone:
        known.append(("Time zone", zone.replace("_", " ")))
    where = str(place.get("address") or "") or (
        f"{address.line1}, {address.city_line}" if address is not None else ""
    )
    if not where:
        unknown.append("To which address are papers brought or mailed?")
    exempt = profile.fact("fees.agency_exempt")
    return {
        "why": why,
        "court": profile.name,
        "branch": facts.court.branch,
        "address": where,
        "phone": str(place.get("phone") or ""),
        "title": facts.case.title or f"{facts.case.petitioner} v. {facts.case.respondent}",
        "case_number": facts.case.number or "",
        "reference": reference,
        "rows": [{"label": label, "text": text} for label, text in known],
        "papers": [
            {"title": paper.title, "pages": paper.pages, "security": paper.security.value.replace("-", " ")}
            for paper in papers
        ],
        "steps": list(_STEPS),
        "unknown": unknown,
        "profile": profile.id,
        "edition": profile.edition,
        "agency": facts.agency.name,
        "exemption": _exemption(exempt.value),
        "exemption_verified": exempt.how.value in ("read", "policy", "invented"),
        "officer": facts.ivd_case.officer_name or facts.agency.name,
        "officer_phone": facts.ivd_case.officer_phone or facts.agency.phone,
    }


def page_pdf(folder: Path, slip: Mapping[str, object], *, root: Path, on: date) -> bytes:
    """Return one of the pages as a PDF. `root` is the folder of templates, `on` the day it bears.

    Raises:
        CatalogRejected: the template has faults.
    """
    root = root.resolve()
    document, faults = read_document_type(root / folder, root)
    if faults:
        raise CatalogRejected(str(folder), faults)
    return render(document, {"slip": slip}, prepared_on=on).pdf


def _location(profile: CourtProfile, branch: str) -> Mapping[str, object]:
    found = [place for place in profile.items("court.locations") if isinstance(place, dict)]
    named = [place for place in found if branch and str(place.get("name", "")).startswith(branch)]
    return next(iter(named), {})


def _exemption(found: object) -> str:
    if isinstance(found, list):
        return ", ".join(str(statute) for statute in found)
    if isinstance(found, dict):
        return f"exemption code {found['code']}" if "code" in found else ""
    return "exempt by law" if found is True else ""


def _text(found: object) -> str:
    if found == NO_LIMIT:
        return "none"
    if isinstance(found, bool):
        return "yes" if found else "no"
    if isinstance(found, list):
        return ", ".join(str(part).replace("_", " ") for part in found)
    return str(found).replace("_", " ")
