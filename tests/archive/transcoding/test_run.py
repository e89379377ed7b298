"""From a sealed original to what is streamed, with real files and a real encoder."""

import json
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.utils import translation
from PIL import Image

from archive import events, sandbox, signals, storage
from archive.examine.media_info import MediaInfo
from archive.examine.probe import probe
from archive.exceptions import JobCancelled, LeaseLost, ProcessFailed, TranscodingFailed
from archive.jobs import lease
from archive.models import Assembly, Job, Original, Recording, RenditionSet
from archive.transcoding import boxes, recipe
from archive.transcoding.build import explain
from archive.transcoding.publish import sweep_unpublished
from archive.transcoding.run import transcode
from archive.wording import NOTHING, say
from tests.archive.factories import AssemblyFactory, JobFactory, OriginalFactory, RecordingFactory

pytestmark = [pytest.mark.media, pytest.mark.django_db]

Clip = Callable[[str], Path]
Take = Callable[..., Job]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def nothing(per_mille: int, step: str = "") -> None:
    """A report nobody reads."""


@pytest.fixture
def take(clip: Clip, tmp_path: Path) -> Take:
    """A running job on a clip that was sealed as an original."""

    def build(name: str, recording: Recording | None = None) -> Job:
        copy = tmp_path / f"upload-{name}"
        shutil.copyfile(clip(name), copy)
        info = probe(copy)
        original = OriginalFactory(
            recording=recording or RecordingFactory(kind=info.kind),
            technical=info.as_json(),
            media_type=info.media_type,
        )
        storage.originals().put(original.key, copy)
        taken = lease.take(job_for(original).pk, "this test")
        assert taken is not None
        return taken

    return build


def job_for(original: Original, **fields: object) -> Job:
    """A job on what its recording streams from now on: this original alone. The open one before it is over then."""
    assembly = AssemblyFactory(recording=original.recording, original=original)
    if "state" not in fields:
        Job.objects.for_target(assembly).open().update(state=Job.State.DONE)
    made: Job = JobFactory(target=assembly, **fields)
    return made


def target(job: Job) -> Original:
    assert isinstance(job.target, Assembly)
    return Original.objects.get(uses__assembly=job.target)


def live(job: Job) -> RenditionSet:
    """The set its recording points at now."""
    recording = target(job).recording
    assert recording is not None
    assert recording.rendition_set is not None
    return recording.rendition_set


def read(made: RenditionSet, name: str) -> bytes:
    with storage.renditions().open(f"{made.directory}/{name}") as stream:
        return stream.read()


def picture(made: RenditionSet, name: str) -> tuple[int, int]:
    with storage.renditions().local(f"{made.directory}/{name}") as path, Image.open(path) as image:
        return image.size


def played(made: RenditionSet) -> MediaInfo:
    """What a player that knows only the first rung's playlist would find in it."""
    names = [name for name in storage.renditions().names(made.directory) if f"/{top(made)}/" in name]
    parts = [name for name in names if name.endswith("init.mp4")] + [name for name in names if name.endswith(".m4s")]
    whole = Path(storage.renditions().root) / "whole.mp4"  # type: ignore[attr-defined]
    whole.write_bytes(b"".join(storage.renditions().open(name).read() for name in parts))
    return probe(whole)


def top(made: RenditionSet) -> str:
    rung = made.renditions.order_by("-height", "-bandwidth").first()
    assert rung is not None
    return rung.name


def nothing_is_left(settings: LazySettings) -> bool:
    work = Path(settings.WORK_DIR)
    return not work.exists() or not any(work.iterdir())


