"""What is known of a case besides the bytes: who signs, who is served, what must be printed, and to whom.

All of it is optional. A check that needs what is not given says so instead of passing.
"""

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal

from assembly.model.value import value


@value
class Signer:
    """One person who signs a paper.

    `names` are the names of whoever may sign in this place; one of them must. A `filer` sends the
    filing, so that a log-in may be the signature. `perjury` says that it is an oath.
    """

    slot: str
    names: tuple[str, ...] = ()
    bar_number: str = ""
    filer: bool = False
    perjury: bool = False


@value
class Original:
    """A page of a paper, from 1, that shows the scan of it as it was signed in ink.

    `signers` are the printed names of those whose places have ink in them; `sha256` is that of the scan
    as it was brought, which is kept. `dated` says whether a date stands beside each signature.
    """

    page: int
    signers: tuple[str, ...]
    sha256: str
    dated: bool = True


@value
class Box:
    """A box that may not stay empty. `rect` is in points from the top left of page `page`, from 1."""

    label: str
    page: int
    rect: tuple[float, float, float, float]


@value
class Printed:
    """What a paper must print: the text as printed, and in words what it is.

    `derived` says that it is worked out from other facts, and not one of them.
    """

    text: str
    words: str
    derived: bool = False


@value
class Sum:
    """Dollars that must add up, and in words what they are."""

    words: str
    parts: tuple[Decimal, ...]
    total: Decimal


@value
class Individual:
    """A natural person of the case. `aliases` are recorded other names."""

    name: str
    aliases: tuple[str, ...] = ()
    birth_date: date | None = None
    ssn_last4: str = ""
    child: bool = False


@value
class Served:
    """One party and how it is served. `method` is empty where nobody has said.

    `excused` is the citation by which the party need not be served. `consented` says that a party
    without an attorney agreed to electronic service. `party` is false for somebody who is served
    for a party, such as an attorney.
    """

    name: str
    method: str = ""
    email: str = ""
    represented: bool = False
    consented: bool = False
    excused: str = ""
    party: bool = True


@value
class Notice:
    """The last day for something to be done before a hearing, as the law counts it.

    `done` is the day on which it was done, None where it is done with this filing. `firm` says that
    the text of the law was read.
    """

    act: str
    last: date
    citation: str
    done: date | None = None
    firm: bool = True


@value
class Withholding:
    """What an income withholding order must say. Amounts are dollars by the kind of support.

    `ssn` is the full number for the employer's copy. `payee` is the state disbursement unit.
    `official` says whether the copy was made on the official blank.
    """

    payee: str
    remittance_id: str
    order_id: str = ""
    case_id: str = ""
    ssn: str = ""
    amounts: Mapping[str, Decimal] = field(default_factory=dict)
    ends: bool = False
