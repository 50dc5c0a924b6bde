"""Packets: from one case's facts to the papers of one action, checked and bound."""

from assembly.packets.reading import read_packet
from assembly.packets.validate import validate

__all__ = ["read_packet", "validate"]
