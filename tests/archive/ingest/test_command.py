import hashlib
import json
import os
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from archive import ingest, works
from archive.exceptions import TranscodingFailed
from archive.jobs import kinds
from archive.jobs.kinds import Report
from archive.models import CleanCopy, Job, Original, Recording, Rendition, RenditionSet, Upload
from archive.wording import NOTHING, Said, say
from archive.works import Attach, Thing
from tests.archive import files

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.media]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def run(*arguments: object) -> tuple[int, str]:
    """Exit status and standard output."""
    out = StringIO()
    try:
        call_command("ingest", *map(str, arguments), stdout=out)
    except SystemExit as stop:
        return int(str(stop.code)), out.getvalue()
    return 0, out.getvalue()


def as_json(*arguments: object) -> tuple[int, Any]:
    status, out = run(*arguments, "--json")
    return status, json.loads(out)


@pytest.fixture
def transcoder() -> Iterator[None]:
    """Stands where the transcoder stands: publishes a rung; warns, fails or is stopped where the name says so."""
    before = kinds._kinds.copy()

    @kinds.register("transcode", "Transcoding", targets=["archive.Assembly"])
    def publish(job: Job, report: Report) -> Said:
        assembly: Any = job.target
        name = str(assembly)
        report(500, "Half")
        if "stop" in name:
            raise KeyboardInterrupt
        if "fail" in name:
            raise TranscodingFailed(Said("The sound could not be decoded."))
        rendition_set = RenditionSet.objects.create(
            recording=assembly.recording, assembly=assembly, directory=str(job.lease), duration_ms=1000
        )
        Rendition.objects.create(
            rendition_set=rendition_set, name="a128", codecs="mp4a.40.2", bandwidth=130_000, average_bandwidth=128_000
        )
        Recording.objects.filter(pk=assembly.recording_id).update(rendition_set=rendition_set)
        return Said("The end of the tape is missing.") if "warn" in name else NOTHING

    yield
    kinds._kinds.clear()
    kinds._kinds.update(before)


@pytest.fixture
def work() -> Iterator[list[Thing]]:
    """A work with the slug "frihet" is known; the list says what was tied to it."""
    attached: list[Thing] = []

    def find(slug: str) -> Attach | None:
        return attached.append if slug == "frihet" else None

    works.register(find)
    yield attached
    works._finders.remove(find)


def test_an_accepted_file_is_reported_with_its_digest_and_recording(tmp_path: Path) -> None:
    path = files.tone(tmp_path / "tape.wav")
    status, found = as_json(path)
    original = Original.objects.get()
    assert (status, found) == (
        0,
        [
            {
                "path": str(path),
                "outcome": "accepted",
                "reason": "",
                "sha256": original.sha256,
                "recording": original.recording_id,
                "document": None,
            }
        ],
    )


def test_a_duplicate_is_no_failure_and_names_the_recording_we_hold(tmp_path: Path) -> None:
    path = files.tone(tmp_path / "tape.wav")
    held = ingest.accept(path, "tape.wav")
    status, found = as_json(path)
    assert (status, found[0]["outcome"], found[0]["recording"], found[0]["sha256"]) == (
        0,
        "duplicate",
        held.recording_id,
        held.sha256,
    )


def test_every_bad_file_is_reported_and_the_good_ones_are_taken_in_all_the_same(tmp_path: Path) -> None:
    for name, write in files.BAD.values():
        write(tmp_path / name)
    (tmp_path / "somebody-elses.wav").unlink()
    files.tone(tmp_path / "tape.wav")
    status, found = as_json(tmp_path)
    outcomes = {Path(result["path"]).name: result["outcome"] for result in found}
    assert (status, outcomes) == (1, {name: "refused" for name, _ in files.BAD.values()} | {"tape.wav": "accepted"})
    assert all(result["reason"] for result in found if result["outcome"] == "refused")


