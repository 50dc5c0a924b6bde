"""Levels of grey as ink: nothing on white paper, one where it is black, whatever the paper's own grey."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

Ink = NDArray[np.float32]

_CELL = 24  # dots: the side of the patches on which the paper's own grey is measured
_PAPER = 90  # of a hundred: the level that is the paper's in a patch
_DARK_PAPER = 0.45  # of the sheet's own level: what is darker is no paper but the edge of the plate


def ink_of(picture: Image.Image) -> Ink:
    """Return how much ink stands in each dot of a picture, the paper around it being none."""
    levels = np.asarray(picture.convert("L"), dtype=np.float32)
    paper = _paper(levels, picture.size)
    ink: Ink = np.clip(1.0 - levels / paper, 0.0, 1.0)
    return ink


def resized(ink: Ink, size: tuple[int, int]) -> Ink:
    """Return the ink on as many dots across and down as asked."""
    made = Image.fromarray(ink).resize(
        size, Image.Resampling.BOX if size[0] < ink.shape[1] else Image.Resampling.BICUBIC
    )
    return np.asarray(made, dtype=np.float32)


def softened(ink: Ink, radius: float) -> Ink:
    """Return the ink spread as a lens spreads it; `radius` in dots."""
    if radius <= 0:
        return ink
    grey = Image.fromarray((np.clip(ink, 0, 1) * 255).astype(np.uint8))
    return np.asarray(grey.filter(ImageFilter.GaussianBlur(radius)), dtype=np.float32) / 255.0


def _paper(levels: Ink, size: tuple[int, int]) -> Ink:
    high, wide = levels.shape
    down, across = max(1, -(-high // _CELL)), max(1, -(-wide // _CELL))
    padded = np.pad(levels, ((0, down * _CELL - high), (0, across * _CELL - wide)), mode="edge")
    cells = padded.reshape(down, _CELL, across, _CELL).transpose(0, 2, 1, 3).reshape(down, across, -1)
    light = np.percentile(cells[:, :, ::4], _PAPER, axis=2).astype(np.float32)
    sheet = float(np.median(light))
    light = np.maximum(light, max(_DARK_PAPER * sheet, 1.0))
    spread = Image.fromarray(light).resize((across * _CELL, down * _CELL), Image.Resampling.BILINEAR)
    return np.asarray(spread, dtype=np.float32)[:high, :wide]
