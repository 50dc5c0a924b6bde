"""Beside each PDF stands which fact is behind each value, at the very place where the page shows it."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from assembly.catalog import load_catalog
from assembly.law import Law, load_law
from assembly.model.facts import Facts
from assembly.model.people import Safety
from assembly.packets import assemble
from assembly.packets.trace import trace_name
from tests.assembly.packets.test_assemble import root

pytestmark = pytest.mark.slow

__all__ = ["root"]
Case = Callable[[str], Facts]


def _shown(pdf: Path, place: dict[str, Any]) -> str:
    """Return the words that the page shows in a rectangle of a trace map."""
    document = pypdfium2.PdfDocument(pdf)
    page = document[place["page"] - 1]
    left, top, right, bottom = place["box"]
    high = page.get_height()
    words = page.get_textpage().get_text_bounded(left - 0.3, high - bottom + 3, right + 0.3, high - top - 3)
    document.close()
    return "".join(words.split())


@pytest.fixture(scope="module")
def establish(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from tests.assembly.packets.conftest import _read

    out = tmp_path_factory.mktemp("packet") / "out"
    assemble(_read("washington-establish"), "us-or/establish", out, catalog=load_catalog(), law=load_law())
    return out


def _maps(folder: Path) -> dict[str, dict[str, Any]]:
    return {path.name: json.loads(path.read_bytes()) for path in sorted(folder.glob("*.trace.json"))}


def test_each_pdf_of_papers_has_one_named_in_the_manifest_and_bound_to_its_bytes(establish: Path) -> None:
    manifest = json.loads((establish / "manifest.json").read_bytes())
    listed = {entry["path"]: entry["sha256"] for entry in manifest["files"]}
    papers = {document["pdf_path"] for document in manifest["packet"]["documents"]}
    maps = _maps(establish)
    assert set(maps) == {trace_name(paper) for paper in papers}
    for name, found in maps.items():
        assert listed[name] == hashlib.sha256((establish / name).read_bytes()).hexdigest()
        assert found["pdf_sha256"] == listed[found["pdf"]]


def test_the_page_shows_each_value_in_its_rectangles(establish: Path) -> None:
    looked = 0
    for found in _maps(establish).values():
        for document in found["documents"]:
            for value in document["values"]:
                shown = "".join(_shown(establish / found["pdf"], place) for place in value["places"])
                wanted = "".join(value["text"].split())
                if value["places"] and wanted.isalnum():
                    assert wanted.lower() in shown.lower(), (found["pdf"], value)
                    looked += 1
    assert looked > 50


def test_an_attached_paper_counts_pages_as_the_file_does(establish: Path) -> None:
    found = _maps(establish)["01-petition-support-parentage.trace.json"]
    worksheet = found["documents"][1]
    assert worksheet["document"] == "us-or/guideline-worksheet"
    assert worksheet["first_page"] > 1
    assert min(p["page"] for value in worksheet["values"] for p in value["places"]) == worksheet["first_page"]


def test_a_figure_that_is_worked_out_names_the_facts_behind_it(establish: Path) -> None:
    worksheet = _maps(establish)["01-petition-support-parentage.trace.json"]["documents"][1]
    worked_out = [value for value in worksheet["values"] if len(value["facts"]) > 2]
    assert len(worked_out) > 10
    for value in worked_out:
        assert {"/obligor/income/gross_monthly", "/obligee/income/gross_monthly"} <= set(value["facts"])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("<p", "</p>", id="letters-in-the-order-of-the-text"),
        pytest.param("<ol><li>First</li><li", "</li></ol>", id="numbers-that-only-the-page-has"),
    ],
)
def test_an_html_paper_is_traced_too(
    root: Path, case: Case, law: Law, tmp_path: Path, before: str, after: str
) -> None:
    words = "{{ obligor.name.full }} owes {{ order.total_monthly }}"
    text = f'<h1>Complaint</h1>{before} class="{{{{ case.number }}}}">{words}{after}'
    (root / "us-ca/complaint/template.html").write_text(text, encoding="utf-8")
    facts = case("santa-clara-establish")
    assemble(facts, "us-ca/do", tmp_path / "out", catalog=load_catalog(root), law=law)
    (complaint, _) = _maps(tmp_path / "out")["01-complaint.trace.json"]["documents"]
    assert [value["text"] for value in complaint["values"]] == [
        "Rafael Ortega Villanueva",
        str(facts.order.total_monthly),
    ]
    for value in complaint["values"]:
        assert _shown(tmp_path / "out" / "01-complaint.pdf", value["places"][0]) == value["text"].replace(
            " ", ""
        )


def test_a_protected_address_is_in_no_map(root: Path, case: Case, law: Law, tmp_path: Path) -> None:
    facts = case("santa-clara-establish")
    street = facts.obligee.residence_address.line1
    facts = replace(facts, obligee=replace(facts.obligee, safety=Safety(family_violence=True)))
    text = "<h1>Complaint</h1><p>{{ obligee.residence_address.line1 }}</p>"
    (root / "us-ca/complaint/template.html").write_text(text, encoding="utf-8")
    assemble(facts, "us-ca/do", tmp_path / "out", catalog=load_catalog(root), law=law)
    for path in (tmp_path / "out").glob("*.trace.json"):
        assert street not in path.read_text(encoding="utf-8")
