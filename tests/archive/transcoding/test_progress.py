from archive.transcoding.progress import Progress, StreamRead, streams_read


def feed(progress: Progress, *blocks: str) -> list[bool]:
    return [any([progress(line) for line in block.split()]) for block in blocks]  # noqa: C419


def test_progress_is_reported_per_mille_and_never_goes_back() -> None:
    seen: list[int] = []
    progress = Progress(10_000, seen.append)
    feed(
        progress,
        "frame=1 out_time_us=N/A progress=continue",
        "frame=50 out_time_us=2000000 progress=continue",
        "frame=99 out_time_us=40000 progress=continue",
        "frame=400 out_time_us=16000000 progress=end",
    )
    assert seen == [0, 200, 200, 1000]


def test_a_program_that_only_repeats_itself_does_not_progress() -> None:
    progress = Progress(10_000, lambda per_mille: None)
    block = "frame=50 out_time_us=2000000 speed={speed}x progress=continue"
    moved = feed(progress, block.format(speed=2), block.format(speed=1), "frame=51 progress=continue")
    assert moved == [True, False, True]


def test_what_ffmpeg_could_read_is_taken_from_its_closing_words() -> None:
    words = (
        "[in#0/avi @ 0x7f]   Input stream #0:1 (audio): 94 packets read (384 bytes); "
        "94 frames decoded; 0 decode errors (9 samples); \n"
        "[in#0/avi @ 0x7f]   Input stream #0:0 (video): 100 packets read (7200 bytes); "
        "90 frames decoded; 10 decode errors; \n"
    )
    assert streams_read(words) == {0: StreamRead(100, 90, 10), 1: StreamRead(94, 94, 0)}
