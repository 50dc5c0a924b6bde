"""Code lists: genericode both ways, fetched all or none, kept by version, and what a change breaks."""

import base64
import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from cryptography.hazmat.primitives.serialization import pkcs7
from typer.testing import CliRunner

from api.cli.main import build
from efiling.courts import Code, CodeSet, load_court
from efiling.courts.code_store import CURRENT, folder, load, save
from efiling.courts.drift import ChangeKind, affected, drift, with_codes
from efiling.courts.genericode import read_code_list, write_code_list
from efiling.courts.published import list_name
from efiling.courts.words import words_of
from efiling.ecf.schemas import Schema
from efiling.ecf.v4.answers import Answering
from efiling.ecf.v4.policy import policy_answer, read_policy
from efiling.errors import CourtUnavailable, MessageInvalid, ProfileFault
from efiling.model import CodeListPlace
from efiling.sandbox import SandboxServer
from efiling.sandbox.ecf4 import policy
from efiling.transport.code_lists import fetch_code_lists, signed_time
from tests.efiling.transport.test_security import identity

NOW = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)
SANDBOX = load_court("sandbox")

# The shape in which the vendor publishes lists: a column set, then rows of column references.
PUBLISHED = b"""<?xml version="1.0" encoding="UTF-8"?>
<gc:CodeList xmlns:gc="http://docs.oasis-open.org/codelist/ns/genericode/1.0/">
  <Annotation><AppInfo/></Annotation>
  <Identification><ShortName>filing</ShortName><Version>2026.3</Version></Identification>
  <ColumnSet>
    <Column Id="code" Use="required"><ShortName>code</ShortName><Data Type="normalizedString"/></Column>
    <Column Id="name" Use="required"><ShortName>name</ShortName><Data Type="normalizedString"/></Column>
    <Column Id="fee" Use="optional"><ShortName>fee</ShortName><Data Type="normalizedString"/></Column>
    <Key Id="codeKey"><ShortName>codeKey</ShortName><ColumnRef Ref="code"/></Key>
  </ColumnSet>
  <SimpleCodeList>
    <Row><Value ColumnRef="code"><SimpleValue>9204</SimpleValue></Value>
         <Value ColumnRef="name"><SimpleValue>Proof of Service </SimpleValue></Value>
         <Value ColumnRef="fee"><SimpleValue>0.00</SimpleValue></Value></Row>
    <Row><Value ColumnRef="code"><SimpleValue>9202</SimpleValue></Value>
         <Value ColumnRef="name"><SimpleValue>Motion &amp; Notice</SimpleValue></Value></Row>
  </SimpleCodeList>
</gc:CodeList>"""


