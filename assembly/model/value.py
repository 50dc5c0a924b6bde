"""The one decorator of the model: a frozen value whose fields are given by name."""

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, kw_only_default=True)
def value(cls: type[T]) -> type[T]:
    """Turn a class into a frozen value.

    The class also carries the setting by which the reader of facts (`assembly.intake`)
    refuses a field that the class does not have: a misspelt fact must be a fault, never
    a fact that silently has no effect.
    """
    cls.__pydantic_config__ = {"extra": "forbid"}  # type: ignore[attr-defined]
    return dataclass(frozen=True, slots=True, kw_only=True)(cls)
