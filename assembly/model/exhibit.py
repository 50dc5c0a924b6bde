"""What a case brings as proof, before it is marked and bound."""

from dataclasses import dataclass

MOST_EXHIBITS = 200
"""How many exhibits one packet takes."""


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A file that is brought as proof: its name, a few words that say what it is, and its bytes.

    The bytes may be a PDF, a picture or a Word document, and are hostile until they have been taken
    in. A `confidential` one is filed by itself, never inside a public paper.
    """

    name: str
    title: str
    content: bytes
    confidential: bool = False
