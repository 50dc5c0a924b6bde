"""What a check found: the rule, the field, and what to do."""

from enum import StrEnum

from assembly.model.value import value


class Severity(StrEnum):
    """How far a finding reaches."""

    BLOCK = "block"
    WARN = "warn"
    ATTEST = "attest"
    UNVERIFIED = "unverified"
    INFO = "info"


@value
class Finding:
    """One thing that stands against a document, a packet or a filing.

    `pointer` is the JSON pointer of the fact that mends it, or empty where none does.
    `document` is the document type it concerns, or empty for the packet as a whole.
    """

    rule: str
    severity: Severity
    message: str
    citation: str = ""
    remedy: str = ""
    pointer: str = ""
    document: str = ""

    @property
    def blocks(self) -> bool:
        """Whether the packet may not go on before this is mended or answered."""
        return self.severity in (Severity.BLOCK, Severity.ATTEST)