def test_a_film_is_published_whole(take: Take, settings: LazySettings) -> None:
    job = take("film")
    steps: list[str] = []

    assert transcode(job, lambda per_mille, step="": steps.append(step)) == NOTHING

    made = live(job)
    assert (made.recipe, made.assembly, made.warning) == (recipe.VERSION, job.target, "")
    assert made.duration_ms == pytest.approx(4000, abs=30)
    assert target(job).recording.duration_ms == made.duration_ms  # type: ignore[union-attr]
    rungs = [(rung.name, rung.width, rung.height, rung.frame_rate) for rung in made.renditions.all()]
    assert sorted(rungs) == [("a128", 0, 0, None), ("v240", 426, 240, 25.0), ("v360", 640, 360, 25.0)]
    assert made.extras == ["poster.jpg", "sprites.jpg", "sprites.vtt"]
    assert steps[0] == "Preparing"
    assert list(dict.fromkeys(steps)) == ["Preparing", "Transcoding", "Checking", "Publishing"]
    assert nothing_is_left(settings)


def test_the_files_of_a_film_are_the_ones_its_manifest_names(take: Take) -> None:
    job = take("film")
    transcode(job, nothing)
    made = live(job)
    manifest = json.loads(read(made, "manifest.json"))
    below = len(made.directory) + 1
    names = {name[below:] for name in storage.renditions().names(made.directory)}
    assert {file["name"] for file in manifest["files"]} | {"manifest.json"} == names
    assert {"master.m3u8", "v360/index.m3u8", "v360/init.mp4", "v360/seg00000.m4s", "poster.jpg"} <= names
    assert all(file["size"] == len(read(made, file["name"])) for file in manifest["files"])
    assert manifest["identity"] == made.identity


def test_nothing_of_the_makers_tags_goes_out(take: Take) -> None:
    for name in ("film", "soft"):
        job = take(name)
        transcode(job, nothing)
        made = live(job)
        assert target(job).technical["tags"] == {"title": "Canary"}
        names = storage.renditions().names(made.directory)
        assert [name for name in names if b"Canary" in storage.renditions().open(name).read()] == []


def test_a_film_can_be_entered_every_two_seconds_and_begins_at_zero(take: Take, settings: LazySettings) -> None:
    settings.VIDEO_PRESET = "veryfast"  # with frames that are decoded before they are shown
    job = take("film")
    transcode(job, nothing)
    made = live(job)
    with storage.renditions().local(made.directory) as directory:
        for name in ("v360", "v240"):
            index = (directory / name / "index.m3u8").read_text()
            assert "#EXTINF:4.000000," in index
            first = boxes.fragments((directory / name / "seg00000.m4s").read_bytes())[0]
            assert first.first_shown == 0
        assert boxes.codec((directory / "v360/init.mp4").read_bytes()).startswith("avc1.6400")  # High
    argv = [sandbox.ffprobe_path(), "-v", "error", "-select_streams", "v", "-show_entries", "packet=pts_time,flags"]
    argv += ["-of", "csv=p=0", f"file:{storage.renditions().root / 'whole.mp4'}"]  # type: ignore[attr-defined]
    assert played(made).duration_ms == pytest.approx(4000, abs=100)
    lines = sandbox.run(argv, limits=sandbox.Limits(wall_seconds=20, cpu_seconds=20)).stdout.split()
    keys = [float(line.split(",")[0]) for line in lines if ",K" in line]
    assert [round(key - keys[0], 3) for key in keys] == [0.0, 2.0]


def test_interlaced_pal_comes_out_whole_square_and_deinterlaced(take: Take) -> None:
    job = take("pal")
    transcode(job, nothing)
    made = live(job)
    video = played(made).video
    assert video is not None
    assert (video.width, video.height, video.sample_aspect_ratio, video.scan) == (768, 576, "1/1", "progressive")
    assert picture(made, "poster.jpg") == (768, 576)
    assert picture(made, "sprites.jpg") == (160, 120)


def test_an_upright_film_comes_out_upright(take: Take) -> None:
    job = take("rotated")
    transcode(job, nothing)
    video = played(live(job)).video
    assert video is not None
    assert (video.width, video.height, video.rotation) == (360, 640, 0)


