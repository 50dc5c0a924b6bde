"""Why a clerk rejected a paper: the reason in the clerk's words, read to a check and a fact."""

from efiling.rejection.reading import Cause, Match, Sure, causes, read_reason

__all__ = ["Cause", "Match", "Sure", "causes", "read_reason"]
