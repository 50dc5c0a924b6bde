"""`courtpacket courts`: which courts are known, and what of each, where from, since when."""

from typing import Annotated

import typer

from api.cli.output import AsJson, print_json
from efiling.courts import CourtProfile, Fact, court_ids, load_court
from efiling.errors import UnknownCourt

Court = Annotated[str, typer.Argument(metavar="COURT", help="A court's id, such as us-or-multnomah.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    courts = typer.Typer(
        help="Courts: what each accepts, and where that is known from.", no_args_is_help=True
    )
    courts.command("list")(_list)
    courts.command("show")(_show)
    app.add_typer(courts, name="courts")


def _list(as_json: AsJson = False) -> None:
    """List the courts that have a profile."""
    profiles = [load_court(court) for court in court_ids()]
    if as_json:
        print_json([_summary(profile) for profile in profiles])
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
        print_json(_whole(profile))
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
