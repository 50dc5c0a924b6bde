"""LibreOffice as a program that is not trusted: it may hang, crash, lie or flood; and it may not be there.

A small script stands in for it and is called as it is: its last arguments are `--outdir FOLDER FILE`.
"""

import io
import os
import sys
import time
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from assembly.errors import DocumentRefused, ProgramMissing
from assembly.render.office import render_file
from assembly.render.office.program import Bounds, program
from assembly.render.word import render_file as on_paper
from tests.assembly.render.word.draft import PLEADING, Draft

DAY = date(2026, 11, 22)
WORDS = "The obligor works for Coyote Ridge."
TIGHT = Bounds(seconds=20, memory_bytes=1 << 30, file_bytes=1 << 20)


@pytest.fixture
def draft() -> bytes:
    return Draft().add("Body Text", WORDS).raw()


def office(tmp_path: Path, body: str) -> Path:
    """Return a stand-in for LibreOffice: a shell script that knows `$out`, the file it should write."""
    script = tmp_path / "soffice"
    script.write_text(
        f'#!/bin/sh\nwhile [ "$1" != --outdir ]; do shift; done\nout="$2/document.pdf"\n{body}\n'
    )
    script.chmod(0o755)
    return script


def laid_out(raw: bytes, stand_in: Path, bounds: Bounds = TIGHT) -> bytes:
    return render_file(
        raw, title="A Paper", language="en-US", prepared_on=DAY, office=stand_in, bounds=bounds
    ).pdf


def pdf_of(*texts: str) -> bytes:
    raw = Draft().add("Body Text", *texts).raw()
    sheet = PLEADING.with_suffix(".css")
    return on_paper(raw, title="A Paper", language="en-US", stylesheet=sheet, prepared_on=DAY).pdf


def is_running(process: int) -> bool:
    """Whether a process goes on; one that was told to end is given the moment that it takes."""
    for _ in range(1000):
        if not is_there(process):
            return False
        time.sleep(0.01)
    return True


