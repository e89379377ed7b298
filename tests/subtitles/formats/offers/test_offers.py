from subtitles.doubts import Answers
from subtitles.formats import FORMATS, Reading
from subtitles.timing import as_srt
from subtitles.webvtt import Word


def srt(*cues: tuple[int, int, str]) -> bytes:
    """A SubRip file of cues, each from and to in milliseconds and its text."""
    return "\n".join(
        f"{number}\n{as_srt(start)} --> {as_srt(end)}\n{text}\n" for number, (start, end, text) in enumerate(cues, 1)
    ).encode()


def read(data: bytes, language: str = "sv", duration_ms: int | None = None, name: str = "srt", **said: bool) -> Reading:
    return FORMATS[name].read(data, language, Answers(said), duration_ms)


def offered(reading: Reading) -> dict[str, tuple[int, str]]:
    """Of each open guess how many places it is about, and what its first example would become."""
    return {
        str(guess.code): (guess.count, guess.examples[0].became if guess.examples else "")
        for guess in reading.open_guesses
    }


def kept(reading: Reading) -> list[tuple[int, int, str]]:
    return [(cue.start_ms, cue.end_ms, cue.payload) for cue in reading.document.cues]


SCROLLING = """WEBVTT
Kind: captions

NOTE gjord av en maskin

00:00:00.160 --> 00:00:03.429 align:start
 \nvi<00:00:00.960><c> öppnade</c><00:00:01.520><c> fönstret</c>

00:00:03.429 --> 00:00:03.439 align:start
vi öppnade fönstret
 \n
00:00:03.439 --> 00:00:05.749 align:start
vi öppnade fönstret
och<00:00:03.760><c> lyssnade</c><00:00:04.000><c> länge</c>

00:00:05.749 --> 00:00:05.759 align:start
och lyssnade länge
 \n""".encode()


def test_captions_that_scroll_become_a_cue_a_line_with_the_times_of_its_words() -> None:
    assert offered(read(SCROLLING, name="vtt")) == {"rolling": (4, "vi öppnade fönstret")}
    folded = read(SCROLLING, name="vtt", rolling=True)
    assert kept(folded) == [(160, 3439, "vi öppnade fönstret"), (3439, 5759, "och lyssnade länge")]
    assert folded.document.cues[1].words == (
        Word("och", 3439, 3760),
        Word("lyssnade", 3760, 4000),
        Word("länge", 4000, 5749),
    )
    assert [block.text for block in folded.document.blocks if hasattr(block, "text")] == ["NOTE gjord av en maskin"]
    assert len(folded.mended) == 4


def test_declined_the_captions_stay_as_they_are() -> None:
    declined = read(SCROLLING, name="vtt", rolling=False)
    assert len(declined.document.cues) == 4
    assert declined.open_guesses == []
    assert [guess.answer for guess in declined.guesses] == [False]


def test_subtitles_in_which_a_line_comes_again_do_not_scroll() -> None:
    lines = srt(
        (0, 900, "Nej\nNej"), (1000, 1900, "Nej\nJo"), (2000, 2900, "Kanske"), (3000, 3900, "Vi får se\nsa hon")
    )
    assert offered(read(lines)) == {}


def test_a_recognisers_loop_is_kept_once() -> None:
    loop = srt(
        (0, 500, "Hej."), *[(at * 60_000, at * 60_000 + 30_000, "Tack för att ni tittade.") for at in range(1, 9)]
    )
    assert offered(read(loop))["loop"] == (7, "")
    once = read(loop, loop=True)
    assert kept(once) == [(0, 500, "Hej."), (60_000, 90_000, "Tack för att ni tittade.")]
    assert {str(part.reason) for part in once.dropped} == {"loop"}
    assert once.dropped[0].text == "00:02:00.000 --> 00:02:30.000\nTack för att ni tittade."


def test_one_text_cut_in_pieces_lasts_as_long_as_they_did() -> None:
    pieces = srt((0, 1000, "Ja"), (1000, 2000, "Ja"), (2040, 3000, "Ja"), (3000, 4000, "Nej"))
    assert kept(read(pieces, loop=True)) == [(0, 3000, "Ja"), (3000, 4000, "Nej")]


def test_a_refrain_of_two_is_no_loop() -> None:
    assert offered(read(srt((0, 900, "Sjung"), (1000, 1900, "Sjung"), (2000, 2900, "Nu")))) == {}


def test_stops_and_dashes_that_were_moved_for_a_player_are_moved_back() -> None:
    data = srt(
        (0, 900, ".سلام بر تو"),
        (1000, 1900, "<i>؟کی آمدی</i>"),
        (2000, 2900, "سلام -\n!نه -"),
        (3000, 3900, "...و بعد"),
    )
    assert offered(read(data, "fa")) == {"moved_stops": (4, "سلام بر تو.")}
    assert [text for _, _, text in kept(read(data, "fa", moved_stops=True))] == [
        "سلام بر تو.",
        "<i>کی آمدی؟</i>",
        "- سلام\n- نه!",
        "...و بعد",
    ]
    assert offered(read(data, "sv")) == {}


