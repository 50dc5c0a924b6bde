"""What stands in the folders is found; what is wrong with a folder is said, all of it, at once."""

from collections.abc import Callable
from pathlib import Path

import pytest

from assembly.catalog import Condition, Engine, Need, load_catalog
from assembly.errors import CatalogRejected, UnknownName
from assembly.model.document import Role, SecurityClass
from tests.assembly.catalog.conftest import DOCUMENT, RECIPE

Tree = Callable[..., Path]


class TestLoadCatalog:
    def test_finds_a_document_type_by_its_folder(self, tree: Tree) -> None:
        kind = load_catalog(tree()).document_type("zz/example")
        assert (kind.jurisdiction, kind.slug, kind.engine) == ("zz", "example", Engine.HTML)
        assert (kind.role, kind.code, kind.security) == (Role.LEAD, "example", SecurityClass.PUBLIC)
        assert kind.needs == (Need("case.petitioner"), Need("children[].name"))
        assert kind.source.name == "template.html"
        assert kind.stylesheet is not None

    def test_finds_a_recipe_by_its_file(self, tree: Tree) -> None:
        recipe = load_catalog(tree()).recipe("zz/do")
        assert [item.document for item in recipe.items] == ["zz/example"]

    def test_shared_folders_are_no_document_types(self, tree: Tree) -> None:
        root = tree()
        (root / "zz" / "_shared").mkdir()
        (root / "zz" / "_shared" / "document.yaml").write_text(DOCUMENT, encoding="utf-8")
        assert [kind.id for kind in load_catalog(root).document_types()] == ["zz/example"]

    def test_an_unknown_name_lists_the_known_ones(self, tree: Tree) -> None:
        catalog = load_catalog(tree())
        with pytest.raises(UnknownName, match=r"no packet named 'zz/dont'\. Known: zz/do"):
            catalog.recipe("zz/dont")
        with pytest.raises(UnknownName, match=r"no document type named 'zz/none'\. Known: zz/example"):
            catalog.document_type("zz/none")

    def test_the_digest_follows_the_source_and_not_the_readme(self, tree: Tree) -> None:
        root = tree()
        before = load_catalog(root).document_type("zz/example").source_sha256
        (root / "zz/example/README.md").write_text("Otherwise.", encoding="utf-8")
        assert load_catalog(root).document_type("zz/example").source_sha256 == before
        (root / "zz/example/template.html").write_text("<p>Otherwise</p>", encoding="utf-8")
        assert load_catalog(root).document_type("zz/example").source_sha256 != before

    def test_a_faulty_folder_does_not_hide_a_sound_recipe(self, tree: Tree) -> None:
        catalog = load_catalog(tree(document="title: [1]\n"))
        assert catalog.document_types() == ()
        assert [recipe.id for recipe in catalog.recipes()] == ["zz/do"]


class TestFaultsOfADocumentType:
    @pytest.mark.parametrize(
        ("old", "new", "fault"),
        [
            pytest.param("title: Example\n", "", "document.yaml: title: is missing", id="no title"),
            pytest.param("engine: html", "engine: htm", "Did you mean html?", id="unknown engine"),
            pytest.param("title: Example", "titel: Example", "did you mean title?", id="unknown key"),
            pytest.param(
                "layout: letter", "layout: leter", "no stylesheet zz/_shared/leter.css", id="layout"
            ),
            pytest.param(
                "case.petitioner", "case.petitoner", "did you mean case.petitioner?", id="fact name"
            ),
            pytest.param(
                '"children[].name"', "court.county.x", "there is no fact court.county.x", id="beyond a leaf"
            ),
            pytest.param('"children[].name"', '"case[].number"', "case is not a list", id="not a list"),
            pytest.param("role: lead_document", "role: leader", "document.yaml: filing.role:", id="role"),
            pytest.param("security: public", "security: secret", "Expected one of: public", id="class"),
            pytest.param("title: Example", "title: A\ntitle: B", "stands twice", id="key twice"),
            pytest.param("title: Example", "title: 'x", "is not YAML", id="not YAML"),
            pytest.param(
                "title: Example", "form: {number: X}\ntitle: E", "form.revised: must be a date", id="edition"
            ),
            pytest.param(
                "title: Example", "signed_by: [judge]\ntitle: E", "signed_by: is 'judge'", id="slot"
            ),
        ],
    )
    def test_each_fault_is_named_with_its_place(self, tree: Tree, old: str, new: str, fault: str) -> None:
        catalog = load_catalog(tree(document=DOCUMENT.replace(old, new)))
        with pytest.raises(CatalogRejected) as refused:
            catalog.document_type("zz/example")
        assert fault in str(refused.value)

    def test_all_faults_come_at_once(self, tree: Tree) -> None:
        catalog = load_catalog(tree(document="engine: docx\nsecurity: public\nnonsense: 1\n"))
        assert len(catalog.faults["zz/example"]) == 5

    def test_a_missing_source_is_a_fault(self, tree: Tree) -> None:
        catalog = load_catalog(tree(document=DOCUMENT.replace("engine: html", "engine: docx")))
        assert catalog.faults["zz/example"] == ("template.docx: is missing",)

    def test_a_need_may_depend_on_another_fact(self, tree: Tree) -> None:
        need = "{fact: stipulation.hearing, when: {fact: stipulation.how, is: hearing}}"
        catalog = load_catalog(tree(document=DOCUMENT.replace("case.petitioner", need)))
        expected = Need("stipulation.hearing", (Condition("stipulation.how", "hearing"),))
        assert catalog.document_type("zz/example").needs[0] == expected


class TestFaultsOfARecipe:
    @pytest.mark.parametrize(
        ("old", "new", "fault"),
        [
            pytest.param("zz/example", "zz/other", "there is no document type zz/other", id="missing type"),
            pytest.param("lead_document", "connected_document", "needs a lead_document", id="no lead"),
            pytest.param(
                "role: lead_document",
                "role: attachment, attached_to: zz/x",
                "attached to zz/x, which does not stand before it",
                id="parent",
            ),
            pytest.param(
                "role: lead_document",
                "role: lead_document, when: {fact: case.nr, is: given}",
                "there is no fact case.nr",
                id="condition",
            ),
        ],
    )
    def test_each_fault_is_named(self, tree: Tree, old: str, new: str, fault: str) -> None:
        catalog = load_catalog(tree(recipe=RECIPE.replace(old, new)))
        with pytest.raises(CatalogRejected) as refused:
            catalog.recipe("zz/do")
        assert fault in str(refused.value)

    def test_what_holds_a_social_security_number_is_for_an_employer_not_for_another_class(
        self, tree: Tree
    ) -> None:
        document = DOCUMENT.replace("security: public", "security: agency-only")
        catalog = load_catalog(tree(document=document, recipe=RECIPE.replace("court", "employer")))
        assert "may not go to an employer" in catalog.faults["zz/_packets/do.yaml"][0]
