"""Courts of California and Oregon as they are, but reached through a sandbox court: their rules, its codes and address."""

from dataclasses import replace

from api.courts.gateway import ProfiledCourts
from efiling.courts import CourtProfile

STAND_INS = ("us-ca-santa-clara", "us-or-washington", "us-or-multnomah")
FROM_SANDBOX = ("efiling.", "limits.", "packet.", "fees.", "reject.reasons", "answer.")


class StandInCourts(ProfiledCourts):
    """Real courts keep their zone, calendar, law and paper rules; codes, limits and address are the sandbox's."""

    def profile(self, court: str) -> CourtProfile:
        """Return a court with what it takes to file with the sandbox."""
        found = super().profile(court)
        if court not in STAND_INS:
            return found
        sandbox = super().profile("sandbox")
        borrowed = {
            key: fact
            for key, fact in sandbox.facts.items()
            if key.startswith(FROM_SANDBOX) and key != "efiling.excluded_documents"
        }
        facts = {**found.facts, **borrowed, "court.locations": sandbox.facts["court.locations"]}
        return replace(found, facts=facts, codes=sandbox.codes)
