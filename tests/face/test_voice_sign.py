"""The sign of a work without a picture."""

import re

from config.templatetags.voice import voice_bars, voice_second


def test_the_sign_is_always_the_same_for_one_work_and_differs_between_works() -> None:
    assert voice_bars("/works/frihet/") == voice_bars("/fa/works/frihet/")
    assert voice_bars("/works/frihet/") != voice_bars("/works/heder/")


def test_every_bar_stands_inside_the_picture_and_one_of_them_is_the_lit_second() -> None:
    for name in ("/works/a/", "/works/b/", "/fa/works/آزادی/"):
        bars = re.findall(r"M(\d+) (\d+)v(\d+)", voice_bars(name) + voice_second(name))

        assert sorted(int(x) for x, _, _ in bars) == list(range(12, 12 + 8 * 18, 8))
        assert [bar for bar in bars if int(bar[1]) < 0 or int(bar[1]) + int(bar[2]) > 90] == []