def test_ten_bits_odd_sizes_and_no_sound_become_what_browsers_play(take: Take) -> None:
    job = take("odd")
    assert transcode(job, nothing) == NOTHING
    made = live(job)
    info = played(made)
    assert info.video is not None
    assert (info.video.width, info.video.height, info.video.pixel_format) == (320, 240, "yuv420p")
    assert info.audio is None
    assert b"AUDIO" not in read(made, "master.m3u8")


def test_an_uneven_film_gets_a_steady_rate_and_keeps_its_length(take: Take) -> None:
    job = take("uneven")
    assert transcode(job, nothing) == NOTHING
    made = live(job)
    assert made.duration_ms == pytest.approx(4000, abs=200)  # its last frame counts as a short one
    assert [round(rung.frame_rate, 3) for rung in made.renditions.filter(height__gt=0)] == [23.976]  # type: ignore[arg-type]


def measured_loudness(made: RenditionSet) -> float:
    assert played(made).kind == "audio"
    whole = storage.renditions().root / "whole.mp4"  # type: ignore[attr-defined]
    argv = [
        sandbox.ffmpeg_path(),
        "-nostdin",
        "-i",
        f"file:{whole}",
        "-af",
        "ebur128=framelog=quiet",
        "-f",
        "null",
        "-",
    ]
    stderr = sandbox.run(argv, limits=sandbox.Limits(wall_seconds=20, cpu_seconds=20)).stderr
    return float(stderr.rpartition("I:")[2].split()[0])


@pytest.mark.parametrize(("name", "rates"), [("soft", ["a48", "a96"]), ("wave", ["a128", "a64"])])
def test_radio_comes_out_at_two_rates_and_one_loudness(take: Take, name: str, rates: list[str]) -> None:
    job = take(name)
    assert transcode(job, nothing) == NOTHING
    made = live(job)
    assert sorted(rung.name for rung in made.renditions.all()) == rates
    assert {rung.codecs for rung in made.renditions.all()} == {"mp4a.40.2"}
    assert made.extras == ["peaks.json"]
    assert made.loudness_lufs is not None
    assert made.gain_db == pytest.approx(-18 - made.loudness_lufs, abs=0.01)
    assert measured_loudness(made) == pytest.approx(-18, abs=1)
    peaks = json.loads(read(made, "peaks.json"))
    assert len(peaks["peaks"]) * peaks["interval_ms"] == pytest.approx(made.duration_ms, abs=150)
    assert 0.05 < max(peaks["peaks"]) <= 1


def test_silence_stays_silent(take: Take) -> None:
    job = take("silence")
    assert transcode(job, nothing) == NOTHING
    made = live(job)
    assert (made.loudness_lufs, made.gain_db) == (None, 0.0)
    assert max(json.loads(read(made, "peaks.json"))["peaks"]) == 0


def test_a_file_that_ends_too_early_is_published_with_a_warning(take: Take) -> None:
    job = take("truncated")
    warning = str(transcode(job, nothing))
    made = live(job)
    assert warning.startswith("The file ends too early: 0:00:02.")
    assert made.warning == warning
    assert 2000 < made.duration_ms < 3000
    event = events.about(made.recording).get()
    assert (event.kind, event.outcome, event.detail) == ("creation", "warning", warning)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("short_wav", "The file ends too early: 0:00:01.2 of 0:00:03.0 could be read."),
        ("short_mp3", "The file ends too early: 0:00:01.6 of 0:00:06.0 could be read."),
    ],
)
def test_a_radio_programme_that_ends_too_early_is_published_with_a_warning(
    take: Take, name: str, sentence: str
) -> None:
    assert str(transcode(take(name), nothing)) == sentence


def test_a_file_with_rubbish_in_its_middle_is_published_with_a_warning(take: Take) -> None:
    job = take("corrupt")
    warning = str(transcode(job, nothing))
    assert "frames that could not be read: 10 of 100" in warning
    assert "The sound is damaged" in warning
    assert live(job).duration_ms == pytest.approx(4000, abs=50)