def test_folders_are_walked_in_order_and_hidden_files_left_out(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    files.tone(tmp_path / "b" / "2.wav", frequency=200)
    files.tone(tmp_path / "a.wav")
    (tmp_path / ".DS_Store").write_text("x")
    _, found = as_json(tmp_path)
    assert [result["path"] for result in found] == [str(tmp_path / "a.wav"), str(tmp_path / "b" / "2.wav")]


def test_a_path_that_is_not_there_is_refused(tmp_path: Path) -> None:
    status, found = as_json(tmp_path / "nothing.wav")
    assert (status, found[0]["outcome"], found[0]["reason"], found[0]["sha256"]) == (
        1,
        "refused",
        "There is no file with this name.",
        None,
    )


def test_a_refused_file_has_its_digest_too(tmp_path: Path) -> None:
    for content in (b"", b"a letter", b"%PDF-1.4\nhalf a book"):
        (tmp_path / "letter.mp4").write_bytes(content)
        _, found = as_json(tmp_path / "letter.mp4")
        assert (found[0]["outcome"], found[0]["sha256"]) == ("refused", hashlib.sha256(content).hexdigest())


def test_what_could_be_read_from_for_ever_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.mp4")
    (tmp_path / "loop.mp4").symlink_to("loop.mp4")
    (tmp_path / "round").mkdir()
    (tmp_path / "round" / "again").symlink_to(tmp_path)
    (tmp_path / "round" / "film.mp4").write_text("no film")
    status, found = as_json(tmp_path, "/dev/zero", "x" * 300)
    assert (status, [(Path(result["path"]).name, result["reason"]) for result in found]) == (
        1,
        [
            ("loop.mp4", "There is no file with this name."),
            ("pipe.mp4", "This is not an ordinary file."),
            ("film.mp4", say("refused.not_media")),
            ("zero", "This is not an ordinary file."),
            ("x" * 300, "There is no file with this name."),
        ],
    )


def test_a_folder_without_files_is_not_passed_over_in_silence(tmp_path: Path) -> None:
    status, found = as_json(tmp_path)
    assert (status, found[0]["reason"]) == (1, "There are no files in this folder.")


def test_an_empty_path_never_means_the_folder_we_are_in(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="must not be empty"):
        run("")


def test_a_name_that_is_no_utf_8_is_still_json_in_any_terminal(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe.mp4"))
    path.write_text("no film")
    status, out = run(path, "--json")
    assert (status, json.loads(out.encode())[0]["path"]) == (1, str(path))


def test_ctrl_c_ends_with_a_sentence_and_what_was_done_until_then(
    tmp_path: Path, transcoder: None, capsys: pytest.CaptureFixture[str]
) -> None:
    files.tone(tmp_path / "1 good.wav")
    files.tone(tmp_path / "2 stop.wav", frequency=300)
    status, found = as_json(tmp_path, "--wait")
    assert (status, [result["state"] for result in found]) == (130, ["published"])
    assert capsys.readouterr().err.startswith("Stopped.")
    assert [job.state for job in Job.objects.order_by("pk")] == ["done", "waiting"]


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_on_a_terminal_the_lines_stand_above_the_bar_which_would_wipe_them_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, err = Terminal(), Terminal()
    monkeypatch.setattr(sys, "stderr", err)
    call_command("ingest", str(files.tone(tmp_path / "[bold] tape.wav")), stdout=out)
    assert out.getvalue() == ""
    assert "[bold] tape.wav  accepted  " in err.getvalue()


def test_waiting_adds_how_the_work_ended(tmp_path: Path, transcoder: None) -> None:
    for number, name in enumerate(("good", "warn", "fail")):
        files.tone(tmp_path / f"{name}.wav", frequency=200 + 50 * number)
    status, found = as_json(tmp_path, "--wait")
    rung = {"name": "a128", "width": 0, "height": 0, "codecs": "mp4a.40.2", "bandwidth": 130_000}
    told = ("state", "reason", "warning", "duration_ms", "renditions")
    assert status == 1
    assert {Path(result["path"]).stem: tuple(result[key] for key in told) for result in found} == {
        "good": ("published", "", "", 1000, [rung]),
        "warn": ("published_with_warning", "", "The end of the tape is missing.", 1000, [rung]),
        "fail": ("failed", "The sound could not be decoded.", "", None, []),
    }


def test_waiting_for_a_duplicate_finishes_what_was_left_undone(tmp_path: Path, transcoder: None) -> None:
    path = files.tone(tmp_path / "tape.wav")
    ingest.accept(path, "tape.wav")
    status, found = as_json(path, "--wait")
    assert (status, found[0]["outcome"], found[0]["state"], Job.objects.get().state) == (
        0,
        "duplicate",
        "published",
        "done",
    )


def test_a_document_is_published_as_a_clean_copy(tmp_path: Path) -> None:
    status, found = as_json(files.pdf(tmp_path / "book.pdf"), "--wait")
    assert (status, found[0]["state"], found[0]["document"]) == (0, "published", CleanCopy.objects.get().document_id)


def test_files_are_tied_to_the_work_that_was_named(tmp_path: Path, work: list[Thing]) -> None:
    files.tone(tmp_path / "tape.wav")
    files.pdf(tmp_path / "text.pdf")
    run(tmp_path, "--work", "frihet")
    assert work == [original.recording or original.document for original in Original.objects.order_by("pk")]


def test_an_unknown_work_is_refused_before_anything_is_taken_in(tmp_path: Path, work: list[Thing]) -> None:
    with pytest.raises(CommandError, match="nosuch"):
        run(files.tone(tmp_path / "tape.wav"), "--work", "nosuch")
    assert (Upload.objects.count(), Original.objects.count()) == (0, 0)


def test_the_language_is_kept(tmp_path: Path) -> None:
    run(files.tone(tmp_path / "tape.wav"), "--language", "fa")
    assert Recording.objects.get().language == "fa"
