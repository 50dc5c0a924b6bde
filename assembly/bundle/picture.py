"""Makes letter pages of a picture: a scan or a photograph, without what the camera wrote into it."""

import warnings
import zlib
from io import BytesIO

import pikepdf
from pikepdf import Dictionary, Name, Pdf, Stream
from PIL import Image, ImageOps, UnidentifiedImageError

from assembly.errors import DocumentRefused

MAX_SIDE = 20_000
MAX_PIXELS = 60_000_000
MAX_FRAMES = 500

_PAGE = (612.0, 792.0)
_MARGIN = 18.0
_QUALITY = 85

# A picture that breaks off is read without complaint once WeasyPrint is loaded, so its end is looked for.
_ENDS = {"PNG": b"IEND", "JPEG": b"\xff\xd9"}
_TAIL = 1_000


def picture_pages(name: str, content: bytes, kind: str) -> bytes:
    """Return a PDF with one letter page for each picture in a file of the given Pillow format.

    The picture is turned as the camera held it, laid on white, and shown as large as the page
    allows but never larger than one pixel to the point. Location, camera and other notes are
    left behind. There is no text layer: what is written on the picture can't be searched.

    Raises:
        DocumentRefused: the picture is damaged or has too many pixels.
    """
    if kind in _ENDS and _ENDS[kind] not in content[-_TAIL:]:
        raise DocumentRefused(_damaged(name))
    out = pikepdf.new()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=(kind,)) as picture:
                _refuse_large(name, picture)
                for place in range(getattr(picture, "n_frames", 1)):
                    picture.seek(place)
                    _refuse_large(name, picture)
                    if picture.mode == "F":
                        raise DocumentRefused(f"{name} holds measurements, not a picture. Save it as a PNG.")
                    _add_page(out, _flat(picture), lossless=kind == "PNG")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise DocumentRefused(_damaged(name)) from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise DocumentRefused(_too_large(name)) from error
    stream = BytesIO()
    out.save(stream, deterministic_id=True)
    return stream.getvalue()


def _refuse_large(name: str, picture: Image.Image) -> None:
    wide, high = picture.size
    if max(wide, high) > MAX_SIDE or wide * high > MAX_PIXELS or getattr(picture, "n_frames", 1) > MAX_FRAMES:
        raise DocumentRefused(_too_large(name))


def _damaged(name: str) -> str:
    return f"{name} is a damaged picture. Scan or save it again."


def _too_large(name: str) -> str:
    return (
        f"{name} is too large a picture; at most {MAX_SIDE:,} pixels a side, {MAX_PIXELS:,} in all and "
        f"{MAX_FRAMES} pages are taken. Scan it at 300 dots to the inch."
    )


def _flat(picture: Image.Image) -> Image.Image:
    """Return the picture upright, without transparency, in black and white, grey or colour."""
    upright = ImageOps.exif_transpose(picture)
    if upright.mode in ("1", "L"):
        return upright.copy()
    if upright.mode.startswith("I"):
        return _from_deep(upright)
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        over = Image.new("RGBA", upright.size, "white")
        return Image.alpha_composite(over, upright.convert("RGBA")).convert("RGB")
    return upright.convert("RGB")


def _from_deep(picture: Image.Image) -> Image.Image:
    """Return a grey picture of 16 bits with 8; merely converted, all but its darkest would turn white."""
    deep = picture.convert("I")
    _, lightest = deep.getextrema()
    if isinstance(lightest, int) and lightest > 255:
        deep = deep.point(lambda level: level * (1 / 256))
    return deep.convert("L")


def _add_page(out: Pdf, picture: Image.Image, *, lossless: bool) -> None:
    wide, high = picture.size
    page_wide, page_high = _PAGE if high >= wide else (_PAGE[1], _PAGE[0])
    scale = min((page_wide - 2 * _MARGIN) / wide, (page_high - 2 * _MARGIN) / high, 1.0)
    left, bottom = (page_wide - wide * scale) / 2, (page_high - high * scale) / 2
    placed = f"q {wide * scale:.3f} 0 0 {high * scale:.3f} {left:.3f} {bottom:.3f} cm /Im Do Q".encode()
    page = out.add_blank_page(page_size=(page_wide, page_high))
    page.obj.Contents = Stream(out, placed)
    page.obj.Resources = Dictionary(XObject=Dictionary(Im=_image(out, picture, lossless=lossless)))


def _image(out: Pdf, picture: Image.Image, *, lossless: bool) -> Stream:
    wide, high = picture.size
    colour, bits = (Name.DeviceRGB, 8) if picture.mode == "RGB" else (Name.DeviceGray, 8)
    if picture.mode == "1":
        bits = 1
    if lossless or bits == 1:
        content, packed = zlib.compress(picture.tobytes(), 9), Name.FlateDecode
    else:
        encoded = BytesIO()
        picture.save(encoded, "JPEG", quality=_QUALITY)
        content, packed = encoded.getvalue(), Name.DCTDecode
    image = Stream(out, content)
    image.Type, image.Subtype, image.Filter = Name.XObject, Name.Image, packed
    image.Width, image.Height = wide, high
    image.ColorSpace, image.BitsPerComponent = colour, bits
    return image
