"""How a damaged PDF shows itself through the reader of PDFs: by nearly any error that there is."""

import zlib

import pikepdf

DAMAGED = (
    pikepdf.PdfError, pikepdf.DataDecodingError, pikepdf.ForeignObjectError, AttributeError, IndexError, KeyError,
    NotImplementedError, OverflowError, RecursionError, RuntimeError, TypeError, ValueError, zlib.error,
)  # fmt: skip
