"""Binds finished PDFs into one, and takes in, marks and splits what is to be bound."""

from assembly.bundle.exhibit import Bates, MarkStyle, mark_exhibit, stamp_pages
from assembly.bundle.merge import Bundled, Part, bundle
from assembly.bundle.slip_sheet import slip_sheet
from assembly.bundle.upload import accept_upload
from assembly.bundle.volume import Volume, split_volumes

__all__ = [
    "Bates",
    "Bundled",
    "MarkStyle",
    "Part",
    "Volume",
    "accept_upload",
    "bundle",
    "mark_exhibit",
    "slip_sheet",
    "split_volumes",
    "stamp_pages",
]
