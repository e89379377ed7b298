from collections.abc import Callable
from pathlib import Path

import pytest

from archive import sandbox
from archive.examine.probe import AudioInfo, MediaInfo, VideoInfo, probe
from archive.exceptions import ProcessFailed, Refused
from archive.wording import is_known

pytestmark = pytest.mark.media

Clip = Callable[[str], Path]

HLS = "#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\n{name}\n#EXT-X-ENDLIST\n"


def refusal(path: Path) -> str:
    with pytest.raises(Refused) as caught:
        probe(path)
    assert is_known(caught.value.said.code)
    return caught.value.code


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_a_film_is_described_whole(clip: Clip) -> None:
    assert probe(clip("film")) == MediaInfo(
        kind="video",
        duration_ms=4000,
        container="mov,mp4,m4a,3gp,3g2,mj2",
        media_type="video/mp4",
        video=VideoInfo(0, "h264", 640, 360, "25/1", pixel_format="yuv420p", frames=100),
        audio=AudioInfo(1, "aac", 2, 48000),
        tags={"title": "Canary"},
    )


def test_a_description_survives_json(clip: Clip) -> None:
    for name in ("film", "soft"):
        info = probe(clip(name))
        assert MediaInfo.from_json(info.as_json()) == info


def test_dv_without_a_label_is_seen_to_be_interlaced_and_wider_than_stored(clip: Clip) -> None:
    video = probe(clip("pal")).video
    assert video == VideoInfo(0, "dvvideo", 720, 576, "25/1", "16/15", scan="bff", pixel_format="yuv420p", frames=50)
    assert video.display_size == (768, 576)


def test_a_film_taken_upright_stands_upright(clip: Clip) -> None:
    video = probe(clip("rotated")).video
    assert video is not None
    assert (video.width, video.height, video.rotation, video.display_size) == (640, 360, 90, (360, 640))


def test_ten_bits_and_odd_sizes_are_reported_as_they_are(clip: Clip) -> None:
    info = probe(clip("odd"))
    assert info.video == VideoInfo(0, "ffv1", 321, 241, "30000/1001", pixel_format="yuv420p10le")
    assert info.audio is None


def test_a_film_without_a_steady_rate_gets_a_usual_one(clip: Clip) -> None:
    video = probe(clip("uneven")).video
    assert video is not None
    assert (video.frame_rate, video.variable_frame_rate) == ("24000/1001", True)


def test_the_cover_of_an_mp3_is_no_film(clip: Clip) -> None:
    info = probe(clip("soft"))
    assert (info.kind, info.video, info.audio) == ("audio", None, AudioInfo(0, "mp3", 1, 48000))
    assert info.media_type == "audio/mpeg"
    assert info.duration_ms == pytest.approx(6000, abs=60)


def test_a_recording_that_does_not_say_how_long_it_is_is_measured(clip: Clip) -> None:
    assert probe(clip("unfinished")).duration_ms == pytest.approx(2000, abs=120)


@pytest.mark.parametrize(
    ("name", "promised_ms"), [("truncated", 4000), ("short_mp3", 6000), ("short_wav", 3000), ("short_avi", 2000)]
)
def test_a_file_that_ends_too_early_is_taken_in_for_what_it_promises(clip: Clip, name: str, promised_ms: int) -> None:
    assert probe(clip(name)).duration_ms == pytest.approx(promised_ms, abs=100)


def test_a_wav_that_never_learned_its_length_is_as_long_as_it_is(clip: Clip, tmp_path: Path) -> None:
    whole = bytearray(clip("wave").read_bytes())
    at = whole.index(b"data") + 4
    for size in (0, 0x7FFFFFFF, 0xFFFFFFFF):
        whole[4:8] = whole[at : at + 4] = size.to_bytes(4, "little")
        assert probe(write(tmp_path / "tape.wav", bytes(whole))).duration_ms == pytest.approx(3000, abs=20)


def test_a_file_name_with_shell_characters_is_only_a_name(clip: Clip, tmp_path: Path) -> None:
    path = write(tmp_path / "$(touch x); `id` | %05d 'å' \"b\" -i.wav", clip("wave").read_bytes())
    assert probe(path).duration_ms == 3000


def test_a_file_whose_name_begins_with_a_dash_or_a_protocol_is_a_file(
    clip: Clip, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("-version", "concat:a|b", "http:x.wav"):
        assert probe(write(Path(name), clip("wave").read_bytes())).kind == "audio"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "empty"),
        ("This is a letter, not a film.\n" * 300, "not_media"),
        (bytes(5000), "not_media"),
        ("\ufeff" + HLS.format(name="film.mp4"), "playlist"),
        ("ffconcat version 1.0\nfile film.mp4\n", "playlist"),
        ('<?xml version="1.0"?>\n<MPD xmlns="urn:mpeg:dash:schema:mpd:2011"></MPD>', "playlist"),
        ("[playlist]\nFile1=film.mp4\n", "playlist"),
        ('<?xml version="1.0"?><note>Dear archive</note>', "not_media"),
        ("<!doctype html><p>Not found", "not_media"),
        (b"GIF89a" + bytes(100), "picture"),
    ],
)
def test_what_is_no_recording_is_refused_whatever_it_is_called(tmp_path: Path, content: str | bytes, code: str) -> None:
    for name in ("film.mp4", "programme.mp3", "0123456789abcdef"):
        assert refusal(write(tmp_path / name, content)) == code


@pytest.mark.parametrize(
    ("name", "code"), [("still", "picture"), ("vast", "too_large_frame"), ("headless", "truncated")]
)
def test_a_clip_that_cannot_be_shown_is_refused(clip: Clip, name: str, code: str) -> None:
    assert refusal(clip(name)) == code


def test_a_playlist_called_mp4_is_refused_and_what_it_names_is_never_read(clip: Clip, tmp_path: Path) -> None:
    write(tmp_path / "film.mp4", clip("film").read_bytes())
    playlist = write(tmp_path / "list.mp4", HLS.format(name="film.mp4"))
    assert refusal(playlist) == "playlist"
    # Even with nobody looking at its first bytes, ffmpeg must not follow it.
    copy = tmp_path / "copy.wav"
    for disguise in (playlist, write(tmp_path / "list.m3u8", playlist.read_bytes())):
        argv = [sandbox.ffmpeg_path(), "-nostdin", *sandbox.input_arguments(), "-i", f"file:{disguise}", str(copy)]
        with pytest.raises(ProcessFailed):
            sandbox.run(argv, limits=sandbox.Limits(wall_seconds=20, cpu_seconds=20))
        assert not copy.exists()


def test_a_playlist_that_names_itself_is_refused_at_once(tmp_path: Path) -> None:
    assert refusal(write(tmp_path / "loop.m3u8", HLS.format(name="loop.m3u8"))) == "playlist"


def test_a_program_that_is_missing_is_not_the_files_fault(clip: Clip, settings: object) -> None:
    settings.FFPROBE = "/no/such/ffprobe"  # type: ignore[attr-defined]
    with pytest.raises(ProcessFailed) as caught:
        probe(clip("film"))
    assert caught.value.reason == "missing"
