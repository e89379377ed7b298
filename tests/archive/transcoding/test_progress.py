from fractions import Fraction

from archive.transcoding.progress import Progress, StreamRead, streams_read


def test_progress_is_counted_per_mille_and_never_goes_back() -> None:
    progress = Progress(10_000)
    seen = []
    for line in ("frame=1", "out_time_us=N/A", "out_time_us=2000000", "out_time_us=40000\n", "out_time_us=16000000"):
        progress(line)
        seen.append(progress.per_mille)
    assert seen == [0, 0, 200, 200, 1000]


def test_frames_of_a_film_tell_more_than_the_slowest_output() -> None:
    progress = Progress(10_000, Fraction(25))
    seen = []
    for line in ("frame= 0", "frame=50", "out_time_us=40000", "frame=200", "frame=900"):
        progress(line)
        seen.append(progress.per_mille)
    assert seen == [0, 200, 200, 800, 1000]


def test_what_ffmpeg_could_read_is_taken_from_its_closing_words() -> None:
    words = (
        "[in#0/avi @ 0x7f]   Input stream #0:1 (audio): 94 packets read (384 bytes); "
        "94 frames decoded; 0 decode errors (9 samples); \n"
        "[in#0/avi @ 0x7f]   Input stream #0:0 (video): 100 packets read (7200 bytes); "
        "90 frames decoded; 10 decode errors; \n"
        "[in#1/wav @ 0x7f]   Input stream #1:0 (audio): 9 packets read (384 bytes); "
        "9 frames decoded; 0 decode errors; \n"
    )
    assert streams_read(words) == {
        (0, 0): StreamRead(100, 90, 10),
        (0, 1): StreamRead(94, 94, 0),
        (1, 0): StreamRead(9, 9, 0),
    }
