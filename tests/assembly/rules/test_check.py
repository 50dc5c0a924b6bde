"""How a check speaks: by the day the law looks at, by what was read, by what was attested."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from assembly.errors import RuleFault, UnknownName
from assembly.law import Fate, Law, Rule, RuleSeverity, Sight, Step, Verification
from assembly.model.attestation import Attestation
from assembly.model.facts import Facts
from assembly.model.finding import Finding, Severity
from assembly.rules import DocumentFacts, check

COMPLAINT = "us-ca/summons-and-complaint"
RULE = Rule(
    id="x.one",
    jurisdiction="us-ca",
    topic="topic",
    title="One",
    citation="Code 1",
    start=None,
    through=None,
    documents=(COMPLAINT,),
    severity=RuleSeverity.ERROR,
    verification=Verification.PRIMARY,
    fate=Fate.ENFORCED,
    message="Say it.",
    remedy="Enter it.",
    pointer="/case/title",
    require="given(case.title)",
)
ATTESTED = replace(
    RULE, fate=Fate.ATTESTED, require="", pointer="", question="Was it done?", message="Was it done?"
)
ANSWER = Attestation(rule="x.one", answer=True, who="P. Raman", when=date(2026, 11, 19))
DAY = date(2026, 11, 20)


@pytest.fixture
def found(law: Law, case: Callable[..., Facts]) -> Callable[..., tuple[Finding, ...]]:
    """Check the plain case by one rule alone."""

    def run(
        rule: Rule,
        changes: dict[str, object] | None = None,
        *,
        on: date = DAY,
        step: Step = Step.AFTER,
        documents: tuple[DocumentFacts | str, ...] = (COMPLAINT,),
        answers: dict[str, Attestation] | None = None,
    ) -> tuple[Finding, ...]:
        return check(
            case(changes),
            documents,
            law=replace(law, rules=(rule,)),
            recipe="us-ca/establish",
            on=on,
            step=step,
            answers=answers,
        )

    return run


class TestFinding:
    def test_carries_all_that_an_officer_needs(self, found: Callable[..., tuple[Finding, ...]]) -> None:
        (finding,) = found(RULE)
        assert finding == Finding(
            rule="x.one",
            severity=Severity.BLOCK,
            message="Say it.",
            citation="Code 1",
            remedy="Enter it.",
            pointer="/case/title",
            document=COMPLAINT,
        )

    def test_is_not_made_where_the_rule_is_kept(self, found: Callable[..., tuple[Finding, ...]]) -> None:
        assert found(RULE, {"/case/title": "In re L. R."}) == ()

    def test_is_not_made_for_a_paper_that_the_packet_lacks(
        self, found: Callable[..., tuple[Finding, ...]]
    ) -> None:
        assert found(RULE, documents=("us-ca/proposed-judgment",)) == ()

    def test_points_to_the_item_at_fault(self, found: Callable[..., tuple[Finding, ...]]) -> None:
        rule = replace(
            RULE, each="children", require="given(item.birth_date)", pointer="/children/*/birth_date"
        )
        child = {"name": {"first": "Ines", "last": "Reyes"}, "parentage": {"basis": "other"}}
        (finding,) = found(rule, {"/children/1": child})
        assert finding.pointer == "/children/1/birth_date"

    @pytest.mark.parametrize(
        ("severity", "expected"),
        [
            (RuleSeverity.ERROR, Severity.BLOCK),
            (RuleSeverity.WARNING, Severity.WARN),
            (RuleSeverity.INFO, Severity.INFO),
        ],
    )
    def test_weighs_what_the_rule_weighs(
        self, found: Callable[..., tuple[Finding, ...]], severity: RuleSeverity, expected: Severity
    ) -> None:
        assert found(replace(RULE, severity=severity))[0].severity is expected

    @pytest.mark.parametrize("verification", [Verification.SECONDARY, Verification.MEMORY])
    @pytest.mark.parametrize("rule", [RULE, ATTESTED])
    def test_of_an_unread_rule_never_blocks_and_says_so(
        self, found: Callable[..., tuple[Finding, ...]], rule: Rule, verification: Verification
    ) -> None:
        (finding,) = found(replace(rule, verification=verification))
        assert finding.severity is Severity.UNVERIFIED
        assert not finding.blocks
        assert finding.message.startswith("Unverified")


class TestDates:
    @pytest.mark.parametrize(
        ("on", "count"),
        [
            pytest.param(date(2025, 12, 31), 0, id="day before"),
            pytest.param(date(2026, 1, 1), 1, id="first day"),
            pytest.param(date(2026, 12, 31), 1, id="last day"),
            pytest.param(date(2027, 1, 1), 0, id="day after"),
        ],
    )
    def test_both_the_first_and_the_last_day_count(
        self, found: Callable[..., tuple[Finding, ...]], on: date, count: int
    ) -> None:
        rule = replace(RULE, start=date(2026, 1, 1), through=date(2026, 12, 31))
        assert len(found(rule, on=on)) == count

    def test_the_rule_may_look_at_another_day_than_that_of_filing(
        self, found: Callable[..., tuple[Finding, ...]]
    ) -> None:
        rule = replace(RULE, start=date(2026, 1, 1), dated_by="case.filed_on")
        assert found(rule, {"/case/filed_on": "2025-12-31"}) == ()
        assert len(found(rule, {"/case/filed_on": "2026-01-01"})) == 1

    def test_a_case_not_filed_yet_is_under_the_law_of_the_day_of_filing(
        self, found: Callable[..., tuple[Finding, ...]]
    ) -> None:
        rule = replace(RULE, start=date(2026, 1, 1), dated_by="case.filed_on")
        assert len(found(rule)) == 1


class TestAttestation:
    def test_is_asked_for(self, found: Callable[..., tuple[Finding, ...]]) -> None:
        (finding,) = found(ATTESTED)
        assert (finding.severity, finding.message) == (Severity.ATTEST, "Was it done?")

    def test_given_is_not_asked_for_again(self, found: Callable[..., tuple[Finding, ...]]) -> None:
        assert found(ATTESTED, answers={"x.one": ANSWER}) == ()

    def test_may_stand_in_the_facts(self, found: Callable[..., tuple[Finding, ...]]) -> None:
        written = {"rule": "x.one", "answer": True, "who": "P. Raman", "when": "2026-11-19"}
        assert found(ATTESTED, {"/attestations": [written]}) == ()

    def test_of_no_blocks_and_says_who_said_so(self, found: Callable[..., tuple[Finding, ...]]) -> None:
        (finding,) = found(ATTESTED, answers={"x.one": replace(ANSWER, answer=False)})
        assert finding.severity is Severity.BLOCK
        assert "P. Raman answered no on 2026-11-19" in finding.message

    def test_is_not_asked_for_where_the_rule_does_not_reach(
        self, found: Callable[..., tuple[Finding, ...]]
    ) -> None:
        assert found(replace(ATTESTED, when="size(children) > 1")) == ()

    def test_waits_for_its_step(self, found: Callable[..., tuple[Finding, ...]]) -> None:
        rule = replace(ATTESTED, step=Step.SERVE)
        assert found(rule, step=Step.FILE) == ()
        assert len(found(rule, step=Step.SERVE)) == 1


class TestConditionThatCannotBeWorkedOut:
    @pytest.mark.parametrize(
        "require",
        [
            "case.no_such_fact == 'x'",
            "case.number > 3",
            "case.title",
            "order.base_monthly / 0 > 1",
            "children[7].ssn == ''",
        ],
    )
    def test_is_loud(self, found: Callable[..., tuple[Finding, ...]], require: str) -> None:
        with pytest.raises(RuleFault, match=r"x\.one"):
            found(replace(RULE, require=require))

    def test_names_a_question_that_is_not_there(self, found: Callable[..., tuple[Finding, ...]]) -> None:
        with pytest.raises(RuleFault, match=r"no question named 'no\.where'"):
            found(replace(RULE, require="", python="no.where"))


class TestPages:
    WORDS = replace(RULE, require="text.contains('right to object')")

    def test_are_looked_at_once_they_are_there(self, found: Callable[..., tuple[Finding, ...]]) -> None:
        rule = replace(self.WORDS, sees=Sight.WORDS)
        assert found(rule) == ()
        assert len(found(rule, documents=(DocumentFacts(type_id=COMPLAINT, text="nothing"),))) == 1
        assert found(rule, documents=(DocumentFacts(type_id=COMPLAINT, text="the RIGHT\nto  object"),)) == ()


def test_a_state_without_law_is_refused(law: Law, case: Callable[..., Facts]) -> None:
    with pytest.raises(UnknownName, match="us-nv"):
        check(case({"/court/state": "NV"}), [COMPLAINT], law=law, recipe="us-ca/establish", on=DAY)


def test_findings_that_block_come_first(law: Law, case: Callable[..., Facts]) -> None:
    facts = case({"/obligor/income/basis": "presumed", "/case/other_parent": ""})
    findings = check(facts, [COMPLAINT], law=law, recipe="us-ca/establish", on=DAY, step=Step.FILE)
    blocking = [finding.blocks for finding in findings]
    assert True in blocking
    assert False in blocking
    assert blocking == sorted(blocking, reverse=True)