def test_a_file_that_breaks_off_at_once_is_not_published(take: Take, settings: LazySettings) -> None:
    job = take("film")
    path = Path(settings.ORIGINALS_DIR) / target(job).key
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:6000])
    with pytest.raises(TranscodingFailed) as caught:
        transcode(job, nothing)
    recording = target(job).recording
    assert recording is not None
    assert (recording.rendition_set, RenditionSet.objects.count()) == (None, 0)
    event = events.about(recording).get()
    assert (event.outcome, event.detail) == ("fail", str(caught.value))
    assert storage.renditions().names() == []
    assert nothing_is_left(settings)


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("FFMPEG", "/no/such/ffmpeg", "The program ffmpeg was not found on this machine."),
        ("TRANSCODE_TIMEOUT_SECONDS", 0, "Transcoding took longer than allowed and was stopped."),
    ],
)
def test_why_ffmpeg_was_stopped_is_said_in_plain_words(
    take: Take, settings: LazySettings, name: str, value: object, message: str
) -> None:
    job = take("film")
    setattr(settings, name, value)
    with pytest.raises(TranscodingFailed) as caught:
        transcode(job, nothing)
    assert str(caught.value) == message
    assert nothing_is_left(settings)


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (ProcessFailed("memory"), "Transcoding this file needs more memory than is allowed."),
        (ProcessFailed("stalled"), "Transcoding stood still and was stopped; the file may be damaged."),
        (
            ProcessFailed("exit", "av_write: No space left on device"),
            "There is no room left on the disk for the renditions.",
        ),
        (ProcessFailed("exit", "Conversion failed!", 69), "This file could not be transcoded; it is probably damaged."),
    ],
)
def test_every_way_to_fail_has_its_sentence(error: ProcessFailed, message: str) -> None:
    assert say(f"transcode.{explain(error)}") == message


def test_a_set_whose_files_were_lost_is_made_anew(take: Take) -> None:
    job = take("wave")
    transcode(job, nothing)
    lost = live(job)
    storage.renditions().remove_tree(lost.directory)
    again = lease.take(job_for(target(job)).pk, "this test")
    assert again is not None

    transcode(again, nothing)

    assert live(again) != lost
    assert storage.renditions().exists(f"{live(again).directory}/master.m3u8")


def test_an_encoder_that_somebody_else_killed_may_do_better_next_time(
    take: Take, settings: LazySettings, tmp_path: Path
) -> None:
    job = take("wave")
    settings.FFMPEG = str(tmp_path / "ffmpeg")
    for signal, sentence, may_pass in (
        ("KILL", "Transcoding was stopped from outside; perhaps the machine had no memory left.", True),
        ("SEGV", "This file could not be transcoded; it is probably damaged.", False),
    ):
        (tmp_path / "ffmpeg").write_text(f"#!/bin/sh\nkill -{signal} $$\n")
        (tmp_path / "ffmpeg").chmod(0o755)
        with pytest.raises(TranscodingFailed) as caught:
            transcode(job, nothing)
        assert (str(caught.value), caught.value.may_pass) == (sentence, may_pass)


def test_a_set_that_was_stored_and_will_never_be_published_is_swept_away(take: Take) -> None:
    done = take("wave")
    transcode(done, nothing)
    going_on = lease.take(job_for(target(done)).pk, "another")
    assert going_on is not None
    root = Path(storage.renditions().root)  # type: ignore[attr-defined]
    owner = root / live(done).directory.partition("/")[0]
    kept = {root / live(done).directory, owner / f"{going_on.pk}-{going_on.lease}"}
    given_up = job_for(target(done), state="failed")
    for directory in (owner / f"{given_up.pk}-{Job.new_lease()}", owner / f"{done.pk}-{Job.new_lease()}", *kept):
        directory.mkdir(exist_ok=True)
    done.state = "done"
    done.save()
    assert (sweep_unpublished(), sweep_unpublished(), set(owner.iterdir())) == (2, 0, kept)


