"""What the sandbox court's party type codes mean."""

from efiling.courts import CourtProfile
from efiling.model import PartyRole


def roles(profile: CourtProfile) -> dict[str, PartyRole]:
    """Return the role behind each party type code of a profile."""
    codes = profile.codes.get("party_type")
    known = {role.value for role in PartyRole}
    return {code: PartyRole(word) for word, code in codes.ours.items() if word in known} if codes else {}
