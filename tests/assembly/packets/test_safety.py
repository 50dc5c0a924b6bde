"""No form of a secret gets out: spaced, cased, in a property, in a bookmark, in a Word part."""

import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pytest

from assembly.bundle import Part, bundle
from assembly.model.document import SecurityClass
from assembly.model.facts import Facts
from assembly.model.people import Safety
from assembly.packets.safety import exposed_in_docx, exposed_in_pdf, shows
from assembly.packets.secrets import Secret, secrets_of
from tests.assembly.bundle.conftest import make_pdf

Case = Callable[[str], Facts]
Make = Callable[..., bytes]

__all__ = ["make_pdf"]

STREET = Secret("a protected person's whereabouts", "640 Poplar Bend")
SSN = Secret("a social security number", "900-66-2302")


class TestShows:
    @pytest.mark.parametrize(
        "text",
        [
            pytest.param("at 640 Poplar Bend, Campbell", id="as recorded"),
            pytest.param("640  POPLAR\nBEND", id="broken over lines"),
            pytest.param("6 4 0 P o p l a r B e n d", id="spaced out"),
            pytest.param("６４０ Poplar-Bend", id="other digits"),
        ],
    )
    def test_an_address_however_it_is_written(self, text: str) -> None:
        assert shows(text, [STREET]) == {"a protected person's whereabouts"}

    @pytest.mark.parametrize("text", ["900662302", "900 66 2302", "900–66–2302"])
    def test_a_number_however_it_is_divided(self, text: str) -> None:
        assert shows(text, [SSN]) == {"a social security number"}

    @pytest.mark.parametrize("text", ["xxx-xx-2302", "640 Poplar Court", "64 Poplar Bend", ""])
    def test_less_than_the_secret_is_none(self, text: str) -> None:
        assert shows(text, [STREET, SSN]) == set()

    def test_a_short_secret_must_stand_alone(self) -> None:
        apartment = Secret("place", "Apt 4")
        assert shows("Elm Street, APT. 4", [apartment]) == {"place"}
        assert shows("see chapt. 41 and the capt 4", [apartment]) == set()


class TestSecretsOf:
    def test_the_class_decides(self, case: Case) -> None:
        facts = case("santa-clara-stipulate")
        facts = replace(facts, obligee=replace(facts.obligee, safety=Safety(family_violence=True)))
        public = {secret.text for secret in secrets_of(facts, SecurityClass.PUBLIC)}
        employer = {secret.text for secret in secrets_of(facts, SecurityClass.CONFIDENTIAL_SSN)}
        assert {"640 Poplar Bend", "408-555-0136", "jasmine.alvarado@example.net", "900-66-2301"} <= public
        assert "640 Poplar Bend" in employer
        assert "900-66-2301" not in employer
        assert secrets_of(facts, SecurityClass.AGENCY_ONLY) == ()

    def test_an_unprotected_address_is_no_secret(self, case: Case) -> None:
        texts = {secret.text for secret in secrets_of(case("santa-clara-stipulate"), SecurityClass.PUBLIC)}
        assert "640 Poplar Bend" not in texts


class TestExposedInPdf:
    def test_on_a_page(self, make_pdf: Make) -> None:
        pdf = make_pdf("<p>Serve at 640 Poplar<br>Bend.</p>")
        (finding,) = exposed_in_pdf(pdf, [STREET], "zz/example")
        assert finding.blocks
        assert "on its pages" in finding.message
        assert "Poplar" not in finding.message

    def test_in_the_title_or_a_bookmark(self, make_pdf: Make) -> None:
        titled = bundle([Part("A", make_pdf("<p>x</p>"))], title="Order 640 Poplar Bend").pdf
        marked = bundle([Part("640 Poplar Bend", make_pdf("<p>x</p>"))], title="T").pdf
        for pdf in (titled, marked):
            (finding,) = exposed_in_pdf(pdf, [STREET], "zz/example")
            assert "hidden parts" in finding.message

    def test_a_clean_page_gives_nothing(self, make_pdf: Make) -> None:
        assert exposed_in_pdf(make_pdf("<p>Serve at the agency.</p>"), [STREET, SSN], "zz/example") == ()


class TestExposedInDocx:
    @pytest.mark.parametrize(
        ("name", "part"),
        [
            pytest.param("word/document.xml", "<w:t>640 Pop</w:t><w:t>lar Bend</w:t>", id="split over runs"),
            pytest.param("docProps/core.xml", "<dc:subject>640 Poplar Bend</dc:subject>", id="property"),
            pytest.param(
                "word/_rels/document.xml.rels", '<R Target="x/640%20Poplar"/> 640 Poplar Bend', id="link"
            ),
        ],
    )
    def test_in_any_part(self, name: str, part: str) -> None:
        out = BytesIO()
        with zipfile.ZipFile(out, "w") as package:
            package.writestr(name, part)
        assert {finding.rule for finding in exposed_in_docx(out.getvalue(), [STREET], "zz/example")} == {
            "safety.exposed"
        }
