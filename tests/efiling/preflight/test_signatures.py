"""Signatures (check 6) and their dates (check 7): filled or not, in a form that the court takes, by the right person.

The pairs follow the researched test ideas of checks 6 and 7: Cal. Rules of Court, rule 2.257; Fam. Code
§ 17400(b)(2); UTCR 2.010(5), 21.090(1)-(4); Code Civ. Proc. § 2015.5; ORCP 1 E.
"""

from datetime import UTC, date, datetime

import pytest

from efiling.courts import CourtProfile, load_court
from efiling.preflight import Evidence, Kind, Matter, Outcome, Paper, Report, Stage, preflight
from efiling.preflight.certificate import certificate
from efiling.preflight.known import Original, Signer
from tests.efiling.preflight.papers import BODY, clean, draw, spoiled
from tests.efiling.preflight.test_checks_on_bytes import court

TODAY = date(2026, 11, 22)
CALIFORNIA, OREGON = load_court("us-ca-santa-clara"), load_court("us-or-multnomah")
OATH = "I declare under penalty of perjury under the laws of the State of California that this is true."
OATH_OR = "I understand it is made for use as evidence in court and is subject to penalty for perjury."
ATTORNEY = Signer(slot="agency_attorney", names=("Helen M. Tran",), filer=True)
WORKER = Signer(slot="declarant", names=("Lucia Ferreira",), perjury=True)
STROKES = b"2 w 330 {y} m 350 {z} l 370 {y} l 400 {z} l 430 {y} l 460 {z} l S"


def page(*signers: Signer, marks: tuple[str, ...] = ("",), dated: str = "November 20, 2026") -> str:
    """One page with a place to sign for each signer, and over each printed name what stands there."""
    places = "".join(
        f"<p style='margin:30pt 0 0'>Dated: {dated}</p>"
        f"<p style='margin:4pt 0 0 240pt;height:36pt'>{mark}</p>"
        f"<p style='margin:0 0 0 240pt;border-top:.7pt solid;width:200pt'>{signer.names[0]}<br>for the agency</p>"
        for signer, mark in zip(signers, marks, strict=True)
    )
    return f"<p>{BODY} {OATH} {OATH_OR}</p>{places}"


def check(
    text: str | bytes,
    *signers: Signer,
    profile: CourtProfile = CALIFORNIA,
    stage: Stage = Stage.TRANSMISSION,
    **paper: object,
) -> Report:
    raw = text if isinstance(text, bytes) else clean(text)
    made = Paper("paper.pdf", raw, title="Paper", kind=Kind.OTHER, signers=signers or None, **paper)  # type: ignore[arg-type]
    return preflight(Matter(papers=(made,), court=profile, today=TODAY, stage=stage))


def of(report: Report, number: int = 6) -> tuple[Outcome, tuple[Evidence, ...]]:
    (result,) = [result for result in report.results if result.number == number]
    return result.outcome, result.evidence


class TestFiler:
    @pytest.mark.parametrize("mark", ["", "/s/ Helen M. Tran", "s/ Helen Tran", "/s/ H. Tran"])
    @pytest.mark.parametrize("profile", [CALIFORNIA, OREGON], ids=["CA", "OR"])
    def test_a_log_in_or_a_typed_name_is_enough(self, mark: str, profile: CourtProfile) -> None:
        assert of(check(page(ATTORNEY, marks=(mark,)), ATTORNEY, profile=profile)) == (Outcome.PASS, ())

    def test_somebody_else_signed_over_the_printed_name(self) -> None:
        outcome, evidence = of(check(page(ATTORNEY, marks=("/s/ Mark Tran",)), ATTORNEY))
        assert outcome is Outcome.BLOCK
        assert evidence[0].page == 1
        assert evidence[0].rect is not None

    def test_where_a_log_in_is_no_signature_an_empty_place_blocks(self) -> None:
        only_typed = court(signature__filer=["s_slash_name"])
        assert of(check(page(ATTORNEY), ATTORNEY, profile=only_typed))[0] is Outcome.BLOCK
        signed = page(ATTORNEY, marks=("/s/ Helen M. Tran",))
        assert of(check(signed, ATTORNEY, profile=only_typed))[0] is Outcome.PASS


