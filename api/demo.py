"""`make demo`: one sample case from facts to an accepted filing, told in plain words.

The court is the sandbox court, started for the demo on this machine; nothing leaves it.
"""

import logging
import shutil
import sys
from pathlib import Path

from api.cli.facts_file import read_facts_file
from api.cli.filing_words import filing_text
from api.clock import utc_now
from api.errors import AnswersNeeded
from api.filings.journal import Journal, open_journal
from api.filings.record import StoredFiling
from api.logs import configure_logs
from api.preflight.matter import matter_of
from assembly.catalog import load_catalog
from assembly.errors import AssemblyError
from assembly.law import load_law
from assembly.packets import assemble, validate
from efiling.courts import load_court
from efiling.errors import EfilingError
from efiling.preflight import Outcome, preflight
from efiling.sandbox import SandboxServer

CASE = "santa-clara-establish"
PACKET = "us-ca/establish"
COURT = "sandbox"
PATIENCE_SECONDS = 45


def main(out: Path) -> int:
    """Run the demo into a folder and return the exit code: 0 when the court has accepted the filing."""
    catalog, law = load_catalog(), load_law()
    source = catalog.root / "_cases" / f"{CASE}.facts.json"
    packet_folder = out / "packet"
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)

    say(
        "1. The facts",
        f"read from {source.relative_to(catalog.root.parent)}; every name in them is invented.",
    )
    facts = read_facts_file(source)

    findings = validate(facts, PACKET, catalog=catalog, law=law)
    blocking = [finding for finding in findings if finding.blocks]
    say("2. The law", f"{len(findings)} finding(s), {len(blocking)} of them in the way.")
    for finding in findings:
        print(f"     {finding.rule}: {finding.message}")

    packet = assemble(facts, PACKET, packet_folder, catalog=catalog, law=law)
    pages = sum(document.pages for document in packet.documents)
    say("3. The papers", f"{len(packet.documents)} document(s), {pages} pages, as Word files and as PDF.")

    profile = load_court(COURT)
    matter = matter_of(
        packet,
        facts,
        lambda document: (packet_folder / document.pdf_path).read_bytes(),
        court=profile,
        catalog=catalog,
        today=utc_now().astimezone(profile.zone).date(),
    )
    report = preflight(matter)
    passed, stands = len(report.of(Outcome.PASS)), [result.name for result in report.results if result.blocks]
    say("4. Pre-flight", f"{passed} checks passed on the exact bytes; {len(stands)} stand in the way.")
    if stands:
        print(f"     {', '.join(stands)}")
        return 1

    say("5. The court", "a sandbox court on this machine takes the packet; its clerk follows a script.")
    with (
        SandboxServer(profile, port=0) as court,
        open_journal(packet_folder, url=court.url, listen=True, patience=PATIENCE_SECONDS) as journal,
    ):
        filing = journal.wait(_filed(journal), seconds=PATIENCE_SECONDS)
        copies = journal.save_copies(filing)
    for line in filing_text(filing, copies).splitlines():
        print(f"     {line}")

    say("6. Where things are", "")
    print(f"     the whole packet      {packet_folder / packet.packet_path}")
    print(f"     the Word drafts       {packet_folder}/*.docx")
    print(f"     hashes and findings   {packet_folder / 'manifest.json'}")
    for copy in copies:
        print(f"     stamped by the court  {copy}")
    return 0 if copies else 1


def _filed(journal: Journal) -> StoredFiling:
    """File the packet; what the rules ask a person on filing is answered as the sample case has it."""
    try:
        return journal.file(COURT)
    except AnswersNeeded as asked:
        for question in asked.questions:
            print(f"     Asked of a person, answered yes: {question.message}")
            journal.answer("", question.rule, met=True, note="the sample case of the demo")
        return journal.file(COURT)


def say(step: str, words: str) -> None:
    """Print one step of the way."""
    print(f"\n{step}: {words}" if words else f"\n{step}")


if __name__ == "__main__":
    configure_logs(as_json=False, level=logging.ERROR)
    try:
        sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "out/demo")))
    except (AssemblyError, EfilingError) as error:
        print(error, file=sys.stderr)
        sys.exit(1)
