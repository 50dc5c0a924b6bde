"""`courtpacket courts`: which courts are known, and what of each, where from, since when."""

import getpass
import json
from dataclasses import asdict
from difflib import get_close_matches
from typing import Annotated

import typer

from api.cli.court_words import print_findings, print_refreshed
from api.cli.output import AsJson
from api.clock import utc_now
from api.courts.check import Standing, check_court
from api.courts.gateway import open_courts, reachable
from api.courts.refresh import Codes, codes_of, is_stale, refresh
from api.settings import Settings
from assembly.catalog import load_catalog
from assembly.intake import plain
from efiling.courts import CourtProfile, Fact, court_ids, load_court
from efiling.courts.code_store import add_confirmed, current, fetched_at
from efiling.courts.codes import Confirmed
from efiling.errors import EfilingError, ProfileFault, UnknownCourt

Court = Annotated[str, typer.Argument(metavar="COURT", help="A court's id, such as us-or-multnomah.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    courts = typer.Typer(
        help="Courts: what each accepts, and where that is known from.", no_args_is_help=True
    )
    courts.command("list")(_list)
    courts.command("show")(_show)
    courts.command("refresh")(_refresh)
    courts.command("check")(_check)
    courts.command("map")(_map)
    app.add_typer(courts, name="courts")


def _list(as_json: AsJson = False) -> None:
    """List the courts that have a profile."""
    profiles = [load_court(court) for court in court_ids()]
    if as_json:
        _print_json([_summary(profile) for profile in profiles])
        return
    home, now = Settings().office_home, utc_now()
    for profile in profiles:
        road = "by message" if profile.takes_efiling else "paper or portal"
        stale = "  (code lists are stale: courtpacket courts refresh)" * is_stale(
            fetched_at(home, profile.id), now
        )
        typer.echo(f"{profile.id:<22} {road:<16} {len(profile.unknowns):>3} to ask  {profile.name}{stale}")


def _show(court: Court, as_json: AsJson = False) -> None:
    """Show all that is known of one court, and what has to be asked."""
    home = Settings().office_home
    try:
        profile = current(home, load_court(court))
    except UnknownCourt as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
    codes = codes_of(load_court(court), home=home, catalog=load_catalog(), now=utc_now())
    if as_json:
        _print_json(_whole(profile) | {"codes_of_papers": _standing(codes)})
        return
    typer.echo(f"{profile.name} ({profile.id}), edition {profile.edition}, {profile.status}")
    for key, fact in sorted(profile.facts.items()):
        if fact.known:
            typer.echo(f"  {key}: {fact.value} {fact.unit}".rstrip() + f"  [{_origin(fact)}]")
    for name, listed in sorted(profile.codes.items()):
        known = sum(1 for code in listed.ours.values() if code)
        typer.echo(f"  codes.{name}: {len(listed.rows)} rows, {known} confirmed")
    if codes.fetched is not None:
        stale = ", stale" if codes.stale else ""
        typer.echo(f"  code lists: version {codes.version}, fetched {codes.fetched:%Y-%m-%d}{stale}")
    if profile.unknowns:
        typer.echo("To ask the court:")
        for key in profile.unknowns:
            typer.echo(f"  {key}")
    if codes.missing and profile.takes_efiling:
        typer.echo(f"Words without a code (courtpacket courts map {court} LIST WORD CODE):")
        for list_name, word in codes.missing:
            typer.echo(f"  {list_name} {word}")


def _refresh(
    court: Annotated[str, typer.Argument(metavar="[COURT]", help="A court's id.")] = "",
    every: Annotated[bool, typer.Option("--all", help="Every court that this office has access to.")] = False,
    url: Annotated[
        str, typer.Option(help="The court's Filing Review service.", envvar="COURTPACKET_FILING_REVIEW")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Fetch the court's code lists, all or none, and report what changed and which papers that breaks."""
    if bool(court) == every:
        raise typer.BadParameter("Name one court, or say --all.")
    settings = Settings()
    settings.court_url = url or settings.court_url
    courts, catalog = open_courts(settings), load_catalog()
    asked = reachable(courts) if every else (court,)
    if not asked:
        typer.echo(f"No court has an access.yaml with filing_review in {settings.courts}.", err=True)
        raise typer.Exit(1)
    done, failed = [], {}
    for each in asked:
        try:
            done.append(refresh(courts, each, home=settings.office_home, catalog=catalog, now=utc_now()))
        except EfilingError as error:
            if not every:
                raise
            failed[each] = str(error)
    if as_json:
        _print_json(
            {"refreshed": [asdict(one) for one in done], "failed": failed} if every else asdict(done[0])
        )
    else:
        for one in done:
            print_refreshed(one)
        for each, problem in failed.items():
            typer.echo(f"{each}: {problem}", err=True)
    raise typer.Exit(1 if failed or any(one.broken for one in done) else 0)


def _check(
    court: Court,
    offline: Annotated[bool, typer.Option("--offline", help="Look only; do not ask the court.")] = False,
    as_json: AsJson = False,
) -> None:
    """Say what this office has for a court and what is missing, then try policy and log-in. Nothing is filed."""
    settings = Settings()
    found = check_court(
        open_courts(settings),
        court,
        home=settings.office_home,
        catalog=load_catalog(),
        now=utc_now(),
        ask=not offline,
    )
    if as_json:
        _print_json([asdict(finding) for finding in found])
    else:
        print_findings(found)
    raise typer.Exit(1 if any(f.standing in (Standing.MISSING, Standing.WRONG) for f in found) else 0)


def _map(
    court: Court,
    list_name: Annotated[str, typer.Argument(metavar="LIST", help="A code list, such as filing_code.")],
    word: Annotated[str, typer.Argument(metavar="WORD", help="A word of ours, such as motion.")],
    code: Annotated[str, typer.Argument(metavar="CODE", help="The court's code, from its list.")],
) -> None:
    """Confirm which code of a court's list stands for a word of ours. It holds until the court changes it."""
    home, profile = Settings().office_home, load_court(court)
    codes = current(home, profile).codes.get(list_name)
    if codes is None or not codes.rows:
        raise ProfileFault(
            court, [f"no list {list_name} was fetched; run: courtpacket courts refresh {court}"]
        )
    row = codes.row(code)
    if row is None:
        near = get_close_matches(word.replace("_", " "), [each.name for each in codes.rows], cutoff=0.3)
        tip = "; ".join(f"{each.code} is {each.name}" for each in codes.rows if each.name in near)
        raise ProfileFault(
            court, [f"{code} is not in its list {list_name}" + (f". Near: {tip}" if tip else "")]
        )
    said = Confirmed(code=row.code, name=row.name, by=getpass.getuser(), on=utc_now().date().isoformat())
    add_confirmed(home, court, list_name, word, said)
    typer.echo(f"{court}: {list_name} {word} is {row.code}, {row.name}.")


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


def _standing(codes: Codes) -> dict[str, object]:
    fetched = codes.fetched.isoformat() if codes.fetched else None
    missing = [{"list": name, "word": word} for name, word in codes.missing]
    return {"version": codes.version, "fetched": fetched, "stale": codes.stale, "missing": missing}


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
