"""Where a page of any size and turn comes to lie on a sheet: its matrix, and the part of it that shows."""

from dataclasses import dataclass

from pikepdf import Page

Box = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Placement:
    """The matrix from the page's own space to the sheet, and the page's visible box in its own space."""

    matrix: Matrix
    box: Box

    @property
    def operator(self) -> str:
        """The operands of `cm`."""
        return " ".join(f"{part:.5f}".rstrip("0").rstrip(".") for part in self.matrix)

    def moved(self, box: Box) -> Box:
        """Return where a rectangle of the page lies on the sheet, its corners in order."""
        a, b, c, d, e, f = self.matrix
        corners = [(a * x + c * y + e, b * x + d * y + f) for x in box[::2] for y in box[1::2]]
        across, up = zip(*corners, strict=True)
        return min(across), min(up), max(across), max(up)


def placement_of(page: Page, *, within: Box) -> Placement:
    """Return how a page is laid upright in the middle of `within`, smaller where it must be, never larger.

    All measures are points. The page's crop box is what shows; its rotation and its unit are undone.
    """
    left, bottom, right, top = visible_box(page)
    unit = _number(page.obj.get("/UserUnit"), 1.0)
    wide, high = (right - left) * unit, (top - bottom) * unit
    turn = int(_number(page.obj.get("/Rotate"), 0.0)) % 360
    turned: Matrix = (1, 0, 0, 1, -left, -bottom)
    if turn == 90:
        turned, wide, high = (0, -1, 1, 0, -bottom, right), high, wide
    elif turn == 180:
        turned = (-1, 0, 0, -1, right, top)
    elif turn == 270:
        turned, wide, high = (0, 1, -1, 0, top, -left), high, wide
    room_wide, room_high = within[2] - within[0], within[3] - within[1]
    shrink = min(1.0, room_wide / wide, room_high / high)
    scale = shrink * unit
    across = within[0] + (room_wide - wide * shrink) / 2
    up = within[1] + (room_high - high * shrink) / 2
    a, b, c, d, e, f = turned
    return Placement(
        (a * scale, b * scale, c * scale, d * scale, e * scale + across, f * scale + up),
        (left, bottom, right, top),
    )


def visible_box(page: Page) -> Box:
    """Return the crop box of a page inside its media box, left, bottom, right, top; letter where it has none."""
    media = _box(page.mediabox) or (0.0, 0.0, 612.0, 792.0)
    crop = _box(page.cropbox) or media
    shown = max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3])
    return shown if shown[2] - shown[0] >= 1 and shown[3] - shown[1] >= 1 else media


def _box(raw: object) -> Box | None:
    try:
        one, two, three, four = (float(edge) for edge in raw)  # type: ignore[attr-defined]
    except (TypeError, ValueError):
        return None
    box = min(one, three), min(two, four), max(one, three), max(two, four)
    return box if box[2] - box[0] >= 1 and box[3] - box[1] >= 1 else None


def _number(raw: object, otherwise: float) -> float:
    try:
        return float(raw) if raw is not None else otherwise  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return otherwise
