"""Facts in: from JSON or CSV into the model, with every fault named at once; and canonical JSON out."""

from assembly.intake.reader import read_facts, read_value
from assembly.intake.schema import facts_schema, schema_of
from assembly.intake.table import read_csv
from assembly.intake.writer import facts_json, plain

__all__ = ["facts_json", "facts_schema", "plain", "read_csv", "read_facts", "read_value", "schema_of"]
