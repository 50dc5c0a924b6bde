"""Things that go wrong on purpose between the sandbox court and its filers."""

from efiling.ecf.message import Message
from efiling.sandbox.script import Step


class Broken(Exception):
    """Something goes wrong on purpose; `answer` is what would have been said."""

    def __init__(self, step: Step, answer: Message | None = None) -> None:
        super().__init__(step.do)
        self.step, self.answer = step, answer