class TestOath:
    @pytest.mark.parametrize("profile", [CALIFORNIA, OREGON], ids=["CA", "OR"])
    def test_a_typed_name_of_a_declarant_who_is_not_the_filer_blocks(self, profile: CourtProfile) -> None:
        text = page(WORKER, marks=("/s/ Lucia Ferreira",))
        assert of(check(text, WORKER, profile=profile))[0] is Outcome.BLOCK

    @pytest.mark.parametrize("profile", [CALIFORNIA, OREGON], ids=["CA", "OR"])
    def test_an_empty_place_waits_until_the_sending(self, profile: CourtProfile) -> None:
        draft = check(page(WORKER), WORKER, profile=profile, stage=Stage.DRAFT)
        assert (of(draft)[0], draft.pending) == (Outcome.WARN, True)
        assert of(check(page(WORKER), WORKER, profile=profile))[0] is Outcome.BLOCK

    @pytest.mark.parametrize("profile", [CALIFORNIA, OREGON], ids=["CA", "OR"])
    def test_ink_on_the_line_is_a_signature(self, profile: CourtProfile) -> None:
        raw = clean(page(WORKER))
        (place,) = of(check(raw, WORKER))[1]
        assert place.rect is not None
        low = 792 - place.rect[3] + 8
        strokes = STROKES.replace(b"{y}", b"%d" % low).replace(b"{z}", b"%d" % (low + 24))
        assert of(check(spoiled(raw, draw(strokes)), WORKER, profile=profile)) == (Outcome.PASS, ())

    def test_the_rule_to_sign_on_is_no_signature(self) -> None:
        raw = clean(page(WORKER))
        (place,) = of(check(raw, WORKER))[1]
        assert place.rect is not None
        rule = b"0.8 w 320 %d m 520 %d l S" % (792 - place.rect[3] + 6, 792 - place.rect[3] + 6)
        assert of(check(spoiled(raw, draw(rule)), WORKER))[0] is Outcome.BLOCK

    def test_a_signed_original_that_somebody_vouches_for(self) -> None:
        """Rule 2.257(b): the original, signed before the filing, is kept."""
        typed = page(WORKER, marks=("/s/ Lucia Ferreira",))
        assert of(check(typed, WORKER, originals_kept=True))[0] is Outcome.PASS

    def test_the_worker_may_type_when_the_worker_is_the_filer(self) -> None:
        filer = Signer(slot="declarant", names=("Lucia Ferreira",), filer=True, perjury=True)
        text = page(filer, marks=("/s/ Lucia Ferreira",))
        assert of(check(text, filer, profile=OREGON))[0] is Outcome.PASS


class TestSignedOriginal:
    """A page that shows the paper as it was signed in ink counts for those whose ink it shows, and for no one else.

    Rule 2.257(b): the original is signed before the filing and kept; UTCR 21.090(3): it is scanned.
    """

    OTHER = Signer(slot="declarant", names=("Tomas Reyes",), perjury=True)

    @pytest.mark.parametrize(("profile", "text"), [(CALIFORNIA, OATH), (OREGON, OATH_OR)], ids=["CA", "OR"])
    def test_who_signed_in_ink_has_signed(self, profile: CourtProfile, text: str) -> None:
        shown = Original(page=1, signers=("Lucia Ferreira",), sha256="ab" * 32)
        report = check(page(WORKER, dated=""), WORKER, profile=profile, originals=(shown,))
        assert of(report)[0] is Outcome.PASS
        assert of(report, 7)[0] is Outcome.PASS

    def test_who_did_not_sign_on_the_same_page_has_not(self) -> None:
        shown = Original(page=1, signers=("Lucia Ferreira",), sha256="ab" * 32)
        outcome, (found,) = of(
            check(page(WORKER, self.OTHER, marks=("", "")), WORKER, self.OTHER, originals=(shown,))
        )
        assert outcome is Outcome.BLOCK
        assert "not signed" in found.problem

    def test_ink_without_a_date_is_looked_at(self) -> None:
        shown = Original(page=1, signers=("Lucia Ferreira",), sha256="ab" * 32, dated=False)
        outcome, (found,) = of(check(page(WORKER, dated=""), WORKER, originals=(shown,)), 7)
        assert outcome is Outcome.WARN
        assert "not dated" in found.problem

    def test_the_certificate_names_the_original_that_is_kept(self) -> None:
        shown = Original(page=1, signers=("Lucia Ferreira",), sha256="ab" * 32)
        paper = Paper("paper.pdf", clean(page(WORKER)), signers=(WORKER,), originals=(shown,))
        matter = Matter(papers=(paper,), court=CALIFORNIA, today=TODAY)
        told = certificate(preflight(matter), checked_at=datetime(2026, 11, 22, tzinfo=UTC), matter=matter)
        (file,) = told["files"]
        assert file["signed_originals"] == [{"page": 1, "sha256": "ab" * 32}]