def is_there(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


class TestBounds:
    def test_one_that_hangs_is_ended_with_all_that_it_started(self, draft, tmp_path):
        pid = tmp_path / "pid"
        stand_in = office(tmp_path, f"sleep 600 & echo $! > {pid}\nwait")
        with pytest.raises(DocumentRefused, match="did not lay out the Word file within 1 seconds"):
            laid_out(draft, stand_in, Bounds(seconds=1))
        assert not is_running(int(pid.read_text()))

    def test_what_it_leaves_running_ends_with_it(self, draft, tmp_path):
        pid = tmp_path / "pid"
        stand_in = office(tmp_path, f"sleep 600 & echo $! > {pid}\nexit 0")
        with pytest.raises(DocumentRefused, match="could not lay out"):
            laid_out(draft, stand_in)
        assert not is_running(int(pid.read_text()))

    @pytest.mark.parametrize("body", ["exit 1", "kill -SEGV $$", 'ln -s /etc/hostname "$out"'])
    def test_one_that_crashes_or_points_elsewhere_is_said_to_have_failed(self, body, draft, tmp_path):
        with pytest.raises(DocumentRefused, match="could not lay out the Word file within its limits"):
            laid_out(draft, office(tmp_path, body))

    def test_garbage_is_no_pdf(self, draft, tmp_path):
        with pytest.raises(DocumentRefused, match="did not make a readable PDF"):
            laid_out(draft, office(tmp_path, 'echo "%PDF-1.7 garbage" > "$out"'))

    def test_a_flood_on_disk_is_cut_off(self, draft, tmp_path):
        written = tmp_path / "written"
        body = f'head -c 50000000 /dev/zero > "$out"; wc -c < "$out" > {written}'
        with pytest.raises(DocumentRefused, match="did not make a readable PDF"):
            laid_out(draft, office(tmp_path, body))
        assert int(written.read_text()) <= TIGHT.file_bytes

    def test_a_flood_of_words_on_its_output_is_not_kept(self, draft, tmp_path):
        with pytest.raises(DocumentRefused, match="could not lay out"):
            laid_out(draft, office(tmp_path, "head -c 50000000 /dev/zero; head -c 50000000 /dev/zero >&2"))

    def test_memory_is_bounded(self, draft, tmp_path):
        grown = tmp_path / "grown"
        body = f'{sys.executable} -c "bytearray(2 << 30)" && touch {grown}'
        with pytest.raises(DocumentRefused, match="could not lay out"):
            laid_out(draft, office(tmp_path, body))
        assert not grown.exists()


class TestSurroundings:
    def test_it_is_given_a_fresh_profile_no_secret_and_no_way_out(self, draft, tmp_path, monkeypatch):
        monkeypatch.setenv("COURTPACKET_SECRET_KEY", "for nobody's eyes")
        seen = tmp_path / "seen"
        stand_in = office(
            tmp_path, f'env > {seen}; cat "$HOME/profile/user/registrymodifications.xcu" >> {seen}'
        )
        folders = []
        for _ in range(2):
            with pytest.raises(DocumentRefused):
                laid_out(draft, stand_in)
            told = seen.read_text()
            assert "for nobody's eyes" not in told
            assert "http_proxy=http://127.0.0.1:9" in told
            for setting in ("DisableMacrosExecution", "DisableActiveContent", "BlockUntrustedRefererLinks"):
                assert f'oor:name="{setting}" oor:op="fuse"><value>true</value>' in told
            folders.append(next(line[5:] for line in told.splitlines() if line.startswith("HOME=")))
        assert folders[0] != folders[1]
        assert not any(Path(folder).exists() for folder in folders)

    def test_where_it_is_not_installed_one_message_says_how_to_install_it(self, monkeypatch, tmp_path):
        monkeypatch.setenv("PATH", str(tmp_path))
        with pytest.raises(
            ProgramMissing, match=r"not installed on this machine.*apt-get install libreoffice"
        ):
            program()

    def test_it_is_found_under_either_name(self, monkeypatch, tmp_path):
        found = tmp_path / "libreoffice"
        found.write_text("#!/bin/sh\n")
        found.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{tmp_path}")
        assert program() == found


class TestProof:
    def answer(self, tmp_path: Path, pdf: bytes) -> Path:
        ready = tmp_path / "ready.pdf"
        ready.write_bytes(pdf)
        return office(tmp_path, f'cp {ready} "$out"')

    def test_pages_with_every_word_are_used_and_bear_the_papers_title_and_day(self, draft, tmp_path):
        made = laid_out(draft, self.answer(tmp_path, pdf_of(WORDS)))
        with pikepdf.open(io.BytesIO(made)) as pdf:
            assert str(pdf.docinfo["/Title"]) == "A Paper"
            assert str(pdf.docinfo["/CreationDate"]) == "D:20261122"
            assert set(pdf.docinfo) == {"/Title", "/CreationDate", "/ModDate"}

    @pytest.mark.parametrize(
        ("printed", "lost"),
        [
            (["The obligor works."], "theobligorworksforcoyoteridge"),
            (["The obligor works for Coyote Bridge."], "theobligorworksforcoyoteridge"),
            (["."], "theobligorworksforcoyoteridge"),
        ],
    )
    def test_a_word_that_is_not_on_the_pages_is_found_out(self, printed, lost, draft, tmp_path):
        with pytest.raises(DocumentRefused, match=f"did not print these words.*{lost}"):
            laid_out(draft, self.answer(tmp_path, pdf_of(*printed)))

    def test_words_written_twice_and_printed_once_are_found_out(self, tmp_path):
        twice = Draft().add("Body Text", WORDS, WORDS).raw()
        with pytest.raises(DocumentRefused, match="did not print these words"):
            laid_out(twice, self.answer(tmp_path, pdf_of(WORDS)))

    @pytest.mark.parametrize("what", ["lock", "script", "file", "field"])
    def test_what_a_court_refuses_is_refused(self, what, draft, tmp_path):
        with pikepdf.open(io.BytesIO(pdf_of(WORDS))) as pdf:
            if what == "script":
                action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
                names = pikepdf.Array([pikepdf.String("a"), action])
                pdf.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=names))
            elif what == "file":
                pdf.attachments["a.txt"] = pikepdf.AttachedFileSpec(pdf, b"a", filename="a.txt")
            elif what == "field":
                pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array())
            out = io.BytesIO()
            lock = pikepdf.Encryption(owner="o", user="") if what == "lock" else False
            pdf.save(out, encryption=lock)
        with pytest.raises(DocumentRefused, match=f"can't be filed: it has .*{what}"):
            laid_out(draft, self.answer(tmp_path, out.getvalue()))
