"""Each way in which a Word template goes wrong is named at its place."""

import pytest

from assembly.catalog import load_catalog
from assembly.model.finding import Severity
from assembly.render.lint import Flaw, lint_document, lint_word
from assembly.render.lint.kinds import ANYTHING
from tests.assembly.render.lint.word_file import word_file


def blocking(*blocks: object, **names: object) -> list[Flaw]:
    found = lint_word(word_file(*blocks), computed=dict.fromkeys(names, ANYTHING))  # type: ignore[arg-type]
    return [flaw for flaw in found if flaw.severity is Severity.BLOCK]


class TestLintWord:
    def test_finds_nothing_in_a_sound_template(self):
        assert not blocking(
            "Number {{ case.number | or_blank }}",
            "{%p for child in children if child.birth_date %}",
            "{{ loop.index }}. {{ child.name.full }}, born {{ child.birth_date | long_date }}",
            "{%p endfor %}",
            "{% if order %}{{ order.total_monthly | dollars }}{% else %}none{% endif %}",
            (
                [
                    [["Child"]],
                    [["{%tr for child in children %}"]],
                    [["{{ child.name }}"]],
                    [["{%tr endfor %}"]],
                ],
            ),
            "{%p set first = children | selectattr('establish_support') | first %}",
            "{{ first.name.last_first }} and {{ interest.total }}",
            interest=1,
        )

    @pytest.mark.parametrize(
        ("blocks", "place", "problem"),
        [
            pytest.param(
                ["Sound.", "Number {{ case.number"],
                "the text, paragraph 2",
                "a tag opens with {{ and is not closed in its paragraph",
                id="a tag is not closed",
            ),
            pytest.param(["case.number }}"], "the text, paragraph 1", "'}}' stands where no tag", id="a stray end"),
            pytest.param(["{ { case.number }}"], "the text, paragraph 1", "stands where no tag", id="braces apart"),
            pytest.param(
                ["{{ case.number }"], "the text, paragraph 1", "opens with {{ and is not closed", id="one brace short"
            ),
            pytest.param(["{% fro x in children %}"], "the text, paragraph 1", "no tag 'fro'", id="a misspelt word"),
            pytest.param(
                ["{{ order.base_monthly | dolars }}"], "the text, paragraph 1", "filter named 'dolars'", id="a filter"
            ),
            pytest.param(["{{ case.number if }}"], "the text, paragraph 1", "a tag is broken", id="half a choice"),
            pytest.param(["{{ 'a' | upper – 1 }}"], "the text, paragraph 1", "a dash that Word made", id="a dash"),
            pytest.param(["{% include 'x' %}"], "the text, paragraph 1", "can't load another", id="loading"),
            pytest.param(["{{p case.number }}"], "the text, paragraph 1", "as Word markup", id="markup"),
            pytest.param(
                ["{% p if order %}", "{%p endif %}"], "the text, paragraph 1", "stands apart", id="a space in the tag"
            ),
            pytest.param(["a", "{%p endfor %}"], "the text, paragraph 2", "endfor closes nothing", id="an orphan end"),
            pytest.param(["{%p else %}"], "the text, paragraph 1", "outside of an if", id="an orphan else"),
            pytest.param(["{%p if order %}", "x"], "the text, paragraph 1", "if is never closed", id="no end"),
            pytest.param(
                ["{%p for c in children %}", "{%p if order %}", "{%p endfor %}"],
                "the text, paragraph 2",
                "if is not closed before endfor",
                id="ends in the wrong order",
            ),
            pytest.param(
                ["{% if order %}one", "two{% endif %}"],
                "the text, paragraph 2",
                "crosses paragraphs",
                id="a block crosses paragraphs",
            ),
            pytest.param(
                ["{%p if order %}", "x", "y {% endif %}"],
                "the text, paragraph 3",
                "endif is written {%",
                id="a block of two levels",
            ),
            pytest.param(
                ["{%p if order %} lost words", "{%p endif %}"],
                "the text, paragraph 1",
                "the text 'lost words' beside a {%p tag is not printed",
                id="text beside a paragraph tag",
            ),
            pytest.param(
                ["{%p if order %}{%p endif %}"], "the text, paragraph 1", "share one", id="two in one paragraph"
            ),
            pytest.param(["{%tr if order %}", "{%tr endif %}"], "the text, paragraph 1", "outside of a table", id="no row"),
        ],
    )  # fmt: skip
    def test_names_what_is_wrong_and_where(self, blocks, place, problem):
        flaws = blocking(*blocks)
        assert any(flaw.place == place and problem in flaw.problem for flaw in flaws), flaws

    def test_names_the_cell_of_a_table(self):
        rows = [[["Child"], ["Born"]], [["{{ child.name }}"], ["fine", "{{ case.numbr }}"]]]
        (flaw,) = blocking("{%p for child in children %}", (rows,), "{%p endfor %}")
        assert flaw.place == "the text, table 1, row 2, cell 2, paragraph 2"
        assert flaw.remedy == "Did you mean 'case.number'?"

    def test_a_block_may_not_cross_cells(self):
        flaws = blocking(([[["{%p if order %}", "x"], ["{%p endif %}", "y"]]],))
        assert any("crosses cells" in flaw.problem for flaw in flaws)

    def test_a_row_tag_may_not_share_its_row_with_text(self):
        rows = [
            [["{%tr for c in children %}"], ["lost"]],
            [["{{ c.name }}"], [""]],
            [["{%tr endfor %}"], [""]],
        ]
        (flaw,) = blocking((rows,))
        assert "the text 'lost' beside a {%tr tag" in flaw.problem
        assert flaw.place == "the text, table 1, row 1, cell 1, paragraph 1"

    def test_says_in_which_run_a_tag_begins_that_word_has_cut_to_pieces(self):
        (flaw,) = blocking(["Number ", "{{ ca", "se.num", "bar }}"])
        assert (flaw.paragraph, flaw.run) == (1, 3)
        assert flaw.text == "Number {{ case.numbar }}"

    def test_knows_no_fact_by_a_wrong_name(self):
        flaws = blocking(
            "{{ oblgor.name }}",
            "{{ children.name }}",
            "{% for c in children %}{{ c.birthdate }}{% endfor %}",
            "{{ children | map(attribute='nmae') | join_and }}",
            "{{ c.name }}",
        )
        assert [(flaw.paragraph, flaw.problem.split("'")[1]) for flaw in flaws] == [
            (1, "oblgor"), (2, "children.name"), (3, "c.birthdate"), (4, "children.nmae"), (5, "c"),
        ]  # fmt: skip
        assert flaws[0].remedy == "Did you mean 'obligor'?"
        assert flaws[2].remedy == "Did you mean 'c.birth_date'?"

    def test_reads_headers_too(self):
        import io

        import docx

        document = docx.Document()
        document.sections[0].header.paragraphs[0].text = "{{ case.nmber }}"
        out = io.BytesIO()
        document.save(out)
        (flaw,) = [f for f in lint_word(out.getvalue()) if f.severity is Severity.BLOCK]
        assert flaw.place.startswith("header")

    def test_curly_quotation_marks_are_named_with_their_tag(self):
        (flaw,) = lint_word(word_file("He said “yes”. {{ children | map(attribute=‘name’) | join_and }}"))
        assert "curly quotation marks" in flaw.problem
        assert flaw.severity is Severity.WARN

    def test_a_style_and_a_font_that_no_layout_knows_are_a_warning(self):
        import io

        import docx

        document = docx.Document(io.BytesIO(word_file("x", style="Intense Quote")))
        document.add_paragraph().add_run("y").font.name = "Comic Sans MS"
        out = io.BytesIO()
        document.save(out)
        said = [flaw.problem for flaw in lint_word(out.getvalue()) if flaw.severity is Severity.WARN]
        assert any("'Intense Quote'" in text for text in said)
        assert any("'Comic Sans MS'" in text for text in said)

    def test_a_letter_that_no_font_has_is_named(self):
        (flaw,) = blocking("Signed \U0001f58a here")
        assert "U+1F58A" in flaw.problem


def test_no_template_of_the_product_has_a_blocking_flaw():
    documents = load_catalog().document_types()
    assert documents
    for document in documents:
        assert not [str(flaw) for flaw in lint_document(document) if flaw.severity is Severity.BLOCK], (
            document.id
        )
