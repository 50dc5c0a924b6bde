"""In which standard, edition and dialect a message is written, so that it can be answered in kind."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from efiling.ecf.reading import local
from efiling.ecf.v4.names import namespaces as namespaces_4
from efiling.ecf.v5.names import namespaces as namespaces_5
from efiling.ecf.xml import Element

_EDITION_5 = re.compile(r"legalxml-courtfiling/ns/v(5\.[0-9]{1,3})/")
_EDITION_4 = re.compile(r"legalxml-courtfiling:(?:schema:xsd|wsdl):[A-Za-z]+-(4\.[0-9]{1,3})$")
_TYLER = "urn:tyler:ecf:"
_TYLER_5 = "urn:tyler:ecf:v5"


@dataclass(frozen=True, slots=True)
class Spoken:
    """`version` is "4" or "5", `edition` such as "5.01"; `vendor` says whether the vendor's elements are used."""

    version: str
    edition: str
    vendor: bool

    @property
    def namespaces(self) -> Mapping[str, str]:
        """The table to answer with."""
        if self.version == "5":
            return namespaces_5(self.edition, vendor=self.vendor)
        return namespaces_4(self.edition, vendor=self.vendor)


def official(version: str) -> Mapping[str, str]:
    """Return the table of the edition whose schemas an office installs."""
    return namespaces_5() if version == "5" else namespaces_4()


def spoken(message: Element) -> Spoken:
    """Return how a message is written; one that shows nothing is taken for the vendor's ECF 4.

    A question without any of the vendor's elements may come from either dialect, and is answered
    in the vendor's, whose readers know the standard's elements, too; a filing shows its own.
    """
    used = {
        str(element.tag).rpartition("}")[0].removeprefix("{") for element in message.iter() if local(element)
    }
    fives = [found[1] for name in used if (found := _EDITION_5.search(name))]
    fours = [found[1] for name in used if (found := _EDITION_4.search(name))]
    vendor = any(name.startswith(_TYLER) for name in used)
    if fives or any(name.startswith(_TYLER_5) for name in used):
        return Spoken("5", fives[0] if fives else "5.0", vendor or not _files(message))
    return Spoken("4", fours[0] if fours else "4.0", vendor or not _files(message))


_FILING = frozenset({"CoreFilingMessage", "FilingMessage"})


def _files(message: Element) -> bool:
    return any(local(element) in _FILING for element in message.iter())
