"""`courtpacket answer`: a person's answer to a question of the law, written into a file of facts."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from api.cli.facts_file import read_facts_file
from assembly.intake import facts_json
from assembly.law import load_law
from assembly.model.attestation import Attestation


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("answer")(_answer)


def _answer(
    source: Annotated[
        Path, typer.Argument(metavar="FACTS.json", help="The facts; the answer is written into them.")
    ],
    rule: Annotated[
        str, typer.Argument(metavar="RULE_ID", help="The rule that asks, as `validate` names it.")
    ],
    met: Annotated[bool, typer.Option("--yes/--no", help="Whether what the law asks for is so.")],
    who: Annotated[str, typer.Option("--by", help="Who answers: an officer's or attorney's name.")],
    note: Annotated[str, typer.Option(help="What the answer rests on.")] = "",
    on: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The day of the answer; today where not given."),
    ] = None,
) -> None:
    """Answer a question that no fact and no page can show; the name and the day are kept with it."""
    facts = read_facts_file(source)
    asked = load_law().rule(rule)
    told = Attestation(
        rule=rule, answer=met, who=who, when=(on or datetime.now().astimezone()).date(), note=note
    )
    others = tuple(earlier for earlier in facts.attestations if earlier.rule != rule)
    part = source.with_name(f".{source.name}.part")
    part.write_bytes(facts_json(replace(facts, attestations=(*others, told))))
    part.replace(source)
    typer.echo(f"{rule} ({asked.citation}): {'yes' if met else 'no'}, by {who}. Written into {source}.")
