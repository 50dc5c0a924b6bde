"""Runs LibreOffice on one Word file: a process of its own that is thrown away, with its own fresh profile.

Nothing outlives a document: not the process nor any that it started, not its settings, not its files. What
it may use is bounded from outside, because the file that it reads is hostile.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from assembly.errors import DocumentRefused, ProgramMissing
from assembly.fonts import FONT_TIME, use_our_fonts

NAMES = ("soffice", "libreoffice")
INSTALL = (
    "Install LibreOffice Writer (Debian and Ubuntu: apt-get install libreoffice-writer-nogui; elsewhere "
    "libreoffice.org/download), or lay the document out without it: engine docx."
)
SOURCE, RESULT = "document.docx", "document.pdf"
EXPORT = (
    'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"2"},"UseTaggedPDF":{"type":"boolean","value":"true"},'
    '"PDFUACompliance":{"type":"boolean","value":"true"},"ExportBookmarks":{"type":"boolean","value":"true"},'
    '"ExportFormFields":{"type":"boolean","value":"false"},"ExportNotes":{"type":"boolean","value":"false"}}'
)
NOWHERE = "http://127.0.0.1:9"  # the port of discard: whatever asks for a page through it is turned away
BLOCK = 512  # bytes; the shell counts the size of files in these
BOUNDED = 'ulimit -c 0; ulimit -t "$1" && ulimit -v "$2" && ulimit -f "$3" && shift 3 && exec "$@"'


@dataclass(frozen=True, slots=True)
class Bounds:
    """What LibreOffice may use for one document: seconds, bytes of memory, bytes of any one file it writes."""

    seconds: float = 90
    memory_bytes: int = 4 << 30
    file_bytes: int = 200_000_000


USUAL = Bounds()


def program() -> Path:
    """Return the LibreOffice of this machine.

    Raises:
        ProgramMissing: there is none; the message says how to install it.
    """
    for name in NAMES:
        if found := shutil.which(name):
            return Path(found)
    raise ProgramMissing("LibreOffice", INSTALL)


def converted(raw: bytes, *, office: Path, bounds: Bounds = USUAL) -> bytes:
    """Return what LibreOffice makes of a Word file: a PDF, not yet looked at.

    Raises:
        DocumentRefused: it did not end in time, failed, or wrote more than it may.
    """
    with tempfile.TemporaryDirectory(prefix="courtpacket-office-") as made:
        folder = Path(made)
        _profile(folder / "profile" / "user")
        (folder / SOURCE).write_bytes(raw)
        _run(office, folder, bounds)
        result = folder / RESULT
        if not result.is_file() or result.is_symlink():
            raise DocumentRefused(
                "LibreOffice could not lay out the Word file within its limits of memory and time, or cannot read it. "
                "Open it in Word, save it again, or split it."
            )
        if result.stat().st_size > bounds.file_bytes:
            raise DocumentRefused(
                f"LibreOffice made a PDF of more than {bounds.file_bytes:,} bytes. Split the document."
            )
        return result.read_bytes()


def _profile(folder: Path) -> None:
    """Write the settings of a profile that runs no macro, follows no link and shows nothing."""
    folder.mkdir(parents=True)
    settings = files("assembly.render.office").joinpath("profile.xcu").read_bytes()
    (folder / "registrymodifications.xcu").write_bytes(settings)


def _run(office: Path, folder: Path, bounds: Bounds) -> None:
    command = [
        *("/bin/sh", "-c", BOUNDED, "sh"),
        *(str(int(bounds.seconds) + 1), str(bounds.memory_bytes // 1024), str(bounds.file_bytes // BLOCK)),
        *(str(office), f"-env:UserInstallation={(folder / 'profile').as_uri()}"),
        *("--headless", "--invisible", "--norestore", "--nologo", "--nodefault", "--nolockcheck"),
        *("--nofirststartwizard", "--convert-to", EXPORT, "--outdir", str(folder), str(folder / SOURCE)),
    ]
    child = subprocess.Popen(  # noqa: S603 - no word of the document's is in the command
        command,
        cwd=folder,
        env=_environment(folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        child.wait(timeout=bounds.seconds)
    except subprocess.TimeoutExpired:
        raise DocumentRefused(
            f"LibreOffice did not lay out the Word file within {bounds.seconds:g} seconds. Split or simplify it."
        ) from None
    finally:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)  # the whole group: LibreOffice starts others
        child.wait()


def _environment(folder: Path) -> dict[str, str]:
    """Return the little that LibreOffice needs: our fonts, no secret of ours, and no way out."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "SAL_USE_VCLPLUGIN": "svp",
        "SOURCE_DATE_EPOCH": FONT_TIME,
        "FONTCONFIG_FILE": str(use_our_fonts()),
        **dict.fromkeys(
            ("http_proxy", "https_proxy", "ftp_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY"), NOWHERE
        ),
    }
