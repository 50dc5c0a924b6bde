"""A scanner with a bad day: draws a page of ours as it comes back from a printer, a pen and a glass plate."""

import io
import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from assembly.bundle.page_words import draw_page

Box = tuple[float, float, float, float]
_PRINTED_AT = 400  # dots to the inch of the printer


@dataclass(frozen=True)
class Scanner:
    """How a scan comes out. Angles are degrees, places inches, noise levels of grey of 255."""

    dots_per_inch: int = 300
    angle: float = 0.6
    scale: float = 1.0
    shift: tuple[float, float] = (0.03, -0.02)
    noise: float = 6.0
    paper: int = 232
    ink: int = 40
    blur: float = 0.5
    quality: int = 80
    bilevel: bool = False
    turn: int = 0
    keystone: float = 0.0
    colour: bool = False
    seed: int = 1

    def scan(
        self, pdf: bytes, page: int, *, signed: Sequence[Box] = (), dated: Sequence[Box] = ()
    ) -> Image.Image:
        """Return a page as scanned, with a scribble in each box of `signed` and a date by hand in each of `dated`.

        Boxes are in points from the top left.
        """
        chance = random.Random(self.seed)  # noqa: S311 - a picture, not a secret
        printed = draw_page(pdf, page, _PRINTED_AT)
        pen = ImageDraw.Draw(printed)
        for box in signed:
            _scribble(pen, box, chance)
        for box in dated:
            _date(pen, box, chance)
        return self._finish(self._through(printed))

    def of_picture(self, printed: Image.Image) -> Image.Image:
        """Return a picture drawn at 600 dots to the inch as scanned."""
        return self._finish(self._through(printed))

    def _through(self, printed: Image.Image) -> Image.Image:
        reduced = self.dots_per_inch / _PRINTED_AT
        soft = printed.filter(ImageFilter.GaussianBlur(0.5 / reduced + self.blur))
        wide, high = round(printed.width * reduced), round(printed.height * reduced)
        angle, grow = np.deg2rad(self.angle), 1 / (reduced * self.scale)
        cos, sin = np.cos(angle) * grow, np.sin(angle) * grow
        across, down = (part * self.dots_per_inch for part in self.shift)
        x0, y0 = wide / 2 + across, high / 2 + down
        matrix = (
            cos,
            sin,
            printed.width / 2 - cos * x0 - sin * y0,
            -sin,
            cos,
            printed.height / 2 + sin * x0 - cos * y0,
        )
        if self.keystone:
            lean = self.keystone * wide
            corners = [(lean, 0), (0, high), (wide, high), (wide - lean, 0)]
            return _perspective(soft, (wide, high), corners)
        return soft.transform(
            (wide, high), Image.Transform.AFFINE, matrix, Image.Resampling.BICUBIC, fillcolor=255
        )

    def _finish(self, seen: Image.Image) -> Image.Image:
        levels = np.asarray(seen, dtype=np.float32) / 255.0
        noise = np.random.default_rng(self.seed)
        shade = np.linspace(1.0, 0.96, levels.shape[1], dtype=np.float32)  # the lamp is weaker to one side
        grey = (self.ink + levels * (self.paper - self.ink)) * shade
        grey = grey + noise.normal(0.0, self.noise, grey.shape)
        made = Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8))
        if self.turn:
            made = made.rotate(self.turn, expand=True)
        if self.bilevel:
            return made.point(lambda level: 255 if level > (self.ink + self.paper) / 2 else 0).convert("1")
        return made.convert("RGB") if self.colour else made

    def jpeg(self, picture: Image.Image) -> bytes:
        """Return the scan as a JPEG file."""
        out = io.BytesIO()
        picture.convert("RGB" if self.colour else "L").save(
            out, "JPEG", quality=self.quality, dpi=(self.dots_per_inch, self.dots_per_inch)
        )
        return out.getvalue()

    def pdf(self, pictures: Sequence[Image.Image]) -> bytes:
        """Return the scans as one PDF, as an office machine sends it."""
        import pikepdf

        out = pikepdf.new()
        for picture in pictures:
            wide, high = (side * 72 / self.dots_per_inch for side in picture.size)
            page = out.add_blank_page(page_size=(wide, high))
            image = pikepdf.Stream(out, self.jpeg(picture))
            image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
            image.Width, image.Height = picture.size
            image.ColorSpace = pikepdf.Name.DeviceRGB if self.colour else pikepdf.Name.DeviceGray
            image.BitsPerComponent, image.Filter = 8, pikepdf.Name.DCTDecode
            page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=image))
            page.obj.Contents = pikepdf.Stream(out, f"q {wide} 0 0 {high} 0 0 cm /Im Do Q".encode())
        stream = io.BytesIO()
        out.save(stream)
        return stream.getvalue()


def _scribble(pen: ImageDraw.ImageDraw, box: Box, chance: random.Random) -> None:
    """Draw a few loops from left to right, as a hand does."""
    left, top, right, bottom = (edge * _PRINTED_AT / 72 for edge in box)
    high = bottom - top
    points = []
    steps = 60
    for step in range(steps):
        along = step / steps
        swing = high * (0.25 + 0.2 * chance.random()) * np.sin(step * 0.9)
        points.append(
            (left + (right - left) * 0.6 * along + 9 * chance.random(), (top + bottom) / 2 + float(swing))
        )
    pen.line(points, fill=30, width=6, joint="curve")


def _date(pen: ImageDraw.ImageDraw, box: Box, chance: random.Random) -> None:
    """Draw strokes as of figures written by hand."""
    left, top, right, bottom = (edge * _PRINTED_AT / 72 for edge in box)
    step = (right - left) / 8
    for place in range(8):
        x = left + place * step
        pen.line(
            [(x, top + chance.random() * 10), (x + step * 0.5, (top + bottom) / 2), (x + step * 0.2, bottom)],
            fill=30,
            width=5,
        )


def _perspective(
    picture: Image.Image, size: tuple[int, int], corners: list[tuple[float, float]]
) -> Image.Image:
    """Return a picture whose corners (from the top left, against the clock) lie where they are said to."""
    wide, high = picture.size
    source = [(0, 0), (0, high), (wide, high), (wide, 0)]
    rows, wanted = [], []
    for (x, y), (u, v) in zip(corners, source, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        wanted += [u, v]
    parts = np.linalg.solve(np.array(rows, dtype=float), np.array(wanted, dtype=float))
    return picture.transform(
        size, Image.Transform.PERSPECTIVE, tuple(parts), Image.Resampling.BICUBIC, fillcolor=255
    )
