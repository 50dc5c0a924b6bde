"""Files of the law that are not well formed are refused with the place and what is wrong."""

from pathlib import Path

import pytest

from assembly.errors import LawFault
from assembly.law import load_law

RULE = """
about: A topic
rules:
- id: x.one
  title: One
  citation: Code 1
  documents: ["*"]
  severity: error
  verification: primary
  fate: enforced
  require: given(case.petitioner)
  message: Say who asks.
"""
VALUE = """
about: A rate
unit: share
values:
  - {from: 2020-01-01, value: "0.10", source: "Code 2"}
  - {from: 2010-01-01, value: "0.07", source: "Code 1"}
"""


def law_with(folder: Path, *, rules: str = RULE, value: str = VALUE) -> Path:
    """Write a law of one jurisdiction and return its folder."""
    (folder / "us-xx" / "rules").mkdir(parents=True)
    (folder / "us-xx" / "rules" / "topic.yaml").write_text(rules, encoding="utf-8")
    (folder / "us-xx" / "rate.yaml").write_text(value, encoding="utf-8")
    return folder


def test_reads_what_is_well_formed(tmp_path: Path) -> None:
    law = load_law(law_with(tmp_path))
    assert [rule.id for rule in law.rules] == ["x.one"]
    assert set(law.dated_values) == {("us-xx", "rate")}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        pytest.param("fate: enforced", "fate: maybe", "known: enforced", id="unknown fate"),
        pytest.param("  require: given(case.petitioner)\n", "", "require", id="enforced with no condition"),
        pytest.param("  citation: Code 1\n", "", "citation missing", id="no citation"),
        pytest.param("  message: Say", "  mesage: Say", "mesage not known", id="misspelt name"),
        pytest.param(
            'documents: ["*"]', "documents: FL-600", "documents must be a list", id="documents no list"
        ),
        pytest.param("- id: x.one", "- id: x.one\n  from: soon", "from must be a date", id="no date"),
        pytest.param(
            "- id: x.one", "- id: x.one\n  from: 2026-01-02\n  through: 2026-01-01", "ends", id="dates"
        ),
        pytest.param("- id: x.one", "- id: x.one\n  step: never", "step is", id="unknown step"),
    ],
)
def test_refuses_a_rule_that_is_not_well_formed(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(LawFault, match=said):
        load_law(law_with(tmp_path, rules=RULE.replace(old, new)))


def test_refuses_two_rules_with_one_id(tmp_path: Path) -> None:
    twice = RULE + RULE.split("rules:")[1]
    with pytest.raises(LawFault, match="stands also in topic"):
        load_law(law_with(tmp_path, rules=twice))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        pytest.param('"0.10"', "0.10", "must be text", id="a float"),
        pytest.param('"0.10"', '"a lot"', "not a number", id="no number"),
        pytest.param("2020-01-01", "2009-01-01", "the newest comes first", id="oldest first"),
        pytest.param(', source: "Code 2"', "", "source missing", id="no source"),
        pytest.param("unit: share\n", "", "unit missing", id="no unit"),
        pytest.param("values:", "vlaues:", "values missing", id="misspelt values"),
        pytest.param("about", ": about", "not YAML", id="not YAML"),
    ],
)
def test_refuses_a_value_that_is_not_well_formed(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(LawFault, match=said):
        load_law(law_with(tmp_path, value=VALUE.replace(old, new, 1)))
