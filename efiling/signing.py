"""How a person may sign a paper for a court: by typing, in ink, or not at all because the court signs.

Source: the court's profile, keys `signature.*`; Cal. Rules of Court, rule 2.257; Fam. Code
§ 17400(b)(2); UTCR 2.010(5), 21.090.
"""

from enum import StrEnum

from assembly.model.value import value
from efiling.courts import CourtProfile, Fact

COURTS_OWN = frozenset({"judicial_officer", "clerk"})
BY_TYPING = frozenset({"s_slash_name", "electronic_signature", "login"})
STIPULATION = "signature.stipulation"


class SignatureForm(StrEnum):
    """The form in which one place on a paper is signed."""

    TYPED = "typed"
    INK = "ink"
    COURT = "court"
    UNKNOWN = "unknown"


@value
class Ruling:
    """A form, and the fact of the court's profile that it rests on; None where nobody knows of one."""

    form: SignatureForm
    fact: Fact | None = None

    @property
    def source(self) -> str:
        """Where the court says so, for the person who signs; empty where nobody knows."""
        if self.fact is None:
            return ""
        return str(self.fact.extra.get("cite", "")) or "; ".join(source.name for source in self.fact.sources)


def ruling(profile: CourtProfile, *, slot: str, filer: bool, perjury: bool) -> Ruling:
    """Return the form in which somebody signs in a place of a paper.

    `slot` is the place as document types name it, `filer` whether the signer sends the filing,
    `perjury` whether the signature is an oath. What the profile does not say is not guessed:
    a form that nobody knows is signed in ink.
    """
    if slot in COURTS_OWN:
        return Ruling(form=SignatureForm.COURT)
    oath = profile.fact("signature.perjury_forms")
    if perjury and profile.mapping(oath.key).get("s_slash") == "forbidden":
        return Ruling(form=SignatureForm.INK, fact=oath)
    who = "filer" if filer else "non_filer"
    keys = [STIPULATION] if slot == "party" else [f"signature.perjury_{who}"] if perjury else []
    for key in (*keys, f"signature.{who}"):
        fact = profile.fact(key)
        if fact.known:
            taken = {fact.value} if isinstance(fact.value, str) else set(map(str, profile.items(key)))
            typed = taken & BY_TYPING
            return Ruling(form=SignatureForm.TYPED if typed else SignatureForm.INK, fact=fact)
    return Ruling(form=SignatureForm.UNKNOWN)