def test_the_same_bytes_are_never_transcoded_twice(take: Take) -> None:
    job = take("wave")
    transcode(job, nothing)
    made = live(job)
    again = lease.take(job_for(target(job)).pk, "this test")
    assert again is not None
    Recording.objects.update(rendition_set=None)
    assert transcode(again, nothing) == NOTHING
    assert live(again) == made
    assert RenditionSet.objects.count() == 1


def test_a_new_set_takes_the_old_ones_place_at_once(take: Take) -> None:
    recording = RecordingFactory(kind="audio")
    first = take("wave", recording)
    transcode(first, nothing)
    old = live(first)
    second = take("silence", recording)
    transcode(second, nothing)
    assert live(first) != old
    assert live(first).assembly == second.target


def test_running_an_older_originals_job_again_never_brings_its_old_set_back(take: Take) -> None:
    recording = RecordingFactory(kind="audio")
    first = take("wave", recording)
    transcode(first, nothing)
    old = live(first)
    second = take("silence", recording)
    transcode(second, nothing)
    again = lease.take(job_for(target(first)).pk, "this test")
    assert again is not None
    transcode(again, nothing)
    assert live(again) not in {old, None}
    assert live(again).assembly == first.target
    old.refresh_from_db()
    assert old.superseded_at is not None


def test_the_rooms_above_hear_of_it_inside_the_transaction(take: Take) -> None:
    heard: list[object] = []

    def listen(sender: type, recording_ids: list[int], **kwargs: object) -> None:
        heard.extend((recording_ids, Recording.objects.get(pk=recording_ids[0]).rendition_set_id is not None))
        raise RuntimeError("a listener that fails")

    job = take("wave")
    signals.recording_changed.connect(listen)
    try:
        with pytest.raises(RuntimeError):
            transcode(job, nothing)
    finally:
        signals.recording_changed.disconnect(listen)
    recording = target(job).recording
    assert recording is not None
    assert heard == [[recording.pk], True]
    assert (recording.rendition_set, RenditionSet.objects.count(), storage.renditions().names()) == (None, 0, [])


def test_a_worker_that_lost_its_lease_publishes_nothing(take: Take, settings: LazySettings) -> None:
    job = take("wave")
    Job.objects.filter(pk=job.pk).update(lease=Job.new_lease())
    with pytest.raises(LeaseLost):
        transcode(job, nothing)
    assert RenditionSet.objects.count() == 0
    assert storage.renditions().names() == []
    assert nothing_is_left(settings)


def test_cancelling_stops_the_encoder_within_seconds(take: Take, settings: LazySettings) -> None:
    settings.VIDEO_PRESET = "placebo"
    job = take("film")
    moments: list[float] = []
    begun: list[Path] = []

    def cancel(per_mille: int, step: str = "") -> None:
        if step == "Transcoding":
            moments.append(time.monotonic())
            begun.extend(Path(settings.WORK_DIR).glob("*/candidates/*.jpg"))
        if len(moments) == 2:  # the first is before the encoder starts
            raise JobCancelled

    with pytest.raises(JobCancelled):
        transcode(job, cancel)
    assert begun
    assert time.monotonic() - moments[-1] < 4
    assert storage.renditions().names() == []
    assert nothing_is_left(settings)


def test_what_a_killed_attempt_left_is_cleared_away(take: Take, settings: LazySettings) -> None:
    job = take("wave")
    recording = target(job).recording
    assert recording is not None
    leftover = Path(settings.WORK_DIR) / f"{job.pk}-{Job.new_lease()}"
    stored = Path(settings.RENDITIONS_DIR) / str(recording.uuid) / f"{job.pk}-{Job.new_lease()}"
    others = Path(settings.WORK_DIR) / f"{job.pk}1-{Job.new_lease()}"
    for directory in (leftover, stored, others):
        directory.mkdir(parents=True)
        (directory / "master.m3u8").write_text("half")
    transcode(job, nothing)
    assert [leftover.exists(), stored.exists(), others.exists()] == [False, False, True]
    assert storage.renditions().exists(live(job).directory)
