"""Shading of paragraphs, cells and runs: carried over where black letters can be read on it."""

import re

from lxml import etree

from assembly.render.word.ooxml import value

COLOUR = re.compile(r"[0-9A-Fa-f]{6}")
LIGHT = 0.6  # of full brightness; letters are printed in black
PATTERNS = re.compile(r"pct(\d{1,2})")
BRIGHTNESS = (0.299, 0.587, 0.114)  # of red, green and blue (ITU-R BT.601)


def fill_colour(shading: etree._Element | None) -> str:
    """Return a shading's colour as CSS has it; an empty text for none, or one too dark to read on."""
    if shading is None:
        return ""
    fill = value(shading, "fill") or "auto"
    pattern = PATTERNS.fullmatch(value(shading) or "")
    if COLOUR.fullmatch(fill):
        channels = [int(fill[n : n + 2], 16) for n in (0, 2, 4)]
    elif pattern is not None:
        channels = [round(255 * (1 - int(pattern[1]) / 100))] * 3  # a pattern of black dots on white
    else:
        return ""
    bright = sum(share * channel for share, channel in zip(BRIGHTNESS, channels, strict=True)) / 255
    if bright < LIGHT or channels == [255] * 3:
        return ""
    return "#{:02x}{:02x}{:02x}".format(*channels)