def test_right_persian_is_left_alone() -> None:
    data = srt(
        (0, 900, "سلام بر تو."),
        (1000, 1900, "«آزادی»، گفت او."),
        (2000, 2900, "- کی؟\n- من!"),
        (3000, 3900, ".NET خوب است."),
    )
    assert offered(read(data, "fa")) == {}


def test_names_before_what_is_said_become_speakers() -> None:
    data = srt(
        (0, 900, "ANNA: Hej\nhur är det?"), (1000, 1900, "- EVA: Bra\n- ANNA: Skönt"), (2000, 2900, "Klockan är 10:30")
    )
    assert offered(read(data))["speakers"][0] == 2
    assert [text for _, _, text in kept(read(data, speakers=True))] == [
        "<v ANNA>Hej\nhur är det?</v>",
        "<v EVA>- Bra</v>\n<v ANNA>- Skönt</v>",
        "Klockan är 10:30",
    ]


def test_persian_names_become_speakers_when_they_come_again() -> None:
    data = srt((0, 900, "مریم: سلام"), (1000, 1900, "مریم: خوبی؟"), (2000, 2900, "نکته: یک بار"))
    assert [text for _, _, text in kept(read(data, "fa", speakers=True))] == [
        "<v مریم>سلام</v>",
        "<v مریم>خوبی؟</v>",
        "نکته: یک بار",
    ]


def test_cues_nobody_would_see_get_a_time_that_ends_before_the_next() -> None:
    data = srt((3000, 1000, "Baklänges tid"), (3500, 3500, "Noll"), (9000, 9500, "Vanlig"))
    assert offered(read(data))["no_length"] == (2, "00:00:03.000 --> 00:00:03.500")
    assert [times[:2] for times in kept(read(data, no_length=True))] == [(3000, 3500), (3500, 4500), (9000, 9500)]


def test_two_cues_with_the_same_times_are_kept_and_joined_when_accepted() -> None:
    data = srt((0, 900, "Hej"), (0, 900, "du"), (0, 900, "där"), (1000, 1900, "Nu"))
    assert len(read(data).document.cues) == 4
    assert kept(read(data, same_time=True)) == [(0, 900, "Hej\ndu\ndär"), (1000, 1900, "Nu")]


MINUTES = 20


def film(begin_ms: int = 0, speed: float = 1.0) -> bytes:
    """Twenty minutes with a cue each ten seconds, the last ending half a second before the end."""
    starts = range(0, MINUTES * 60_000, 10_000)
    return srt(*[(begin_ms + round(at * speed), begin_ms + round((at + 9500) * speed), f"Rad {at}") for at in starts])


def test_a_tape_that_begins_at_ten_is_moved_by_whole_hours() -> None:
    data = film(begin_ms=36_000_000)
    guess = read(data, duration_ms=MINUTES * 60_000).open_guesses[0]
    assert (str(guess.code), dict(guess.values)) == ("shift", {"seconds": "36000"})
    assert kept(read(data, duration_ms=MINUTES * 60_000, shift=True)) == kept(read(film()))


def test_what_goes_on_too_long_by_a_constant_is_moved() -> None:
    data = film(begin_ms=37_000)
    assert "shift" in offered(read(data, duration_ms=MINUTES * 60_000))
    moved = read(data, duration_ms=MINUTES * 60_000, shift=True)
    assert kept(moved)[-1][1] == MINUTES * 60_000
    assert len(moved.mended) == len(moved.document.cues)


def test_a_film_made_for_another_speed_is_adjusted() -> None:
    data = film(speed=25 / 23.976)
    guesses = read(data, duration_ms=MINUTES * 60_000).open_guesses
    assert str(guesses[0].code) == "stretch"
    adjusted = kept(read(data, duration_ms=MINUTES * 60_000, stretch=True))
    assert max(abs(ours[0] - right[0]) for ours, right in zip(adjusted, kept(read(film())), strict=True)) < 1000


def test_what_fits_the_recording_is_left_alone() -> None:
    assert offered(read(film(), duration_ms=MINUTES * 60_000)) == {}
    assert offered(read(film(), duration_ms=None)) == {}
    assert offered(read(film(), duration_ms=MINUTES * 60_000 + 200_000)) == {}


def test_a_few_cues_past_the_end_are_left_out_when_accepted() -> None:
    data = film() + b"\n" + srt((MINUTES * 60_000 + 5000, MINUTES * 60_000 + 6000, "Textad av"))
    assert list(offered(read(data, duration_ms=MINUTES * 60_000))) == ["past_end"]
    cut = read(data, duration_ms=MINUTES * 60_000, past_end=True)
    assert kept(cut) == kept(read(film()))
    assert [part.text for part in cut.dropped] == ["00:20:05.000 --> 00:20:06.000\nTextad av"]
