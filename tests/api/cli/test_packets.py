"""Validate, assemble and templates on the command line: what they say, and what bad input gets."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.api.cli.command import Ran, courtpacket

CASES = Path(__file__).parents[3] / "templates" / "_cases"
WITHHOLDING = str(CASES / "alameda-withholding.facts.json")
ESTABLISH = str(CASES / "santa-clara-establish.facts.json")

Command = Callable[..., Ran]


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    return lambda *words: courtpacket(capsys, monkeypatch, *words)


@pytest.fixture
def changed(tmp_path: Path) -> Callable[..., str]:
    """Return a maker of a facts file with one fact changed, named by its JSON pointer."""

    def change(source: str, pointer: str, value: object) -> str:
        facts = json.loads(Path(source).read_bytes())
        *way, last = pointer.strip("/").split("/")
        place = facts
        for step in way:
            place = place[step]
        if value is None:
            del place[last]
        else:
            place[last] = value
        path = tmp_path / "facts.json"
        path.write_text(json.dumps(facts), encoding="utf-8")
        return str(path)

    return change


class TestValidate:
    def test_a_case_that_has_all_is_ready(self, command: Command) -> None:
        ran = command("validate", WITHHOLDING, "--packet", "us/withhold-income")
        assert ran.code == 0
        assert ran.out.endswith("us/withhold-income can be made.\n")

    def test_a_missing_fact_is_named_with_its_place(
        self, command: Command, changed: Callable[..., str]
    ) -> None:
        facts = changed(WITHHOLDING, "/obligor/ssn", None)
        ran = command("validate", facts, "--packet", "us/withhold-income", "--json")
        assert ran.code == 1
        found = json.loads(ran.out)
        assert not found["ready"]
        assert ("needs.obligor.ssn", "/obligor/ssn", "block") in {
            (finding["rule"], finding["pointer"], finding["severity"]) for finding in found["findings"]
        }

    def test_the_wrong_court(self, command: Command) -> None:
        ran = command(
            "validate", str(CASES / "multnomah-establish.facts.json"), "--packet", "us-ca/establish"
        )
        assert ran.code == 1
        assert "us-ca/establish is for courts of CA; the case is before a court of OR." in ran.out


class TestBadInput:
    def test_an_unknown_packet(self, command: Command) -> None:
        ran = command("validate", ESTABLISH, "--packet", "us-ca/divorce")
        assert ran.code == 2
        assert "There is no packet named 'us-ca/divorce'. Known: " in ran.err
        assert "us-ca/establish" in ran.err

    def test_a_file_that_is_not_there(self, command: Command) -> None:
        ran = command("validate", "nowhere.json", "--packet", "us-ca/establish")
        assert ran.code == 2
        assert "nowhere.json: No such file or directory." in ran.err

    def test_facts_with_faults_get_all_of_them(self, command: Command, tmp_path: Path) -> None:
        (tmp_path / "facts.json").write_text('{"prepared_on": "yesterday", "courts": {}}', encoding="utf-8")
        ran = command("validate", str(tmp_path / "facts.json"), "--packet", "us-ca/establish")
        assert ran.code == 1
        assert "/prepared_on" in ran.err
        assert "/courts" in ran.err

    def test_a_glyph_that_no_font_has(
        self, command: Command, changed: Callable[..., str], tmp_path: Path
    ) -> None:
        facts = changed(WITHHOLDING, "/obligor/name/last", "\U00012000")
        ran = command("assemble", facts, "--packet", "us/withhold-income", "--out", str(tmp_path / "out"))
        assert ran.code == 1
        assert "no font has U+12000" in ran.err
        assert not (tmp_path / "out").exists()

    def test_a_refused_packet_leaves_nothing(
        self, command: Command, changed: Callable[..., str], tmp_path: Path
    ) -> None:
        facts = changed(WITHHOLDING, "/obligor/ssn", None)
        ran = command(
            "assemble", facts, "--packet", "us/withhold-income", "--out", str(tmp_path / "out"), "--json"
        )
        assert ran.code == 1
        assert json.loads(ran.out)["made"] is False
        assert [path.name for path in tmp_path.iterdir()] == ["facts.json"]

    def test_a_folder_with_something_else_in_it(self, command: Command, tmp_path: Path) -> None:
        (tmp_path / "thesis.docx").write_bytes(b"years of work")
        ran = command("assemble", WITHHOLDING, "--packet", "us/withhold-income", "--out", str(tmp_path))
        assert ran.code == 1
        assert "is not empty" in ran.err
        assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]


class TestAssemble:
    def test_says_what_was_made_and_where(self, command: Command, tmp_path: Path) -> None:
        out = tmp_path / "out"
        ran = command("assemble", WITHHOLDING, "--packet", "us/withhold-income", "--out", str(out))
        assert ran.code == 0
        assert "01-income-withholding-order.pdf" in ran.out
        assert ran.out.endswith(f"The papers and their record (manifest.json) are in {out}.\n")
        assert ran.err == ""

    def test_again_into_the_same_folder(self, command: Command, tmp_path: Path) -> None:
        words = (
            "assemble",
            WITHHOLDING,
            "--packet",
            "us/withhold-income",
            "--out",
            str(tmp_path / "out"),
            "--json",
        )
        first, second = json.loads(command(*words).out), json.loads(command(*words).out)
        assert first == second
        assert first["made"] is True


class TestTemplates:
    def test_every_folder_of_the_product_is_sound(self, command: Command) -> None:
        ran = command("templates", "lint")
        assert ran.code == 0, ran.out

    def test_list_names_documents_and_packets(self, command: Command) -> None:
        found = json.loads(command("templates", "list", "--json").out)
        assert "us-ca/summons-and-complaint" in {entry["id"] for entry in found["documents"]}
        assert {entry["id"] for entry in found["packets"]} >= {
            "us-ca/establish",
            "us-ca/order-to-show-cause",
            "us-ca/stipulate",
            "us-or/establish",
            "us/withhold-income",
        }

    def test_a_title_is_listed_without_its_tags(self, command: Command) -> None:
        assert "{%" not in command("templates", "list").out

    def test_show_tells_how_a_packet_is_put_together(self, command: Command) -> None:
        out = command("templates", "show", "us-ca/establish").out
        assert "us-ca/proposed-judgment (attachment, in the file of us-ca/summons-and-complaint" in out
        assert "rule 5.325" in out

    def test_an_id_that_names_both_shows_both(self, command: Command) -> None:
        found = json.loads(command("templates", "show", "us-ca/order-to-show-cause", "--json").out)
        assert set(found) == {"document", "packet"}

    def test_an_unknown_id(self, command: Command) -> None:
        ran = command("templates", "show", "us-ca/divorce")
        assert ran.code == 2
        assert "no document type or packet named 'us-ca/divorce'" in ran.err
