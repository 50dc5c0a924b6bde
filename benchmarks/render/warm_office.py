"""Converts Word files with one LibreOffice that stays open, by the calls that unoserver makes; run by the system's Python.

LibreOffice is driven over UNO (Debian: python3-uno), which the virtual environment does not have, so this file is
a program of its own: it reads lines of two paths and a kind, tabs between, and answers each with the seconds of
processor time that the conversion took, LibreOffice's and its own. `warm_office.py SOFFICE PROFILE_FOLDER`.
"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue

PATIENCE = 60.0  # seconds
TICKS = os.sysconf("SC_CLK_TCK")


def main(soffice: str, profile: str) -> None:
    """Start LibreOffice, convert what is asked for, and end it when nothing more is asked."""
    name = f"courtpacket-bench-{os.getpid()}"
    office = subprocess.Popen(
        [
            soffice, "--headless", "--norestore", "--nologo",
            f"-env:UserInstallation={Path(profile).as_uri()}", f"--accept=pipe,name={name};urp;",
        ],
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    try:
        desktop = _desktop(name)
        print("ready", flush=True)
        for line in sys.stdin:
            source, target, kind = line.rstrip("\n").split("\t")
            before = _spent(office.pid)
            _convert(desktop, source, target, kind)
            print(_spent(office.pid) - before, flush=True)
    finally:
        os.killpg(office.pid, signal.SIGKILL)


def _convert(desktop, source: str, target: str, kind: str) -> None:  # type: ignore[no-untyped-def]
    opened = desktop.loadComponentFromURL(Path(source).as_uri(), "_blank", 0, (_set("Hidden", True),))
    for _ in range(2):  # so does unoserver, for tables of contents
        opened.refresh()
    told = (_set("FilterName", "writer_pdf_Export"),)
    if kind == "archive":
        options = (_set("SelectPdfVersion", 2), _set("UseTaggedPDF", True), _set("ExportBookmarks", True))
        told += (_set("FilterData", uno.Any("[]com.sun.star.beans.PropertyValue", options)),)
    opened.storeToURL(Path(target).as_uri(), told)
    opened.close(True)


def _desktop(name: str):  # type: ignore[no-untyped-def]
    here = uno.getComponentContext()
    resolver = here.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", here)
    until = time.monotonic() + PATIENCE
    while True:
        try:
            there = resolver.resolve(f"uno:pipe,name={name};urp;StarOffice.ComponentContext")
            return there.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", there)
        except Exception:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def _set(name: str, value: object) -> PropertyValue:
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def _spent(root: int) -> float:
    """Return the processor time, in seconds, of a process, all below it, and this one."""
    seconds = time.process_time()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and _is_below(int(entry.name), root):
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
            seconds += (int(fields[11]) + int(fields[12])) / TICKS
    return seconds


def _is_below(process: int, root: int) -> bool:
    while process > 1 and process != root:
        try:
            process = int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            return False
    return process == root


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