class TestStipulation:
    """All who agree sign (rule 2.257(d)); Oregon also takes a recital of consent (UTCR 21.090(4)(b))."""

    parents = (
        Signer(slot="party", names=("Minh Quân Lê",)),
        Signer(slot="party", names=("Jasmine Alvarado",)),
    )

    def test_one_of_two_did_not_sign(self) -> None:
        outcome, evidence = of(check(page(*self.parents, marks=("", "")), *self.parents))
        assert (outcome, len(evidence)) == (Outcome.BLOCK, 2)

    def test_a_parent_who_does_not_join_has_no_place(self) -> None:
        outcome, evidence = of(check(page(self.parents[0]), *self.parents))
        assert (outcome, len(evidence)) == (Outcome.BLOCK, 1)


def test_the_courts_own_places_stay_empty() -> None:
    judge = Signer(slot="judicial_officer", names=())
    text = f"<p>{BODY}</p><p>Dated:</p><p style='margin-top:40pt'>Judge of the Superior Court</p>"
    assert of(check(text, judge)) == (Outcome.PASS, ())


def test_a_file_of_which_nothing_is_known_is_not_passed() -> None:
    outcome, _ = of(check(clean()))
    assert outcome is Outcome.NOT_CHECKED


def test_a_strange_name_under_a_typed_signature_warns_in_any_file() -> None:
    text = f"<p>{BODY}</p><p>/s/ J. Worker</p><p>Maria Lopez</p>"
    outcome, evidence = of(check(text))
    assert (outcome, len(evidence)) == (Outcome.WARN, 1)


class TestDates:
    def test_signed_and_not_dated(self) -> None:
        text = page(ATTORNEY, marks=("/s/ Helen M. Tran",), dated="")
        assert of(check(text, ATTORNEY), 7)[0] is Outcome.BLOCK

    def test_neither_signed_nor_dated_is_for_the_check_of_signatures(self) -> None:
        assert of(check(page(ATTORNEY, dated=""), ATTORNEY), 7)[0] is Outcome.PASS

    @pytest.mark.parametrize(("profile", "oath"), [(CALIFORNIA, OATH), (OREGON, OATH_OR)], ids=["CA", "OR"])
    def test_an_oath_without_the_words_of_the_law(self, profile: CourtProfile, oath: str) -> None:
        text = page(WORKER)
        assert of(check(text, WORKER, profile=profile), 7)[0] is Outcome.PASS
        assert of(check(text.replace(oath, ""), WORKER, profile=profile), 7)[0] is Outcome.BLOCK

    def test_dated_before_the_figures_it_swears_to(self) -> None:
        made = Paper("a.pdf", clean(page(ATTORNEY)), signers=(ATTORNEY,))
        about = {"The arrears figure": date(2026, 11, 21)}
        report = preflight(Matter(papers=(made,), court=CALIFORNIA, today=TODAY, as_of=about))
        assert of(report, 7)[0] is Outcome.WARN
        same = {"The arrears figure": date(2026, 11, 20)}
        report = preflight(Matter(papers=(made,), court=CALIFORNIA, today=TODAY, as_of=same))
        assert of(report, 7)[0] is Outcome.PASS
