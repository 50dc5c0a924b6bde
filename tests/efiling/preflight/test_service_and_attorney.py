"""Service (check 32) and the attorney (check 33): the researched test ideas, for California and Oregon."""

from dataclasses import replace
from datetime import date

import pytest

from assembly.model.people import PersonName
from efiling.courts import CourtProfile, load_court
from efiling.courts.codes import Code
from efiling.model import (
    AttorneyRef,
    CrossReference,
    Envelope,
    EnvelopeCase,
    FilerAttorney,
    Party,
    PartyRef,
    PartyRole,
    ServiceContact,
    SubmissionId,
)
from efiling.preflight import Kind, Matter, Outcome, Paper, Result, preflight
from efiling.preflight.asked import Asked
from efiling.preflight.checks.service import is_email
from efiling.preflight.known import Served, Signer
from tests.efiling.preflight.papers import BODY, clean

CALIFORNIA, OREGON, SANDBOX = map(load_court, ("us-ca-santa-clara", "us-or-multnomah", "sandbox"))
PAGE = clean()
OURS = FilerAttorney(
    ref=AttorneyRef("attorney-1"),
    name=PersonName(first="Ingrid", middle="S.", last="Halvorsen"),
    email="i@x.org",
)
IV_D = CrossReference(code="9501", number="200000655107")


def envelope(**parts: object) -> Envelope:
    case = EnvelopeCase(category_code="9001", type_code="9101")
    known: dict[str, object] = {"attorneys": (OURS,), "parties": (), "filings": ()} | parts
    return Envelope(submission_id=SubmissionId("s"), court="c", case=case, **known)  # type: ignore[arg-type]


def result(number: int, profile: CourtProfile, *papers: Paper, **matter: object) -> Result:
    about = Matter(
        papers=papers or (Paper("a.pdf", PAGE, title="A"),),
        court=profile,
        today=date(2026, 11, 22),
        **matter,  # type: ignore[arg-type]
    )
    (found,) = [result for result in preflight(about).results if result.number == number]
    return found


class TestMethods:
    @pytest.mark.parametrize(
        ("party", "california"),
        [
            pytest.param(Served(name="M. Lopez", method="mail"), Outcome.PASS, id="by mail"),
            pytest.param(Served(name="M. Lopez"), Outcome.BLOCK, id="no method"),
            pytest.param(Served(name="M. Lopez", excused="Code Civ. Proc. § 1014"), Outcome.PASS, id="excused"),
            pytest.param(
                Served(name="M. Lopez", method="email", email="m@example.org"), Outcome.BLOCK,
                id="self-represented, by e-mail, no consent (rule 2.253(b)(3))",
            ),
            pytest.param(
                Served(name="M. Lopez", method="email", email="m@example.org", consented=True), Outcome.PASS,
                id="self-represented, consented",
            ),
            pytest.param(
                Served(name="M. Lopez", method="email", email="law@example.org", represented=True), Outcome.PASS,
                id="represented",
            ),
            pytest.param(
                Served(name="M. Lopez", method="email", email="a@b", represented=True), Outcome.BLOCK, id="a@b"
            ),
            pytest.param(
                Served(name="M. Lopez", method="email", represented=True), Outcome.BLOCK, id="no address"
            ),
        ],
    )  # fmt: skip
    def test_of_one_party_in_california(self, party: Served, california: Outcome) -> None:
        assert result(32, CALIFORNIA, service=(party,)).outcome is california

    def test_two_parties_of_one_attorney_may_have_the_same_address(self) -> None:
        both = tuple(
            Served(name=name, method="email", email="law@example.org", represented=True)
            for name in ("A", "B")
        )
        assert result(32, CALIFORNIA, service=both).outcome is Outcome.PASS

    def test_a_summons_is_not_served_electronically_in_oregon(self) -> None:
        """UTCR 21.100: electronic service does not satisfy ORCP 7."""
        party = Served(name="C. Lindqvist", method="efiling_system", represented=True)
        summons = Paper("s.pdf", clean(f"<p>Summons. {BODY}</p>"), title="S", filing_code="summons")
        motion = Paper("m.pdf", clean(f"<p>Motion. {BODY}</p>"), title="M", filing_code="motion")
        assert result(32, OREGON, summons, service=(party,)).outcome is Outcome.BLOCK
        assert result(32, OREGON, motion, service=(party,)).outcome is Outcome.PASS
        attorney = replace(party, party=False)
        assert result(32, OREGON, summons, service=(attorney,)).outcome is Outcome.PASS

    def test_nothing_written_down_is_not_passed(self) -> None:
        assert result(32, CALIFORNIA).outcome is Outcome.NOT_CHECKED


class TestCertificate:
    served = (Served(name="Rafael Ortega", method="mail"), Served(name="Priya Raman", method="mail"))

    def certificate(self, *names: str) -> Paper:
        return Paper("c.pdf", clean(f"<p>{BODY} {' and '.join(names)}</p>"), filing_code="proof_of_service")

    def test_its_names_are_the_service_list(self) -> None:
        both = self.certificate("RAFAEL ORTEGA", "Priya\u00a0Raman")
        assert result(32, CALIFORNIA, both, service=self.served).outcome is Outcome.PASS
        found = result(32, CALIFORNIA, self.certificate("Rafael Ortega"), service=self.served)
        assert [(e.document, e.text) for e in found.evidence] == [("c.pdf", "Priya Raman")]


