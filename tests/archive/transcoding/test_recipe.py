"""The ordinary case, one original from its beginning to its end, is the command that it always was."""

from dataclasses import replace
from itertools import permutations
from pathlib import Path

from archive.derivatives import sprites
from archive.examine.media_info import AudioInfo, MediaInfo, VideoInfo
from archive.transcoding import ladder, recipe
from archive.transcoding.parts import Part

VIDEO = VideoInfo(0, "dvvideo", 720, 576, "25/1", "16/15", 0, "bff")
AUDIO = AudioInfo(1, "pcm_s16le", 2, 48000)
TAPE = Part(Path("/tape.avi"), MediaInfo("video", 60_000, "avi", "video/avi", VIDEO, AUDIO))
SOUNDS = ladder.radio_sound(AUDIO)

FILM_GRAPH = (
    "[0:0]bwdif=deint=all:mode=send_frame:parity=bff[s0];"
    "[s0]fps=fps=25:start_time=0[s1];"
    "[s1]scale=768:576:out_range=tv[s2];"
    "[s2]setsar=1[s3];"
    "[s3]format=yuv420p[s4];"
    "[s4]split=3[s5][s6][s7];"
    "[s6]select=isnan(prev_selected_t)+gt(floor(t/7.500)\\,floor(prev_selected_t/7.500))[s8];"
    "[s5]scale=480:360:out_range=tv[s9];"
    "[s9]setsar=1[s10];"
    "[s10]format=yuv420p[s11];"
    "[s11]split=2[s12][s13];"
    "[s12]scale=320:240:out_range=tv[s14];"
    "[s14]setsar=1[s15];"
    "[s15]format=yuv420p[s16];"
    "[s16]split=2[s17][s18];"
    "[s18]select=isnan(prev_selected_t)+gt(floor(t/2.000)\\,floor(prev_selected_t/2.000))[s19];"
    "[s19]scale=160:120[s20];"
    "[0:1]aresample=48000:async=1:first_pts=0[s21];"
    "[s21]aformat=channel_layouts=stereo[s22];"
    "[s22]asplit=1[s23]"
)
MEASURING_GRAPH = (
    "[0:1]asplit=2[s0][s1];"
    "[s0]ebur128=framelog=quiet[s2];"
    "[s1]aformat=channel_layouts=mono:sample_fmts=s16:sample_rates=8000[s3]"
)
RADIO_GRAPH = (
    "[0:1]aresample=48000:async=1:first_pts=0[s0];"
    "[s0]aformat=channel_layouts=stereo[s1];"
    "[s1]volume=-3.5dB[s2];"
    "[s2]alimiter=latency=1:level=disabled:limit=0.8414[s3];"
    "[s3]asplit=2[s4][s5]"
)


def graph(command: list[str]) -> str:
    assert command.count("-i") == 1
    return command[command.index("-filter_complex") + 1]


def test_one_tape_is_made_a_film_as_ever() -> None:
    pictures = ladder.pictures(VIDEO)
    sheet = sprites.plan(60_000, pictures[-1].width, pictures[-1].height)
    command = recipe.film([TAPE], pictures, ladder.film_sound(AUDIO), sheet)
    assert graph(command) == FILM_GRAPH
    assert "-thread_queue_size" not in command


def test_one_tape_is_measured_and_made_a_programme_as_ever() -> None:
    assert graph(recipe.measure([TAPE], SOUNDS)) == MEASURING_GRAPH
    assert graph(recipe.radio([TAPE], SOUNDS, -3.5)) == RADIO_GRAPH


def test_inputs_stand_in_the_order_of_the_parts() -> None:
    pictures = ladder.pictures(VIDEO)
    sheet = sprites.plan(60_000, pictures[-1].width, pictures[-1].height)
    silent = replace(TAPE.info, audio=None)
    parts = [Part(Path("/c.avi"), TAPE.info), Part(Path("/a.avi"), silent), Part(Path("/b.avi"), TAPE.info)]
    for ordered in permutations(parts):
        command = recipe.film(ordered, pictures, ladder.film_sound(AUDIO), sheet)
        assert [word for word in command if word.startswith("file:")] == [f"file:{part.path}" for part in ordered]


def test_a_tape_that_comes_twice_is_opened_twice() -> None:
    command = recipe.radio([TAPE, TAPE, TAPE], SOUNDS, 0)
    assert command.count("-i") == 3
    assert "concat=a=1:n=3:v=0" in command[command.index("-filter_complex") + 1]
