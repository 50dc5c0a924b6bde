"""`courtpacket sign`: sign the papers of a folder by typing, where their court takes it."""

import json
from dataclasses import replace
from datetime import UTC, date
from pathlib import Path
from typing import Annotated

import typer

from api.cli.facts_file import read_facts_file
from api.cli.original_scans import bring, bring_to_journal, originals_before, originals_json, put_back
from api.cli.output import AsJson
from api.clock import utc_now
from api.courts.gateway import open_courts
from api.packets.to_sign import ToSign, to_sign
from api.settings import Settings
from assembly.catalog import load_catalog
from assembly.errors import DocumentRefused
from assembly.law import load_law
from assembly.model.document import Document
from assembly.model.likeness import letters_of
from assembly.model.signing import TypedSignature
from assembly.packets import assemble, read_packet
from assembly.packets.record import EXHIBIT
from efiling.courts import CourtProfile
from efiling.signing import SignatureForm

_SAID = {
    SignatureForm.TYPED: "typed",
    SignatureForm.INK: "in ink: print it, have it signed, scan it and bring it with --original",
    SignatureForm.COURT: "by the court",
    SignatureForm.UNKNOWN: "how this court takes it is not known: in ink",
}


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("sign")(_sign)


def _sign(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", exists=True, file_okay=False, help="The folder of a packet.")
    ],
    name: Annotated[str, typer.Option("--as", help="Your name, exactly as the papers print it.")] = "",
    original: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PAPER.pdf[:PAGE]=SCAN",
            help="Bring the scan of a paper as it was signed in ink: a PDF or a picture. May be repeated.",
        ),
    ] = None,
    packet_id: Annotated[
        str,
        typer.Option(
            "--packet", help="Another packet of the folder's journal, such as a proof of service, P-..."
        ),
    ] = "",
    court: Annotated[str, typer.Option(help="The court, where it is not the one of the facts.")] = "",
    as_json: AsJson = False,
) -> None:
    """List who signs what; sign by typing (--as), or bring back what was signed in ink (--original).

    With --as the papers are made anew with your typed signature where the court takes it; with
    --original a scan is held against its paper, word by word, and stands in its place from then on.
    Nothing else changes.
    """
    if name and original:
        raise DocumentRefused(
            "Sign by typing first (--as) and print what is to be signed in ink from that; then bring the scans."
        )
    if packet_id:
        if name:
            raise DocumentRefused(
                "A packet of the journal is not signed by typing here; bring scans with --original."
            )
        bring_to_journal(folder, packet_id, original or ())
        return
    packet, facts = read_packet(folder), read_facts_file(folder / "facts.json")
    profile = open_courts(Settings()).profile(court or packet.court)
    catalog = load_catalog()

    def word(document: Document) -> bytes | None:
        return (folder / document.docx_path).read_bytes() if document.docx_path else None

    places = to_sign(packet, facts, word, court=profile, catalog=catalog)
    for said in original or ():
        packet = bring(folder, packet, places, said)
        places = to_sign(packet, facts, word, court=profile, catalog=catalog)
    signed: tuple[str, ...] = ()
    if name:
        if any(document.type_id == EXHIBIT for document in packet.documents):
            raise DocumentRefused(
                "This packet has exhibits, which are not made anew here. Sign it in the service, or sign it and "
                "then assemble the exhibits."
            )
        signed = _papers(places, name)
        given = TypedSignature(name=name, on=_today(profile), papers=signed)
        kept = originals_before(folder)
        assemble(replace(facts, signatures=(given,)), packet.recipe, folder, catalog=catalog, law=load_law())
        packet = put_back(folder, kept)
    if as_json:
        typer.echo(
            json.dumps(
                {
                    "signed": list(signed),
                    "places": [_plain(place) for place in places],
                    "originals": originals_json(packet),
                },
                indent=2,
            )
        )
    else:
        for place in places:
            mark = place.signed_as or (name if place.paper in signed and place.by_typing else "")
            done = f"signed as /s/ {mark}" if mark else _SAID[place.form]
            done = f"signed in ink, shown on page {place.original}" if place.original else done
            oath = ", under oath" if place.oath else ""
            source = f" ({place.source})" if place.source else ""
            typer.echo(f"{place.title}: {place.slot.replace('_', ' ')}{oath}: {done}{source}")


def _papers(places: tuple[ToSign, ...], name: str) -> tuple[str, ...]:
    """Return the papers that the person of that name signs by typing.

    Raises:
        DocumentRefused: there is none.
    """
    own = [place for place in places if place.by_typing and letters_of(name) in map(letters_of, place.names)]
    if not own:
        named = sorted({name for place in places if place.by_typing for name in place.names})
        raise DocumentRefused(
            f"No paper here is signed by {name} by typing. "
            + (f"The papers print {' or '.join(named)}." if named else "All of them are signed otherwise.")
        )
    return tuple(dict.fromkeys(place.paper for place in own))


def _today(profile: CourtProfile) -> date:
    zone = profile.zone if profile.text("court.time_zone") else UTC
    return utc_now().astimezone(zone).date()


def _plain(place: ToSign) -> dict[str, object]:
    return {
        "paper": place.paper,
        "title": place.title,
        "slot": place.slot,
        "names": list(place.names),
        "form": place.form.value,
        "oath": place.oath,
        "source": place.source,
        "signed_as": place.signed_as,
    }