class TestMessage:
    """UTCR 21.100(2): the filer enters its own service contact with the first filing."""

    def test_the_filers_own_contact(self) -> None:
        served = (Served(name="A", method="mail"),)
        nobody = replace(OURS, email="")
        assert result(32, OREGON, service=served, envelope=envelope()).outcome is Outcome.PASS
        assert (
            result(32, OREGON, service=served, envelope=envelope(attorneys=(nobody,))).outcome
            is Outcome.BLOCK
        )
        assert (
            result(32, CALIFORNIA, service=served, envelope=envelope(attorneys=(nobody,))).outcome
            is Outcome.PASS
        )

    def test_a_contact_for_nobody_and_an_address_that_is_none(self) -> None:
        contact = ServiceContact(contact_id="1", service_code="e", party=PartyRef("party-9"))
        party = Party(
            ref=PartyRef("party-1"),
            role=PartyRole.RESPONDENT,
            type_code="r",
            name=PersonName(last="L"),
            email="x",
        )
        sent = envelope(service_contacts=(contact,), parties=(party,))
        found = result(32, CALIFORNIA, service=(Served(name="A", method="mail"),), envelope=sent)
        assert len(found.evidence) == 2


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("a.b+c@county.example.org", True),
        ("o'brien@example.org", True),
        ("a@b", False),
        ("a@b..org", False),
        (".a@example.org", False),
        ("a b@example.org", False),
        ("a@example.org, b@example.org", False),
        ("a@" + "x" * 250 + ".org", False),
    ],
)
def test_what_is_an_address(text: str, is_one: bool) -> None:
    assert is_email(text) is is_one


class TestAttorney:
    signer = Signer(slot="agency_attorney", names=("Ingrid S. Halvorsen",), bar_number="909117", filer=True)

    def paper(self, words: str) -> Paper:
        raw = clean(f"<p>{BODY} {words}</p>")
        return Paper("p.pdf", raw, kind=Kind.PLEADING, signers=(self.signer,), lead=True, type_id="t/x")

    def test_oregon_wants_the_bar_number_and_california_none_of_an_agency(self) -> None:
        """UTCR 2.010(6); Cal. Rules of Court, rule 5.320."""
        ours, firm = envelope(attorneys=(replace(OURS, court_id="guid-7"),)), Asked(firm=("guid-7",))
        bare = self.paper("Ingrid S. Halvorsen, Trial attorney: the same")
        full = self.paper("Ingrid S. Halvorsen, OSB No. 909117. Trial attorney: the same")
        assert result(33, OREGON, full, envelope=ours, asked=firm).outcome is Outcome.PASS
        assert result(33, OREGON, bare, envelope=ours, asked=firm).outcome is Outcome.BLOCK
        assert result(33, CALIFORNIA, bare, envelope=ours, asked=firm).outcome is Outcome.PASS

    def test_another_number_that_holds_it_is_not_it(self) -> None:
        longer = self.paper("Ingrid S. Halvorsen, No. 19091170. Trial attorney: the same")
        assert result(33, OREGON, longer, envelope=envelope()).outcome is Outcome.BLOCK

    def test_the_id_of_another_firm(self) -> None:
        sent = envelope(attorneys=(replace(OURS, court_id="guid-7"),), cross_references=(IV_D,))
        assert result(33, SANDBOX, envelope=sent, asked=Asked(firm=("guid-7",))).outcome is Outcome.PASS
        assert result(33, SANDBOX, envelope=sent, asked=Asked(firm=("guid-1",))).outcome is Outcome.BLOCK
        assert result(33, SANDBOX, envelope=sent).outcome is Outcome.NOT_CHECKED

    def test_no_id_at_all_where_an_e_filing_manager_wants_one(self) -> None:
        found = result(33, OREGON, envelope=envelope())
        assert found.outcome is Outcome.NOT_CHECKED
        assert "no id of the attorney" in found.unchecked[0]

    def test_an_attorney_who_is_not_of_record(self) -> None:
        found = result(33, SANDBOX, envelope=envelope(cross_references=(IV_D,)), attorneys=("Helen M. Tran",))
        assert found.outcome is Outcome.BLOCK


class TestCrossReference:
    """A court may require the IV-D number; the sandbox's list has its form and does not require it."""

    def required(self) -> CourtProfile:
        known = SANDBOX.codes["cross_reference"]
        rows = tuple(
            Code(code=row.code, name=row.name, columns={**row.columns, "required": "true"})
            for row in known.rows
        )
        return replace(SANDBOX, codes={**SANDBOX.codes, "cross_reference": replace(known, rows=rows)})

    def test_missing_where_it_is_required(self) -> None:
        assert result(33, SANDBOX, envelope=envelope()).outcome is Outcome.PASS
        assert result(33, self.required(), envelope=envelope()).outcome is Outcome.BLOCK
        assert (
            result(33, self.required(), envelope=envelope(cross_references=(IV_D,))).outcome is Outcome.PASS
        )

    def test_in_another_form(self) -> None:
        odd = replace(IV_D, number="no number")
        assert result(33, SANDBOX, envelope=envelope(cross_references=(odd,))).outcome is Outcome.BLOCK
