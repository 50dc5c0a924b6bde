"""Checking a message of a later edition with the schemas of the one that is installed.

ECF 5.01 has the structure of 5.0, and 4.1 that of 4.01, under other addresses. So a copy of the message
is given the addresses that the schemas know, and is checked in the place of the message.
"""

from collections.abc import Mapping
from copy import deepcopy

from efiling.ecf.xml import Element, Validate


def renamed_check(check: Validate, namespaces: Mapping[str, str], official: Mapping[str, str]) -> Validate:
    """Return the check of messages that use `namespaces`, made with schemas that know `official`."""
    renamed = {
        address: official[prefix]
        for prefix, address in namespaces.items()
        if prefix in official and official[prefix] != address
    }
    return (lambda message: check(_renamed(message, renamed))) if renamed else check


def _renamed(message: Element, addresses: Mapping[str, str]) -> Element:
    copy = deepcopy(message)
    for element in copy.iter():
        address, _, name = str(element.tag).rpartition("}")
        if (known := addresses.get(address.removeprefix("{"))) is not None:
            element.tag = f"{{{known}}}{name}"
    return copy
