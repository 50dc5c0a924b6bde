"""Takes out of a PDF what tells of the program and the hour it was made in, and says what the file is."""

import io
import struct
from datetime import date

import pikepdf
from pikepdf import Dictionary, Name, String

from assembly.render.office.fonts import number_fonts
from assembly.xmp import description

PACKET = b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">\n%b\n</x:xmpmeta>\n<?xpacket end="r"?>'

PROFILE_DATE = slice(24, 36)  # of an ICC profile: six numbers of two bytes
NO_HOUR = struct.pack(">6H", 2000, 1, 1, 0, 0, 0)


def finished(raw: bytes, *, title: str, language: str, prepared_on: date) -> bytes:
    """Return a PDF with its title, language and day, dated as the paper is; the same input gives the same bytes."""
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        day = prepared_on.isoformat()
        for key in ("/OpenAction", "/Metadata"):
            if key in pdf.Root:
                del pdf.Root[key]
        rdf = description(title, language, day=day, archive=("2", _level(pdf)))
        metadata = pdf.make_stream(PACKET % rdf)
        metadata.Type, metadata.Subtype = Name.Metadata, Name.XML
        pdf.Root.Metadata = metadata
        pdf.Root.Lang = String(language)
        pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        stamp = String(f"D:{day.replace('-', '')}")
        pdf.trailer.Info = pdf.make_indirect(
            Dictionary(Title=String(title), CreationDate=stamp, ModDate=stamp)
        )
        for key in ("/ID", "/DocChecksum"):
            if key in pdf.trailer:
                del pdf.trailer[key]
        for intent in pdf.Root.get("/OutputIntents", []):
            profile = intent.DestOutputProfile
            made = bytearray(profile.read_bytes())
            made[PROFILE_DATE] = NO_HOUR
            profile.write(bytes(made))
        number_fonts(pdf)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


def _level(pdf: pikepdf.Pdf) -> str:
    """Return the level of PDF/A-2: U where every font says which letters its glyphs are, else B."""
    fonts = [
        thing for thing in pdf.objects if isinstance(thing, Dictionary) and thing.get("/Type") == Name.Font
    ]
    outer = [font for font in fonts if not str(font.get("/Subtype", "")).startswith("/CIDFont")]
    return "U" if all("/ToUnicode" in font for font in outer) else "B"
