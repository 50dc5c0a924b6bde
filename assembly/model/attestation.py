"""An answer to what the facts cannot show: who vouched for it, and when."""

from datetime import date

from assembly.model.value import value


@value
class Attestation:
    """The answer of an officer or attorney to the question of one rule.

    `answer` is whether the law's demand is met; `who` and `when` stand in the record with it.
    """

    rule: str
    answer: bool
    who: str
    when: date
    note: str = ""
