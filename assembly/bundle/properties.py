"""Document properties: the title and the language, the kind of PDF, and no word on who made it."""

import re
from collections.abc import Sequence

from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from assembly import xmp
from assembly.colours import srgb

_PDFA = re.compile(
    rb"<pdfaid:part>(\d)</pdfaid:part>.*?<pdfaid:conformance>(\w)</pdfaid:conformance>", re.DOTALL
)
_PDFA_ATTRIBUTES = re.compile(rb"pdfaid:part=\"(\d)\".*?pdfaid:conformance=\"(\w)\"", re.DOTALL)
_PDFUA = re.compile(rb"<pdfuaid:part>1</pdfuaid:part>|pdfuaid:part=\"1\"")

# PDF/A levels from the most that is promised to the least (ISO 19005-2, 5).
_LEVELS = "AUB"


def archive_kind(source: Pdf) -> tuple[str, str] | None:
    """Return the part and level of PDF/A that a source claims, such as ("2", "U"), or None."""
    told = _xmp_of(source)
    match = _PDFA.search(told) or _PDFA_ATTRIBUTES.search(told)
    return (match[1].decode(), match[2].decode()) if match else None


def claims_accessible(source: Pdf) -> bool:
    """Say whether a source claims PDF/UA-1."""
    return _PDFUA.search(_xmp_of(source)) is not None


def write_properties(
    out: Pdf, sources: Sequence[Pdf], title: str, language: str, *, continues_at: int | None = None
) -> None:
    """Give the bundle its title, language and page labels, and the kinds that every source claims.

    Pages are labelled from 1 on; with `continues_at` the first one as a cover, and the others from
    that number on.
    """
    archive = _common_kind([archive_kind(source) for source in sources])
    if archive is not None and not _take_output_intent(out, sources):
        archive = None
    accessible = all(claims_accessible(source) for source in sources)
    out.Root.Metadata = out.make_indirect(
        Stream(
            out,
            xmp.packet(title, language, archive=archive, accessible=accessible),
            Type=Name.Metadata,
            Subtype=Name.XML,
        )
    )
    out.trailer.Info = out.make_indirect(Dictionary(Title=String(title)))
    out.Root.Lang = String(language)
    out.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    labels = [0, Dictionary(S=Name.D, St=1)]
    if continues_at is not None:
        labels = [0, Dictionary(P=String("cover")), 1, Dictionary(S=Name.D, St=continues_at)]
    out.Root.PageLabels = Dictionary(Nums=Array(labels))


def _common_kind(kinds: Sequence[tuple[str, str] | None]) -> tuple[str, str] | None:
    """Return the kind of PDF/A that all meet: one part, and of the levels the one that promises least."""
    claimed = [kind for kind in kinds if kind is not None]
    if not claimed or len(claimed) < len(kinds) or len({part for part, _ in claimed}) > 1:
        return None
    levels = {level.upper() for _, level in claimed}
    return (claimed[0][0], max(levels, key=_LEVELS.index)) if levels <= set(_LEVELS) else None


def _take_output_intent(out: Pdf, sources: Sequence[Pdf]) -> bool:
    """Copy the colour profile that PDF/A asks for from the first source that has one; say whether one has."""
    for source in sources:
        intents = source.Root.get("/OutputIntents")
        if isinstance(intents, Array) and len(intents):
            intent = intents[0]
            held = intent if intent.is_indirect else source.make_indirect(intent)
            out.Root.OutputIntents = Array([out.copy_foreign(held)])
            return True
    return False


def give_output_intent(out: Pdf) -> None:
    """Say that the colours of a PDF are those of sRGB, as PDF/A asks for."""
    profile = Stream(out, srgb())
    profile.N = 3
    out.Root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFA1,
                OutputConditionIdentifier=String("sRGB2014.icc"),
                DestOutputProfile=out.make_indirect(profile),
            )
        ]
    )


def _xmp_of(source: Pdf) -> bytes:
    metadata = source.Root.get("/Metadata")
    return metadata.read_bytes() if isinstance(metadata, Stream) else b""
