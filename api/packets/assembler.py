"""What the service asks of the assembly packages; a test may answer in its place."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Protocol

from api.packets.ruling import ruled
from api.packets.to_sign import ToSign, to_sign
from api.preflight.matter import matter_of
from assembly.catalog import Catalog, load_catalog
from assembly.law import Law, Step, load_law
from assembly.model.attestation import Attestation
from assembly.model.document import Document, Packet
from assembly.model.edited import EditedDraft
from assembly.model.exhibit import Exhibit
from assembly.model.facts import Facts
from assembly.model.finding import Finding
from assembly.rules import protect
from efiling.courts import CourtProfile
from efiling.model import Envelope
from efiling.preflight import Report, Stage, preflight
from efiling.preflight.asked import NOT_ASKED, Asked

Read = Callable[[Document], bytes]


class Assembler(Protocol):
    """Checks facts against a packet and makes it."""

    def require_recipe(self, recipe: str) -> None:
        """Pass when there is such a packet.

        Raises:
            UnknownName: there is none.
        """

    def validate(self, facts: Facts, recipe: str) -> tuple[Finding, ...]:
        """Return every finding of the rules."""

    def assemble(
        self,
        facts: Facts,
        recipe: str,
        out: Path,
        *,
        exhibits: Sequence[Exhibit] = (),
        edited: Sequence[EditedDraft] = (),
    ) -> Packet:
        """Make the packet in the folder `out`, which must not exist.

        Raises:
            PacketRefused: findings must be fixed first.
            AssemblyError: a document could not be made.
        """

    def read(self, folder: Path) -> Packet:
        """Read a packet back and prove its files.

        Raises:
            DocumentRefused: the folder holds no packet, or not as it was made.
        """

    def protect(self, facts: Facts) -> Facts:
        """Return the facts without what the court's public file may not show."""

    def to_sign(
        self, packet: Packet, facts: Facts, word: Callable[[Document], bytes | None], *, court: CourtProfile
    ) -> tuple[ToSign, ...]:
        """Return every place to sign in a packet; `word` gives a document's Word file."""

    def rules(
        self,
        packet: Packet,
        facts: Facts,
        read: Read,
        *,
        step: Step,
        on: date,
        answers: Mapping[str, Attestation],
    ) -> tuple[Finding, ...]:
        """Return what the rules in force on a day have against finished papers at a later step."""

    def preflight(
        self,
        packet: Packet,
        facts: Facts,
        read: Read,
        *,
        court: CourtProfile,
        today: date,
        envelope: Envelope | None = None,
        message: str = "",
        stage: Stage = Stage.TRANSMISSION,
        open_hashes: tuple[str, ...] = (),
        asked: Asked = NOT_ASKED,
    ) -> Report:
        """Return what a clerk would reject in these bytes.

        `envelope` is what would be sent and `message` its text; both are searched like the papers.
        `stage` says what may still be missing, `open_hashes` are of the files that lie with the court,
        `asked` is what the court and the office's settings say besides.

        Raises:
            DocumentRefused: nothing of the packet is filed with a court.
        """


class FolderAssembler:
    """Assembles from the templates and the law, both read when they are first needed.

    The engines that draw pages take a second to load, so they are imported by what draws.
    """

    def __init__(self, templates: Path | None) -> None:
        self._templates = templates

    def require_recipe(self, recipe: str) -> None:
        """Pass when there is such a packet.

        Raises:
            UnknownName: there is none.
        """
        self._catalog.recipe(recipe)

    def validate(self, facts: Facts, recipe: str) -> tuple[Finding, ...]:
        """Return every finding of the rules."""
        from assembly.packets import validate

        return validate(facts, recipe, catalog=self._catalog, law=self._law)

    def assemble(
        self,
        facts: Facts,
        recipe: str,
        out: Path,
        *,
        exhibits: Sequence[Exhibit] = (),
        edited: Sequence[EditedDraft] = (),
    ) -> Packet:
        """Make the packet in the folder `out`."""
        from assembly.packets import assemble

        return assemble(
            facts, recipe, out, catalog=self._catalog, law=self._law, exhibits=exhibits, edited=edited
        )

    def read(self, folder: Path) -> Packet:
        """Read a packet back and prove its files."""
        from assembly.packets import read_packet

        return read_packet(folder)

    def protect(self, facts: Facts) -> Facts:
        """Return the facts without what the court's public file may not show."""
        return protect(facts)

    def to_sign(
        self, packet: Packet, facts: Facts, word: Callable[[Document], bytes | None], *, court: CourtProfile
    ) -> tuple[ToSign, ...]:
        """Return every place to sign in a packet; `word` gives a document's Word file."""
        return to_sign(packet, facts, word, court=court, catalog=self._catalog)

    def rules(
        self,
        packet: Packet,
        facts: Facts,
        read: Read,
        *,
        step: Step,
        on: date,
        answers: Mapping[str, Attestation],
    ) -> tuple[Finding, ...]:
        """Return what the rules in force on a day have against finished papers at a later step."""
        return ruled(packet, facts, read, law=self._law, step=step, on=on, answers=answers)

    def preflight(
        self,
        packet: Packet,
        facts: Facts,
        read: Read,
        *,
        court: CourtProfile,
        today: date,
        envelope: Envelope | None = None,
        message: str = "",
        stage: Stage = Stage.TRANSMISSION,
        open_hashes: tuple[str, ...] = (),
        asked: Asked = NOT_ASKED,
    ) -> Report:
        """Return what a clerk would reject in these bytes."""
        matter = matter_of(
            packet,
            facts,
            read,
            court=court,
            catalog=self._catalog,
            today=today,
            law=self._law,
            stage=stage,
            open_hashes=open_hashes,
        )
        return preflight(replace(matter, envelope=envelope, message=message, asked=asked))

    @cached_property
    def _catalog(self) -> Catalog:
        return load_catalog(self._templates)

    @cached_property
    def _law(self) -> Law:
        return load_law()