class TestGenericode:
    def test_a_published_list_is_read_and_trimmed(self) -> None:
        codes = read_code_list(PUBLISHED, "filing_code")
        assert codes.version == "2026.3"
        assert codes.rows == (
            Code(code="9204", name="Proof of Service", columns={"fee": "0.00"}),
            Code(code="9202", name="Motion & Notice"),
        )

    @pytest.mark.parametrize("name", sorted(SANDBOX.codes))
    def test_what_is_written_is_read(self, name: str) -> None:
        codes = SANDBOX.codes[name]
        assert read_code_list(write_code_list(codes), name).rows == codes.rows

    @pytest.mark.parametrize(
        ("raw", "problem"),
        [
            (b"<a/>", "a was sent instead"),
            (b"nothing", "not well-formed"),
            (b"PK\x03\x04 nothing", "cannot be read"),
            (PUBLISHED.replace(b'"code"><Simple', b'"id"><Simple'), "no row has a code"),
        ],
    )
    def test_anything_else_is_refused(self, raw: bytes, problem: str) -> None:
        with pytest.raises(MessageInvalid, match=problem):
            read_code_list(raw, "filing_code")

    def test_a_zip_holds_one_file(self) -> None:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("a.xml", PUBLISHED)
            archive.writestr("b.xml", PUBLISHED)
        with pytest.raises(MessageInvalid, match="not one file"):
            read_code_list(out.getvalue(), "filing_code")

    def test_columns_are_known_by_their_short_names(self) -> None:
        raw = PUBLISHED.replace(b'"code"', b'"Col1"').replace(b'"name"', b'"Col2"')
        assert read_code_list(raw, "x").rows == read_code_list(PUBLISHED, "x").rows

    def test_an_id_counts_before_a_short_name(self) -> None:
        twice = b'<Column Id="old"><ShortName>Code</ShortName></Column></ColumnSet>'
        raw = PUBLISHED.replace(b"</ColumnSet>", twice)
        assert [row.code for row in read_code_list(raw, "x").rows] == ["9204", "9202"]

    def test_a_cell_without_its_column_stands_in_the_next_one(self) -> None:
        raw = PUBLISHED.replace(b'<Value ColumnRef="name">', b"<Value>").replace(
            b'<Value ColumnRef="fee">', b"<Value>"
        )
        assert read_code_list(raw, "x").rows == read_code_list(PUBLISHED, "x").rows

    def test_the_vendors_columns_have_our_names_and_flags(self) -> None:
        row = (
            '<CodeList><SimpleCodeList><Row><Value ColumnRef="code"><SimpleValue>1</SimpleValue></Value>'
            '<Value ColumnRef="isproposedorder"><SimpleValue>True</SimpleValue></Value>'
            '<Value ColumnRef="efspcode"><SimpleValue /></Value></Row></SimpleCodeList></CodeList>'
        )
        (code,) = read_code_list(row.encode(), "filing_code").rows
        assert code.columns == {"proposed_order": "true", "efspcode": ""}

    def test_a_row_without_a_code_is_left_out(self) -> None:
        raw = PUBLISHED.replace(b"<SimpleValue>9202<", b"<SimpleValue> <").replace(
            b"</SimpleCodeList>", b"<Row/></SimpleCodeList>"
        )
        assert [row.code for row in read_code_list(raw, "x").rows] == ["9204"]

    def test_an_empty_list_is_one(self) -> None:
        assert read_code_list(b"<CodeList><SimpleCodeList/></CodeList>", "x").rows == ()

    @pytest.mark.parametrize(
        "raw",
        [
            b"\xef\xbb\xbf" + PUBLISHED,
            PUBLISHED.decode().encode("utf-16"),
            PUBLISHED.replace(b"UTF-8", b"US-ASCII"),
        ],
    )
    def test_an_encoding(self, raw: bytes) -> None:
        assert read_code_list(raw, "x").rows == read_code_list(PUBLISHED, "x").rows

    def test_what_an_archiver_adds_to_a_zip_means_nothing(self) -> None:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("codes/", b"")
            archive.writestr("codes/a.xml", PUBLISHED)
            archive.writestr("__MACOSX/codes/._a.xml", b"x")
        assert len(read_code_list(out.getvalue(), "x").rows) == 2


class TestNames:
    """Lists are named by the element that their codes go into; we have names of our own."""

    @pytest.mark.parametrize(
        ("element", "name"),
        [
            ("nc:CaseCategoryText", "case_category"),
            ("tyler:CaseTypeText", "case_type"),
            ("mark:CaseTypeText", "case_type"),
            ("ecf:CaseTypeCode", "case_type"),
            ("j:RegisterActionDescriptionText", "filing_code"),
            ("ecf:CaseParticipantRoleCode", "party_type"),
            ("nc:DocumentIdentification/nc:IdentificationSourceText", "cross_reference"),
            ("ecf:ServiceRecipientID/nc:IdentificationSourceText", "service_type"),
            ("cext:Charge\\cext:ChargePhaseText", "cext:Charge.cext:ChargePhaseText"),
            (
                "j:/ArrestCharge/j:ArrestLocation/nc:LocationName",
                "j:.ArrestCharge.j:ArrestLocation.nc:LocationName",
            ),
            ("filing_code", "filing_code"),
            ("../../x", "x"),
            ("..", ""),
        ],
    )
    def test_an_element(self, element: str, name: str) -> None:
        assert list_name(element) == name

    @pytest.mark.parametrize(
        ("url", "name"),
        [
            ("https://c.example.test/niem/codeList?type=CASE_TYPE", "case_type"),
            ("https://c.example.test/niem/documentList", "documentlist"),
            ("", ""),
        ],
    )
    def test_a_list_without_one_is_told_by_its_address(self, url: str, name: str) -> None:
        assert list_name("", url) == name

    def test_a_real_courts_lists_fill_ours(self) -> None:
        fetched = {list_name("j:RegisterActionDescriptionText"): read_code_list(PUBLISHED, "filing_code")}
        assert with_codes(load_court("us-or-multnomah"), fetched).codes["filing_code"].row("9202") is not None


