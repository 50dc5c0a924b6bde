"""Packets that hold an official form: refused with the command to run until the blank is installed."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from assembly.catalog import Catalog, load_catalog
from assembly.errors import PacketRefused
from assembly.law import Law
from assembly.model.facts import Facts
from assembly.model.finding import Severity
from assembly.packets import assemble, read_packet, validate
from assembly.packets.selection import choose
from assembly.render.forms import FormLibrary, library_in_use
from assembly.render.forms.mapping import read_mapping

Case = Callable[[str], Facts]
PARENTAGE = "santa-clara-family-parentage"
DEFAULT = ("fl-165-request-to-enter-default", "fl-115-proof-of-service-of-summons",
           "fl-150-income-and-expense-declaration")  # fmt: skip


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog()


@pytest.fixture
def empty(tmp_path: Path) -> FormLibrary:
    return FormLibrary(tmp_path / "forms")


def install(library: FormLibrary, catalog: Catalog, shared: Path, *slugs: str) -> None:
    for slug in slugs:
        mapping = read_mapping(catalog.document_type(f"us-ca/{slug}").source)
        library.install(mapping, (shared / "forms" / f"{mapping.blank.upper()}.pdf").read_bytes())


def test_every_missing_blank_is_named_at_once_with_its_command(
    case: Case, catalog: Catalog, law: Law, empty: FormLibrary
) -> None:
    with library_in_use(empty):
        found = validate(case(PARENTAGE), "us-ca/default-judgment", catalog=catalog, law=law)
    missing = [finding for finding in found if finding.rule == "packet.blank_not_installed"]
    assert [finding.severity for finding in missing] == [Severity.BLOCK] * 3
    assert {finding.remedy for finding in missing} == {
        "Fetch FL-165, Rev. July 1, 2025 and run: courtpacket forms install fl-165 FILE.pdf",
        "Fetch FL-115, Rev. January 1, 2021 and run: courtpacket forms install fl-115 FILE.pdf",
        "Fetch FL-150, Rev. September 1, 2024 and run: courtpacket forms install fl-150 FILE.pdf",
    }


def test_nothing_is_made_without_the_blank(
    case: Case, catalog: Catalog, law: Law, empty: FormLibrary, tmp_path: Path
) -> None:
    out = tmp_path / "packet"
    with library_in_use(empty), pytest.raises(PacketRefused, match="courtpacket forms install fl-165"):
        assemble(case(PARENTAGE), "us-ca/default-judgment", out, catalog=catalog, law=law)
    assert not out.exists()


def test_a_form_with_a_rendition_of_our_own_needs_no_blank(
    case: Case, catalog: Catalog, law: Law, empty: FormLibrary
) -> None:
    with library_in_use(empty):
        found = validate(case("alameda-withholding"), "us/withhold-income", catalog=catalog, law=law)
    assert "packet.blank_not_installed" not in {finding.rule for finding in found}


def test_an_installed_blank_is_filled_and_filed(
    case: Case, catalog: Catalog, law: Law, empty: FormLibrary, shared: Path, tmp_path: Path
) -> None:
    install(empty, catalog, shared, *DEFAULT)
    with library_in_use(empty):
        assemble(case(PARENTAGE), "us-ca/default-judgment", tmp_path / "packet", catalog=catalog, law=law)
    manifest = json.loads((tmp_path / "packet" / "manifest.json").read_bytes())
    assert manifest["blanks"]["us-ca/fl-165-request-to-enter-default"] == {
        "form": "fl-165",
        "edition": "FL-165, Rev. July 1, 2025",
        "sha256": hashlib.sha256((shared / "forms" / "FL-165.pdf").read_bytes()).hexdigest(),
    }
    packet = read_packet(tmp_path / "packet")
    assert [document.type_id for document in packet.documents] == [f"us-ca/{slug}" for slug in DEFAULT]
    assert [document.form.number for document in packet.documents if document.form] == [
        "FL-165", "FL-115", "FL-150",
    ]  # fmt: skip


def test_the_attachment_stands_in_the_orders_own_file(
    case: Case, catalog: Catalog, law: Law, empty: FormLibrary, shared: Path, tmp_path: Path
) -> None:
    install(empty, catalog, shared, "fl-342-child-support-information-and-order")
    heard = case("santa-clara-motion-to-modify")
    facts = replace(heard, support_attachment=case(PARENTAGE).support_attachment)
    with library_in_use(empty):
        assemble(facts, "us-ca/order-after-hearing", tmp_path / "packet", catalog=catalog, law=law)
    order, attachment = read_packet(tmp_path / "packet").documents
    assert attachment.type_id == "us-ca/fl-342-child-support-information-and-order"
    assert (attachment.pdf_path, attachment.parent) == (order.pdf_path, order.type_id)


@pytest.mark.parametrize(
    ("recipe", "fact", "with_it", "without"),
    [
        (
            "notice-of-entry",
            "entry_notice",
            "fl-190-notice-of-entry-of-judgment",
            "notice-of-entry-of-judgment",
        ),
        ("default-judgment", "default_entry", "fl-165-request-to-enter-default", "request-to-enter-default"),
    ],
)
def test_the_facts_choose_the_courts_form_or_the_agencys(
    case: Case, catalog: Catalog, recipe: str, fact: str, with_it: str, without: str
) -> None:
    facts = case(PARENTAGE)
    for known, expected in ((facts, with_it), (replace(facts, **{fact: None}), without)):
        chosen = choose(catalog.recipe(f"us-ca/{recipe}"), known, catalog)
        assert chosen[0].document.id == f"us-ca/{expected}"
