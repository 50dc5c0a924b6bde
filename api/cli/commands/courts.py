"""`courtpacket courts`: which courts are known, and what of each, where from, since when."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated

import httpx
import typer

from api.cli.commands.schemas import home
from api.cli.output import AsJson
from assembly.catalog import load_catalog
from assembly.intake import plain
from efiling.courts import CourtProfile, Fact, court_ids, load_court
from efiling.courts.code_store import current, save
from efiling.courts.drift import Change, affected, drift
from efiling.ecf.v4.names import NAMESPACES
from efiling.ecf.v4.policy import Policy
from efiling.errors import UnknownCourt
from efiling.transport.address import Address
from efiling.transport.code_lists import fetch_code_lists
from efiling.transport.ecf4 import Ecf4Court
from efiling.transport.wire import Wire

Court = Annotated[str, typer.Argument(metavar="COURT", help="A court's id, such as us-or-multnomah.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    courts = typer.Typer(
        help="Courts: what each accepts, and where that is known from.", no_args_is_help=True
    )
    courts.command("list")(_list)
    courts.command("show")(_show)
    courts.command("refresh")(_refresh)
    app.add_typer(courts, name="courts")


def _list(as_json: AsJson = False) -> None:
    """List the courts that have a profile."""
    profiles = [load_court(court) for court in court_ids()]
    if as_json:
        _print_json([_summary(profile) for profile in profiles])
        return
    for profile in profiles:
        road = "by message" if profile.takes_efiling else "paper or portal"
        typer.echo(f"{profile.id:<22} {road:<16} {len(profile.unknowns):>3} to ask  {profile.name}")


def _show(court: Court, as_json: AsJson = False) -> None:
    """Show all that is known of one court, and what has to be asked."""
    try:
        profile = load_court(court)
    except UnknownCourt as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
    if as_json:
        _print_json(_whole(profile))
        return
    typer.echo(f"{profile.name} ({profile.id}), edition {profile.edition}, {profile.status}")
    for key, fact in sorted(profile.facts.items()):
        if fact.known:
            typer.echo(f"  {key}: {fact.value} {fact.unit}".rstrip() + f"  [{_origin(fact)}]")
    for name, codes in sorted(profile.codes.items()):
        typer.echo(f"  codes.{name}: {len(codes.rows)} rows, {len(codes.ours)} confirmed")
    if profile.unknowns:
        typer.echo("To ask the court:")
        for key in profile.unknowns:
            typer.echo(f"  {key}")


def _refresh(
    court: Court,
    url: Annotated[
        str, typer.Option(help="The court's Filing Review service.", envvar="COURTPACKET_FILING_REVIEW")
    ],
    location: Annotated[str, typer.Option(help="The court's location code.")] = "",
    as_json: AsJson = False,
) -> None:
    """Fetch the court's code lists, all or none, and report what changed and which papers that breaks."""
    profile = load_court(court)
    with httpx.Client() as http:
        policy = ask_policy(profile, url, location or _location(profile), http)
        now = datetime.now(UTC)
        lists = fetch_code_lists(policy.code_lists, http=http, court=court, now=now)
    changes = drift(current(home(), profile), lists)
    save(home(), court, policy.version or now.strftime("%Y%m%dT%H%M%SZ"), lists)
    kinds = load_catalog().document_types()
    broken = affected(changes, {kind.id: kind.code for kind in kinds})
    if as_json:
        _print_json(
            {
                "version": policy.version,
                "changes": list(changes),
                "broken": {k: list(v) for k, v in broken.items()},
            }
        )
    else:
        _print_changes(profile, len(lists), changes, broken)
    raise typer.Exit(1 if broken else 0)


def ask_policy(profile: CourtProfile, url: str, location: str, http: httpx.Client) -> Policy:
    """Return what a court says of itself."""
    wire = Wire(http, court=profile.id, clock=lambda: datetime.now(UTC))
    address = Address(
        court=location,
        filing_review=url,
        submitter="",
        callback_url="",
        zone=profile.zone,
        namespaces=NAMESPACES,
    )
    return Ecf4Court(wire, address).policy()


def _location(profile: CourtProfile) -> str:
    first = next(iter(profile.items("court.locations")), {})
    return str(first.get("code", profile.id)) if isinstance(first, dict) else profile.id


def _print_changes(
    profile: CourtProfile, count: int, changes: tuple[Change, ...], broken: Mapping[str, tuple[Change, ...]]
) -> None:
    typer.echo(f"{profile.name}: {count} code lists, {len(changes)} change(s).")
    for change in changes:
        typer.echo(f"  {change.list_name} {change.code} {change.kind}: {change.before!r} -> {change.after!r}")
    for type_id, found in broken.items():
        codes = ", ".join(change.code for change in found)
        typer.echo(f"  {type_id} uses code {codes}: look at it before anything is filed.")


def _origin(fact: Fact) -> str:
    names = "; ".join(source.name + (f", {source.dated}" if source.dated else "") for source in fact.sources)
    return f"{fact.how}: {names}" if names else str(fact.how)


def _summary(profile: CourtProfile) -> dict[str, object]:
    return {
        "id": profile.id,
        "name": profile.name,
        "edition": profile.edition,
        "status": profile.status,
        "takes_efiling": profile.takes_efiling,
        "to_ask": list(profile.unknowns),
    }


def _whole(profile: CourtProfile) -> dict[str, object]:
    return _summary(profile) | {
        "facts": {key: _fact(fact) for key, fact in sorted(profile.facts.items())},
        "codes": {
            name: {
                "rows": [{"code": row.code, "name": row.name, **row.columns} for row in codes.rows],
                "ours": dict(codes.ours),
                "otherwise": codes.otherwise,
                "expected_names": list(codes.expected_names),
            }
            for name, codes in sorted(profile.codes.items())
        },
    }


def _fact(fact: Fact) -> dict[str, object]:
    return {
        "value": fact.value,
        "unit": fact.unit,
        "how": str(fact.how),
        "enforcement": str(fact.enforcement),
        "layer": fact.layer,
        "sources": [
            {"name": s.name, "kind": s.kind, "dated": s.dated, "read_on": s.read_on} for s in fact.sources
        ],
    }


def _print_json(value: object) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2, default=plain))
