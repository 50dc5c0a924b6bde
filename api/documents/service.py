"""The files of a packet and of a filing, and their pages."""

from threading import Lock

from api.documents.pictures import page_count, page_picture, page_size
from api.errors import NotFound
from api.ids import FilingId, PacketId
from api.services import Services

# PDFium is not safe to use from two threads at once.
_pdfium = Lock()


def packet_file(services: Services, packet_id: PacketId, name: str) -> bytes:
    """Return the bytes of one file of a packet.

    Raises:
        NotFound: there is no such packet or file.
    """
    with services.database.unit_of_work() as work:
        work.packets.get(packet_id)
        file = work.packets.file(packet_id, name)
    return services.blobs.get(file.sha256)


def conformed_copy(services: Services, filing_id: FilingId, name: str) -> bytes:
    """Return the newest stamped copy of that name.

    Raises:
        NotFound: there is none.
    """
    with services.database.unit_of_work() as work:
        work.filings.get(filing_id)
        copies = [copy for copy in work.filings.conformed(filing_id) if copy.name == name]
    if not copies:
        raise NotFound("stamped copy of that name in filing", filing_id)
    return services.blobs.get(copies[-1].sha256)


def picture(services: Services, packet_id: PacketId, name: str, page: int, *, width: int) -> bytes:
    """Return one page of a PDF of a packet as a PNG.

    Raises:
        NotFound: there is no such packet, file or page.
    """
    pdf = packet_file(services, packet_id, name)
    with _pdfium:
        return page_picture(pdf, page, width=width)


def page_size_of(services: Services, packet_id: PacketId, name: str, page: int) -> tuple[float, float]:
    """Return how wide and high one page of a PDF of a packet is, in points.

    Raises:
        NotFound: there is no such packet, file or page.
    """
    pdf = packet_file(services, packet_id, name)
    with _pdfium:
        return page_size(pdf, page)


def pages_of(services: Services, packet_id: PacketId, name: str) -> int:
    """Return how many pages a PDF of a packet has.

    Raises:
        NotFound: there is no such packet or file.
    """
    pdf = packet_file(services, packet_id, name)
    with _pdfium:
        return page_count(pdf)
