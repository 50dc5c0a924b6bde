"""The official blanks that an office has installed: one PDF per form id in one folder.

The edge names the folder once with `use_library`; where it has not, the folder is COURTPACKET_FORMS,
or else `forms` under COURTPACKET_HOME, which is `~/.courtpacket` where it is not set.
"""

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

from assembly.errors import UnknownName
from assembly.render.forms.blank import read_blank
from assembly.render.forms.fingerprint import check_edition
from assembly.render.forms.mapping import FormMapping

FORM_ID = re.compile(r"[a-z0-9][a-z0-9-]*")


@dataclass(frozen=True, slots=True)
class FormLibrary:
    """A folder of installed blanks."""

    folder: Path

    def path(self, form: str) -> Path:
        """Return where the blank of a form lies, whether it is installed or not.

        Raises:
            UnknownName: the id is not made of small letters, digits and hyphens.
        """
        if not FORM_ID.fullmatch(form):
            raise UnknownName("form", form, ())
        return self.folder / f"{form}.pdf"

    def has(self, form: str) -> bool:
        """Say whether the blank of a form is installed."""
        return self.path(form).is_file()

    def install(self, mapping: FormMapping, raw: bytes) -> Path:
        """Check a blank against the mapped edition and keep it; the old one stays until the new is whole.

        Raises:
            DocumentRefused: the file can't be read within the limits.
            BlankRefused: it is another edition; the message says what differs.
        """
        check_edition(mapping, read_blank(raw))
        target = self.path(mapping.blank)
        self.folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=self.folder, suffix=".part", delete=False) as part:
            part.write(raw)
        Path(part.name).chmod(0o644)
        Path(part.name).replace(target)
        return target


def default_library() -> FormLibrary:
    """Return the library in COURTPACKET_FORMS, or `forms` under COURTPACKET_HOME (`~/.courtpacket`)."""
    if own := os.environ.get("COURTPACKET_FORMS"):
        return FormLibrary(Path(own).expanduser())
    home = os.environ.get("COURTPACKET_HOME") or "~/.courtpacket"
    return FormLibrary(Path(home).expanduser() / "forms")


_current: ContextVar[FormLibrary | None] = ContextVar("form_library", default=None)
_process: list[FormLibrary] = []


def use_library(library: FormLibrary) -> None:
    """Name the library that this process renders with."""
    _process[:] = [library]


@contextmanager
def library_in_use(library: FormLibrary) -> Iterator[None]:
    """Render with a library inside a `with` block only."""
    token = _current.set(library)
    try:
        yield
    finally:
        _current.reset(token)


def current_library() -> FormLibrary:
    """Return the library to render with."""
    return _current.get() or (_process[0] if _process else default_library())
