"""Signs of symbol fonts: the letter or the drawn box that each stands for.

Source: the encoding vectors of Adobe's Symbol and of Microsoft's Wingdings (The Unicode Standard 7.0, proposal
L2/11-196), as far as the signs occur in papers and our fonts can print them.
"""

from functools import lru_cache

from lxml import etree

from assembly.render.marks import CHECKED, UNCHECKED
from assembly.render.word.ooxml import value

SYMBOL_FONTS = ("symbol", "wingdings", "wingdings 2", "wingdings 3", "webdings", "zapfdingbats", "opensymbol")
_GREEK = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ"
_SYMBOL = {
    0x20: " ", 0x21: "!", 0x23: "#", 0x25: "%", 0x26: "&", 0x28: "(", 0x29: ")", 0x2A: "*", 0x2B: "+", 0x2C: ",",
    0x2D: "−", 0x2E: ".", 0x2F: "/", **{n: chr(n) for n in range(0x30, 0x40)}, 0x5B: "[", 0x5D: "]", 0x5F: "_",
    0x7B: "{", 0x7C: "|", 0x7D: "}", 0x7E: "~",
    **{0x41 + n: sign for n, sign in enumerate(_GREEK)},
    **{0x61 + n: sign for n, sign in enumerate("αβχδεφγηιϕκλμνοπθρστυϖωξψζ")},
    0xA2: "′", 0xA3: "≤", 0xA4: "⁄", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓",
    0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB6: "∂", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡",
    0xBB: "≈", 0xBC: "…", 0xD2: "®", 0xD3: "©", 0xD4: "™", 0xD5: "∏", 0xD6: "√", 0xD7: "·", 0xD8: "¬",
    0xE2: "®", 0xE3: "©", 0xE4: "™", 0xE5: "∑", 0xF2: "∫",
}  # fmt: skip
_WINGDINGS = {
    0x20: " ", 0x6C: "●", 0x6D: UNCHECKED, 0x6E: "■", 0x6F: UNCHECKED, 0x70: UNCHECKED, 0x71: UNCHECKED,
    0x72: UNCHECKED, 0x74: "◊", 0x75: "◆", 0x76: "◆", 0x77: "◆", 0x9E: "·", 0x9F: "•", 0xA1: "○", 0xA2: "○",
    0xA3: "○", 0xA7: "▪", 0xA8: UNCHECKED, 0xD8: "►", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "→",
    0xF0: "⇨", 0xFB: CHECKED, 0xFC: "✓", 0xFD: CHECKED, 0xFE: CHECKED,
}  # fmt: skip
_WINGDINGS_2 = {
    0x20: " ", 0x4F: CHECKED, 0x50: "✓", 0x51: CHECKED, 0x52: CHECKED, 0x53: CHECKED, 0x54: CHECKED,
    0xA3: UNCHECKED, 0x2A: UNCHECKED, 0x98: "•",
}  # fmt: skip
_FONTS = {
    "symbol": _SYMBOL,
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "opensymbol": {
        0x2022: "•",
        0xE00A: "•",
        0x25CF: "●",
        0x25CB: "○",
        0x25A0: "■",
        0x2611: CHECKED,
        0x2610: UNCHECKED,
    },
}
FONT_SIDES = ("ascii", "hAnsi", "cs")
PRIVATE = 0xF000
BULLET = "•"


@lru_cache(maxsize=256)
def is_symbol_font(name: str) -> bool:
    """Whether a font's letters are signs, whatever code they have."""
    return name.strip().lower() in SYMBOL_FONTS


def symbol_font_of(fonts: etree._Element | None) -> str:
    """Return the symbol font that a `w:rFonts` sets; empty for any other font."""
    name = next((name for side in FONT_SIDES if (name := value(fonts, side))), "")
    return name if is_symbol_font(name) else ""


def sign_of(code: int, font: str) -> str | None:
    """Return the letter of a code in a symbol font; a check box as its mark; None where none is known.

    Word keeps such codes as they are or moved up to U+F000.
    """
    known = _FONTS.get(font.strip().lower(), {})
    if code in known:
        return known[code]
    return known.get(code - PRIVATE) if PRIVATE <= code <= PRIVATE + 0xFF else None


def bullet(text: str, font: str) -> str:
    """Return the bullet of a list: the sign of its font, a letter as it is, and a dot for any sign not known."""
    if not text:
        return ""
    if is_symbol_font(font) or any(PRIVATE <= ord(c) <= PRIVATE + 0xFF for c in text):
        return sign_of(ord(text[0]), font or "symbol") or sign_of(ord(text[0]), "symbol") or BULLET
    return "○" if text == "o" and "courier" in font.lower() else text
