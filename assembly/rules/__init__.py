"""The rules at work: what stands against a packet, what may be shown, and what is worked out.

One legal question per file. A question (`@question`) or a calculation (`@computation`) is found by
looking through the modules here; nothing lists them.
"""

from assembly.rules.check import check
from assembly.rules.matter import DocumentFacts, Matter
from assembly.rules.named import computations, compute
from assembly.rules.protect import protect

__all__ = ["DocumentFacts", "Matter", "check", "computations", "compute", "protect"]
