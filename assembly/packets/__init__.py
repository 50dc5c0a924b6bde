"""Packets: from one case's facts to the papers of one action, checked and bound."""

from assembly.model.exhibit import Exhibit
from assembly.packets.assemble import assemble
from assembly.packets.reading import read_packet
from assembly.packets.validate import validate

__all__ = ["Exhibit", "assemble", "read_packet", "validate"]
