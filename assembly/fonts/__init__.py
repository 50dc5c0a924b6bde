"""The fonts that our papers are printed with, and no others.

The machine's own fonts are never used, so that the same document has the same bytes everywhere.
Pango reads its settings once, when it is first loaded; `use_our_fonts` must run before that.
"""

import atexit
import os
import shutil
import tempfile
from functools import cache
from importlib.resources import files
from pathlib import Path
from xml.sax.saxutils import escape

FONT_TIME = "946684800"  # January 1, 2000

SERIF = "Tinos"
SANS = "Arimo"
CJK = "Noto Sans CJK SC"

ALIASES = {
    "Times New Roman": SERIF,
    "Times": SERIF,
    "Liberation Serif": SERIF,
    "serif": SERIF,
    "Arial": SANS,
    "Helvetica": SANS,
    "Liberation Sans": SANS,
    "Calibri": SANS,
    "sans-serif": SANS,
}


def font_folders() -> tuple[Path, ...]:
    """Return the folders that hold our fonts: our own and those of the font packages."""
    here = Path(str(files("assembly.fonts")))
    cjk = Path(str(files("noto_cjk_sans_otc")))
    return here / "tinos", here / "arimo", cjk


@cache
def use_our_fonts() -> Path:
    """Point Pango and fontconfig at our fonts, for this process; return the settings file.

    The settings and fontconfig's cache lie in a private folder that goes with the process. A
    font that is cut down to the letters used is stamped with a fixed time, not the clock's, so
    that the same page has the same bytes.
    """
    folder = Path(tempfile.mkdtemp(prefix="courtpacket-fonts-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    settings = folder / "fonts.conf"
    settings.write_text(_settings(folder / "cache"), encoding="utf-8")
    os.environ["FONTCONFIG_FILE"] = str(settings)
    os.environ.setdefault("SOURCE_DATE_EPOCH", FONT_TIME)
    return settings


def _settings(cache_folder: Path) -> str:
    folders = "\n".join(f"  <dir>{escape(str(folder))}</dir>" for folder in font_folders())
    aliases = "\n".join(
        f'  <alias binding="same"><family>{escape(asked)}</family>'
        f"<accept><family>{used}</family></accept></alias>"
        for asked, used in ALIASES.items()
    )
    return (
        '<?xml version="1.0"?>\n<fontconfig>\n'
        f"{folders}\n  <cachedir>{escape(str(cache_folder))}</cachedir>\n{aliases}\n</fontconfig>\n"
    )
