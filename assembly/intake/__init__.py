"""Facts in: from JSON or CSV into the model, with every fault named at once; and canonical JSON out."""

from assembly.intake.reader import read_facts
from assembly.intake.schema import facts_schema
from assembly.intake.table import read_csv
from assembly.intake.writer import facts_json

__all__ = ["facts_json", "facts_schema", "read_csv", "read_facts"]
