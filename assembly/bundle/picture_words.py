"""What tesseract tells of the picture of one page: its words, and which way up it stands."""

import io
import os
import re
import subprocess

from PIL import Image

from assembly.errors import DocumentRefused

_SURE = 5.0  # tesseract's own measure: with a dozen words it is below 4, with a paragraph above 15
_ROTATE = re.compile(r"^Rotate: (\d+)$", re.MULTILINE)
_CONFIDENCE = re.compile(r"^Orientation confidence: ([\d.]+)$", re.MULTILINE)
_TOO_FEW = "Too few characters"


def words_in_picture(picture: Image.Image, *, dots: int, program: str, seconds: float) -> str:
    """Return the words on a page in whichever quarter turn it stands. `program` is the path of tesseract.

    Raises:
        DocumentRefused: tesseract failed.
        TimeoutError: it took longer than `seconds`.
    """
    return _asked(picture, "--psm", "1", dots=dots, program=program, seconds=seconds)


def turn_of_picture(picture: Image.Image, *, dots: int, program: str, seconds: float) -> int | None:
    """Return by how many quarters a page stands turned clockwise, or None where it has too few words to tell.

    Raises:
        DocumentRefused: tesseract failed.
        TimeoutError: it took longer than `seconds`.
    """
    told = _asked(picture, "--psm", "0", dots=dots, program=program, seconds=seconds)
    rotate, confidence = _ROTATE.search(told), _CONFIDENCE.search(told)
    if rotate is None or confidence is None or float(confidence[1]) < _SURE:
        return None
    # "Rotate" is the clockwise turn that sets the page upright again.
    return -(int(rotate[1]) // 90) % 4


def _asked(picture: Image.Image, *mode: str, dots: int, program: str, seconds: float) -> str:
    raw = io.BytesIO()
    picture.save(raw, "PNG", compress_level=1, dpi=(dots, dots))
    try:
        done = subprocess.run(  # noqa: S603 - the program that was found, and a picture of our own drawing
            [program, "-", "stdout", *mode, "--dpi", str(dots)],
            input=raw.getvalue(),
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise TimeoutError from None
    except OSError as error:
        raise DocumentRefused("Text recognition could not be started.") from error
    if done.returncode and _TOO_FEW not in done.stderr.decode(errors="replace"):
        raise DocumentRefused("Text recognition failed.")
    return done.stdout.decode(errors="replace")
