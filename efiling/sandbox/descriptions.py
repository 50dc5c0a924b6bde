"""The official service descriptions (WSDL) of the sandbox court's services, where an office has installed them.

They are not part of the product: what is served is what `schemas install` was given, with the
sandbox court's address in the place of the published one.
"""

from pathlib import Path, PurePosixPath
from urllib.parse import urljoin

from lxml import etree

FILES = {
    "/ecf4/FilingReviewMDEPort.svc": "*ECF-4.0-FilingReviewMDEService.wsdl",
    "/ecf4/CourtRecordMDEPort.svc": "*ECF-4.0-CourtRecordMDEService.wsdl",
    "/ecf4/ServiceMDEPort.svc": "*ECF-4.0-ServiceMDEService.wsdl",
    "/ecf5/filingreviewservice.svc": "*ECF5-FilingReviewMDEService.wsdl",
    "/ecf5/courtrecordservice.svc": "*ECF5-CourtRecordMDEService.wsdl",
    "/ecf5/CourtPolicyservice.svc": "*ECF5-CourtPolicyMDEService.wsdl",
    "/ecf5/service.svc": "*ECF5-ServiceMDEService.wsdl",
    "/EFMUserService.svc": "*EFMUserServiceSingle.svc.wsdl",
}
"""Which published file describes the service at an address; the vendor's own services have others."""

FOLDER = "/wsdl/"
"""Where the files that a description draws in are served."""

_SOAP = "{http://schemas.xmlsoap.org/wsdl/soap/}"
_KINDS = frozenset({".xsd", ".wsdl"})


class Descriptions:
    """The published files below `root`, seen from the outside; without a root there are none."""

    def __init__(self, root: Path | None, base_url: str) -> None:
        self._root, self._base_url = root, base_url

    def of_service(self, path: str) -> bytes | None:
        """Return the description of the service at a path, or None where none is installed."""
        pattern = FILES.get(path)
        found = sorted(self._root.rglob(pattern)) if self._root is not None and pattern else []
        if not found or self._root is None:
            return None
        here = urljoin(self._base_url, f"{FOLDER}{found[0].relative_to(self._root).as_posix()}")
        tree = etree.parse(found[0], etree.XMLParser(no_network=True, resolve_entities=False))
        for address in tree.iter(f"{_SOAP}address"):
            address.set("location", urljoin(self._base_url, path))
        for element in tree.iter():
            for name in ("location", "schemaLocation"):
                place = element.get(name)
                if place and element.tag != f"{_SOAP}address":
                    element.set(name, urljoin(here, place))
        return etree.tostring(tree, encoding="utf-8", xml_declaration=True)

    def file(self, path: str) -> bytes | None:
        """Return a published file by its path below `FOLDER`, or None."""
        name = PurePosixPath(path.removeprefix(FOLDER))
        if self._root is None or not path.startswith(FOLDER) or name.suffix not in _KINDS:
            return None
        if name.is_absolute() or ".." in name.parts:
            return None
        found = self._root / name
        return found.read_bytes() if found.is_file() else None
