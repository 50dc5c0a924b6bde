"""A typed signature goes into the empty place above the printed name, and changes no other word."""

import difflib
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE

from assembly.catalog import load_catalog
from assembly.intake import read_facts
from assembly.packets.context import build_context
from assembly.render.marks import BLANK
from assembly.render.word.merge import merge
from assembly.render.word.ooxml import W, text_of
from assembly.render.word.package import MAIN, open_package, parse_part
from assembly.render.word.sign import count_places, sign
from assembly.rules import protect

CASES = Path(__file__).parents[4] / "templates" / "_cases"
DAY = date(2026, 11, 23)
NAME = "Ingrid S. Halvorsen"


def word(*paragraphs: tuple[str, str]) -> bytes:
    """Return a Word file of paragraphs, each with the name of its style."""
    document = docx.Document()
    for style, text in paragraphs:
        if style not in [known.name for known in document.styles]:
            document.styles.add_style(style, WD_STYLE_TYPE.PARAGRAPH)
        document.add_paragraph(text, style=style)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def lines(raw: bytes) -> list[str]:
    return [text_of(paragraph) for paragraph in parse_part(open_package(raw), MAIN).iter(W.p)]


class TestWhereItGoes:
    def test_the_signature_stands_above_the_name_and_the_date_in_its_blank(self) -> None:
        signed = sign(
            word(
                ("Body Text Flush", f"Dated: {BLANK}"),
                ("Signature Line", BLANK),
                ("Signature Name", f"{NAME}, OSB No. 909117"),
            ),
            name=NAME,
            on=DAY,
        )
        assert lines(signed) == ["Dated: November 23, 2026", f"/s/ {NAME}", f"{NAME}, OSB No. 909117"]

    def test_beside_a_date_it_gets_a_line_of_its_own(self) -> None:
        signed = sign(
            word(("Signature Line", f"Date: {BLANK}\t{BLANK}"), ("Signature Name", NAME)), name=NAME, on=DAY
        )
        assert [line.strip() for line in lines(signed)] == ["Date: November 23, 2026", f"/s/ {NAME}", NAME]

    def test_a_date_that_is_already_there_stays(self) -> None:
        signed = sign(
            word(
                ("Body Text Flush", "Dated: November 20, 2026"),
                ("Signature Line", BLANK),
                ("Signature Name", NAME),
            ),
            name=NAME,
            on=DAY,
        )
        assert lines(signed) == ["Dated: November 20, 2026", f"/s/ {NAME}", NAME]

    def test_the_underscores_of_whoever_edited_the_file_are_a_blank_too(self) -> None:
        signed = sign(
            word(("Body Text", "Date: ____________"), ("Signature Line", "______"), ("Signature Name", NAME)),
            name=NAME,
            on=DAY,
        )
        assert lines(signed) == ["Date: November 23, 2026", f"/s/ {NAME}", NAME]

    def test_only_the_first_place_is_signed(self) -> None:
        """The second one certifies what is done later, such as a mailing."""
        raw = word(*[("Signature Line", BLANK), ("Signature Name", NAME)] * 2)
        assert count_places(raw, NAME) == 2
        assert lines(sign(raw, name=NAME, on=DAY)) == [f"/s/ {NAME}", NAME, BLANK, NAME]

    @pytest.mark.parametrize(
        "paragraphs",
        [
            [("Signature Line", BLANK), ("Signature Name", "Circuit Court Judge")],
            [("Signature Line", f"/s/ {NAME}"), ("Signature Name", NAME)],
            [("Body Text", BLANK), ("Body Text", NAME)],
            [("Signature Name", NAME)],
        ],
        ids=["another's place", "signed already", "no place", "printed name alone"],
    )
    def test_nothing_else_is_signed(self, paragraphs: list[tuple[str, str]]) -> None:
        raw = word(*paragraphs)
        assert count_places(raw, NAME) == 0
        assert sign(raw, name=NAME, on=DAY) == raw


class TestOurPapers:
    """Each paper that the agency's attorney signs, in both states."""

    @pytest.mark.parametrize(
        ("case", "paper"),
        [
            ("santa-clara-establish", "us-ca/summons-and-complaint"),
            ("santa-clara-motion-to-modify", "us-ca/notice-of-motion"),
            ("santa-clara-stipulate", "us-ca/stipulation-for-judgment"),
            ("multnomah-establish", "us-or/summons"),
            ("multnomah-establish", "us-or/petition-support-parentage"),
            ("multnomah-establish", "us-or/notice-of-cif"),
            ("multnomah-establish", "us-or/confidential-information-form"),
            ("multnomah-default-judgment", "us-or/motion-order-default"),
        ],
    )
    def test_signing_changes_the_place_of_the_attorney_alone(self, case: str, paper: str) -> None:
        facts = read_facts((CASES / f"{case}.facts.json").read_bytes())
        kind = load_catalog().document_type(paper)
        known = protect(facts, security=kind.security)
        raw = merge(
            kind.source, dict.fromkeys(kind.computes, Nothing()) | dict(build_context(kind, known).names)
        )
        name = facts.agency.attorney.name
        signed = sign(raw, name=name, on=DAY)
        assert signed == sign(raw, name=name, on=DAY)
        assert count_places(signed, name) == count_places(raw, name) - 1
        changed = [line for line in difflib.ndiff(lines(raw), lines(signed)) if line[0] in "+-"]
        added = [line[2:].strip() for line in changed if line[0] == "+"]
        assert f"/s/ {name}" in added
        assert all(line == f"/s/ {name}" or line.startswith("Date") for line in added)
        assert all(BLANK in line for line in changed if line[0] == "-")


class Nothing:
    """Stands in for a computed figure: what it comes to does not bear on signing."""

    def __getattr__(self, name: str) -> "Nothing":
        return self

    def __iter__(self) -> Iterator[object]:
        return iter(())

    def __str__(self) -> str:
        return ""