class TestPolicy:
    def test_it_is_valid_and_read_without_loss(self, ecf4: Schema) -> None:
        said = policy(SANDBOX, "https://court.example.test/")
        root = policy_answer(Answering(court="sandbox:main"), said).root
        ecf4.check(root)
        assert read_policy(root) == said


class TestFetching:
    @pytest.fixture
    def server(self) -> Iterator[SandboxServer]:
        with SandboxServer(SANDBOX, tick_seconds=None) as running:
            yield running

    @pytest.fixture
    def http(self) -> Iterator[httpx.Client]:
        with httpx.Client() as client:
            yield client

    def test_every_list_of_the_policy(self, server: SandboxServer, http: httpx.Client) -> None:
        places = policy(SANDBOX, server.url).code_lists
        lists = fetch_code_lists(places, http=http, court="sandbox", now=NOW)
        assert lists.keys() == SANDBOX.codes.keys()
        assert drift(SANDBOX, lists) == ()

    @pytest.mark.parametrize("version", ["4", "5"])
    def test_the_sandbox_names_them_as_courts_do(self, version: str) -> None:
        places = policy(SANDBOX, "https://court.example.test/", version=version).code_lists
        assert {list_name(place.element) for place in places} == SANDBOX.codes.keys()
        assert all(":" in place.element for place in places)
        assert b"ecfcasetype" in zipfile.ZipFile(
            io.BytesIO(write_code_list(SANDBOX.codes["case_category"]))
        ).read("case_category.xml")

    def test_one_that_is_missing_fails_them_all(self, server: SandboxServer, http: httpx.Client) -> None:
        places = (
            *policy(SANDBOX, server.url).code_lists,
            CodeListPlace(element="x", url=f"{server.url}codes/x.zip"),
        )
        with pytest.raises(CourtUnavailable, match="code list x"):
            fetch_code_lists(places, http=http, court="sandbox", now=NOW)

    def test_two_lists_of_one_name_of_ours_and_one_that_is_named_twice(
        self, server: SandboxServer, http: httpx.Client
    ) -> None:
        elements = ("ecf:CaseTypeCode", "tyler:CaseTypeText", "ecf:CaseTypeCode")
        urls = ("case_type", "case_category", "case_type")
        places = [
            CodeListPlace(element=element, url=f"{server.url}codes/{url}.zip")
            for element, url in zip(elements, urls, strict=True)
        ]
        lists = fetch_code_lists(places, http=http, court="sandbox", now=NOW)
        assert lists.keys() == {"case_type", "tyler:CaseTypeText"}
        assert lists["case_type"].rows == SANDBOX.codes["case_type"].rows

    def test_only_over_tls(self, http: httpx.Client) -> None:
        place = CodeListPlace(element="x", url="http://court.example.test/x.zip")
        with pytest.raises(MessageInvalid, match="https"):
            fetch_code_lists([place], http=http, court="sandbox", now=NOW)

    def test_the_header_holds_the_time_and_our_certificate(self) -> None:
        who = identity()
        raw = base64.b64decode(signed_time(who, NOW))
        assert b"2026-11-24T17:00:00Z" in raw
        assert pkcs7.load_der_pkcs7_certificates(raw) == [who.certificate]

    def test_the_command_refreshes_and_tells(
        self, server: SandboxServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("COURTPACKET_HOME", str(tmp_path))
        run = CliRunner().invoke(build(), ["courts", "refresh", "sandbox", "--url", server.filing_review_url])
        assert run.exit_code == 0, run.output
        assert "7 code lists, 0 change(s)" in run.output
        assert load(tmp_path, "sandbox").keys() == SANDBOX.codes.keys()


class TestStore:
    def test_the_current_version_is_the_last_one_saved_whole(self, tmp_path: Path) -> None:
        for version in ("1", "2"):
            save(tmp_path, "sandbox", version, {"filing_code": CodeSet(name="filing_code", version=version)})
        assert load(tmp_path, "sandbox")["filing_code"].version == "2"
        assert load(tmp_path, "sandbox", "1")["filing_code"].version == "1"
        assert load(tmp_path, "other") == {}

    def test_what_is_saved_is_read(self, tmp_path: Path) -> None:
        save(tmp_path, "sandbox", "1", SANDBOX.codes)
        assert {n: c.rows for n, c in load(tmp_path, "sandbox").items()} == {
            n: c.rows for n, c in SANDBOX.codes.items()
        }

    def test_a_failure_half_way_leaves_the_current_version(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        save(tmp_path, "sandbox", "1", SANDBOX.codes)
        broken = {"a": CodeSet(name="a"), "b": CodeSet(name="b", rows=(Code(code=object(), name=""),))}  # type: ignore[arg-type]
        with pytest.raises(TypeError):
            save(tmp_path, "sandbox", "2", broken)
        assert (folder(tmp_path, "sandbox") / CURRENT).read_text() == "1"
        assert load(tmp_path, "sandbox").keys() == SANDBOX.codes.keys()

    @pytest.mark.parametrize("version", ["", "../1", ".hidden", "a/b"])
    def test_a_version_is_no_path(self, tmp_path: Path, version: str) -> None:
        with pytest.raises(ProfileFault):
            save(tmp_path, "sandbox", version, {})


class TestDrift:
    """Day two of the sandbox court: a code is renamed, one is replaced."""

    def day_two(self) -> dict[str, CodeSet]:
        rows = []
        for row in SANDBOX.codes["filing_code"].rows:
            if row.code == "9202":
                rows.append(replace(row, name="Motion (Support)"))
            elif row.code == "9203":
                rows.append(replace(row, code="9290"))
            elif row.code == "9204":
                rows.append(replace(row, name="PROOF OF SERVICE"))
            else:
                rows.append(row)
        return {"filing_code": CodeSet(name="filing_code", rows=tuple(rows), version="2")}

    def test_it_names_what_changed(self) -> None:
        changes = {(change.code, change.kind) for change in drift(SANDBOX, self.day_two())}
        assert changes == {
            ("9202", ChangeKind.RENAMED),
            ("9203", ChangeKind.REMOVED),
            ("9204", ChangeKind.ALTERED),
            ("9290", ChangeKind.ADDED),
        }

    def test_it_names_the_papers_that_break(self) -> None:
        needs = {
            "us-ca/motion": words_of("motion", "public"),
            "us-ca/order": words_of("proposed_order", "public"),
            "us-ca/service": words_of("proof_of_service", "public"),
            "us-ca/complaint": words_of("summons_and_complaint", "public"),
        }
        assert affected(SANDBOX, with_codes(SANDBOX, self.day_two()), needs) == {
            "us-ca/motion": (("filing_code", "motion"),),
            "us-ca/order": (("filing_code", "proposed_order"),),
        }

    def test_a_code_that_every_filing_needs_breaks_every_paper(self) -> None:
        gone = {"case_category": CodeSet(name="case_category", rows=(Code(code="9002", name="Family"),))}
        needs = {
            "us-ca/motion": words_of("motion", "public"),
            "us-or/petition": words_of("petition", "public"),
        }
        found = affected(SANDBOX, with_codes(SANDBOX, gone), needs)
        assert found == dict.fromkeys(needs, (("case_category", "child_support"),))

    def test_a_code_that_changed_has_to_be_confirmed_again(self) -> None:
        court = with_codes(SANDBOX, self.day_two())
        assert court.code("filing_code", "proof_of_service") == "9204"
        with pytest.raises(ProfileFault, match="no confirmed code for 'motion'"):
            court.code("filing_code", "motion")  # nor is it filed as any other document
        assert court.codes["filing_code"].version == "2"
