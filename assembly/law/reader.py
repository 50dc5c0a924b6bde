"""Reads the law from its files and refuses what is not well formed."""

from functools import lru_cache
from pathlib import Path

from assembly.errors import LawFault
from assembly.law.rule import Rule
from assembly.law.rule_files import read_rules
from assembly.law.statute import Law
from assembly.law.value_files import read_table, read_value
from assembly.law.values import DatedTable, DatedValue
from assembly.law.yaml_file import YamlFile, read_yaml

HERE = Path(__file__).parent


@lru_cache(maxsize=4)
def load_law(root: Path | None = None) -> Law:
    """Load the law from a folder of jurisdictions; the product's own where none is given.

    Raises:
        LawFault: a file is not well formed, or two rules have one id.
    """
    root = root or HERE
    places = sorted(
        folder for folder in root.iterdir() if folder.is_dir() and not folder.name.startswith("_")
    )
    values: dict[tuple[str, str], DatedValue] = {}
    tables: dict[tuple[str, str], DatedTable] = {}
    rules: list[Rule] = []
    for place in places:
        for path in sorted(place.glob("*.yaml")):
            _add_value(read_yaml(path), place.name, values, tables)
        for path in sorted((place / "rules").glob("*.yaml")):
            rules.extend(read_rules(read_yaml(path), place.name))
    _refuse_repeated(rules)
    return Law(
        jurisdictions=tuple(place.name for place in places),
        dated_values=values,
        dated_tables=tables,
        rules=tuple(rules),
    )


def _add_value(
    file: YamlFile,
    jurisdiction: str,
    values: dict[tuple[str, str], DatedValue],
    tables: dict[tuple[str, str], DatedTable],
) -> None:
    key = (jurisdiction, file.path.stem)
    if "tables" in file.content:
        tables[key] = read_table(file, jurisdiction)
    elif file.path.stem not in file.content:  # a list named as its file is read by its own calculation
        values[key] = read_value(file, jurisdiction)


def _refuse_repeated(rules: list[Rule]) -> None:
    seen: dict[str, Rule] = {}
    for rule in rules:
        if rule.id in seen:
            raise LawFault(f"rules/{rule.topic}.yaml", rule.id, f"stands also in {seen[rule.id].topic}.yaml.")
        seen[rule.id] = rule
