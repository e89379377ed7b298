from fractions import Fraction

from archive.transcoding.playlist import master
from archive.transcoding.rungs import Rung, Segment, peak_bandwidth

TOP = Rung("v1080", "avc1.640028", 5_000_000, 4_000_000, 60_000, 1500, width=1920, height=1080, frame_rate=Fraction(25))
LOW = Rung(
    "v240", "avc1.640015", 400_000, 300_000, 60_000, 1500, width=426, height=240, frame_rate=Fraction(30000, 1001)
)
SOUND = Rung("a128", "mp4a.40.2", 130_000, 128_000, 60_000, 2800, channels=2)
THIN = Rung("a64", "mp4a.40.2", 66_000, 64_000, 60_000, 2800, channels=2)
HEAD = "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n"


def test_a_film_names_its_rungs_and_the_sound_they_share() -> None:
    assert master([TOP, LOW, SOUND], "fa") == (
        HEAD + '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="fa",LANGUAGE="fa",DEFAULT=YES,AUTOSELECT=YES,'
        'CHANNELS="2",URI="a128/index.m3u8"\n'
        '#EXT-X-STREAM-INF:BANDWIDTH=5130000,AVERAGE-BANDWIDTH=4128000,CODECS="avc1.640028,mp4a.40.2",'
        'RESOLUTION=1920x1080,FRAME-RATE=25.000,AUDIO="sound"\n'
        "v1080/index.m3u8\n"
        '#EXT-X-STREAM-INF:BANDWIDTH=530000,AVERAGE-BANDWIDTH=428000,CODECS="avc1.640015,mp4a.40.2",'
        'RESOLUTION=426x240,FRAME-RATE=29.970,AUDIO="sound"\n'
        "v240/index.m3u8\n"
    )


def test_a_silent_film_names_no_sound() -> None:
    assert master([LOW]) == (
        HEAD + '#EXT-X-STREAM-INF:BANDWIDTH=400000,AVERAGE-BANDWIDTH=300000,CODECS="avc1.640015",'
        "RESOLUTION=426x240,FRAME-RATE=29.970\n"
        "v240/index.m3u8\n"
    )


def test_radio_is_offered_at_both_rates() -> None:
    assert master([SOUND, THIN], "fa") == (
        HEAD + '#EXT-X-STREAM-INF:BANDWIDTH=130000,AVERAGE-BANDWIDTH=128000,CODECS="mp4a.40.2"\n'
        "a128/index.m3u8\n"
        '#EXT-X-STREAM-INF:BANDWIDTH=66000,AVERAGE-BANDWIDTH=64000,CODECS="mp4a.40.2"\n'
        "a64/index.m3u8\n"
    )


def test_a_short_rest_does_not_count_as_the_peak() -> None:
    assert peak_bandwidth([Segment("a", 4, 4000), Segment("b", 4, 6000), Segment("c", 0.1, 5000)], 4) == 14_815
    assert peak_bandwidth([Segment("a", 4, 4000), Segment("b", 4, 6000), Segment("c", 0.1, 50)], 4) == 12_000
