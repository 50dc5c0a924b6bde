"""form.yaml is read with care, and its values are only ever looked up."""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

import pytest

from assembly.errors import TemplateFault
from assembly.render.forms.mapping import read_mapping
from assembly.render.forms.values import compile_reader

HEAD = """
blank: some-form
title: Some form
edition: {printed: "2026", page_digests: [00]}
caption: {}
"""


def mapping_of(tmp_path, text):
    path = tmp_path / "form.yaml"
    path.write_text(HEAD + text)
    return read_mapping(path)


class TestMapping:
    def test_rows_and_lines_bind_numbered_fields(self, tmp_path):
        found = mapping_of(
            tmp_path,
            "fields: {}\n"
            "rows: [{of: kids, columns: {Child: name}, fields: [[K1], [K2]]}]\n"
            "lines: [{of: where, label: Address, fields: [L1, L2]}]\n",
        )
        assert [binding.field for binding in found.bindings] == ["K1", "K2", "L1", "L2"]
        assert [binding.label for binding in found.bindings] == ["Child 1", "Child 2", "Address", "Address"]

    @pytest.mark.parametrize(
        "text",
        [
            pytest.param("fields: {A: {text: a, check: b}}", id="two bindings"),
            pytest.param("fields: {A: {texts: a}}", id="no binding"),
            pytest.param("fields: {A: {text: a.__class__}}", id="underscore"),
            pytest.param("fields: {A: {text: 'a | eval'}}", id="no such format"),
            pytest.param("fields: {A: {text: 'a()'}}", id="a call"),
            pytest.param("fields: {A: {text: a}}\nlines: [{of: b, fields: [A]}]", id="bound twice"),
            pytest.param("fields: [A]", id="not a mapping"),
            pytest.param("fields: {A", id="not YAML"),
        ],
    )
    def test_a_fault_is_named(self, tmp_path, text):
        with pytest.raises(TemplateFault):
            mapping_of(tmp_path, text)


@dataclass
class Thing:
    amount: Decimal
    day: date
    _hidden: str = "no"


class TestReader:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("thing.amount | money", "1,234.50"),
            ("thing.day | short_date", "02/03/2026"),
            ("list.1", "b"),
            ("list.7", None),
            ("list | listed", "a, b"),
            ("list | items", "a\nb"),
            ("nothing.at.all | money", None),
            ("empty.at.all", None),
            ("map.other.more", None),
            ("map.key", "value"),
            ("percent | whole", "50"),
            ("hour | clock", "1:05 p.m."),
        ],
    )
    def test_reads_and_formats(self, text, expected):
        names = {
            "thing": Thing(Decimal("1234.5"), date(2026, 2, 3)),
            "list": ("a", "b"),
            "map": {"key": "value"},
            "percent": Decimal("50.00"),
            "hour": time(13, 5),
            "empty": None,
        }
        assert compile_reader(text, "test")(names) == expected

    def test_a_misspelt_attribute_is_a_fault_not_an_empty_field(self):
        with pytest.raises(TemplateFault, match="amuont"):
            compile_reader("thing.amuont | money", "form.yaml: Total")(
                {"thing": Thing(Decimal(1), date(2026, 1, 1))}
            )
