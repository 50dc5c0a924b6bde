"""The one decorator of the model: a frozen value whose fields are given by name."""

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, kw_only_default=True)
def value(cls: type[T]) -> type[T]:
    """Turn a class into a frozen value; the reader of facts refuses a field that it does not have."""
    return dataclass(frozen=True, slots=True, kw_only=True)(cls)
