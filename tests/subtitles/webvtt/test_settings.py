import pytest

from subtitles.webvtt.settings import region_identifier, sort_settings


@pytest.mark.parametrize(
    "setting",
    [
        "vertical:rl", "vertical:lr", "line:0", "line:-1", "line:-0",
        "line:00%", "line:5.5", "line:100%", "line:0%,center", "line:2,end",
        "position:0%", "position:50.5%", "position:10%,line-left", "position:10%,center", "size:0%", "size:100%",
        "align:start", "align:center", "align:end", "align:left", "align:right",
    ],
)  # fmt: skip
def test_a_setting_of_the_standard_is_kept(setting: str) -> None:
    assert sort_settings(f" {setting}", set()) == (setting, {})


@pytest.mark.parametrize(
    "setting",
    [
        "vertical", "vertical:", ":rl", ":", "vertical:tb", "Vertical:rl", "line:", "line:-", "line:1.", "line:.5",
        "line:1-", "line:--1", "line:101%", "line:-1%", "line:1,", "line:1,left", "line:1,start,end", "position:50",
        "position:101%", "position:50%,start", "position:50%,", "size:50", "size:100.1%", "size:%", "size:1.%",
        "align:middle", "align:START", "colour:red", "line:١", "line:1\u00a0", "line:1e2", f"line:{'9' * 400}",
    ],
)  # fmt: skip
def test_a_setting_outside_the_standard_is_refused(setting: str) -> None:
    assert sort_settings(setting, set()) == ("", {"bad_setting": setting})


def test_a_region_must_be_defined() -> None:
    assert sort_settings("region:a size:50%", {"a"}) == ("region:a size:50%", {})
    assert sort_settings("region:b", {"a"}) == ("", {"unknown_region": "region:b"})


def test_the_last_region_counts_though_nobody_defined_it() -> None:
    assert sort_settings("region:a line:0 region:b", {"a"}) == ("line:0", {"unknown_region": "region:a region:b"})
    assert sort_settings("region:b region:a", {"a"}) == ("region:a", {"unknown_region": "region:b"})


@pytest.mark.parametrize(
    ("block", "identifiers"),
    [
        ("REGION\nid:a width:40%\nlines:3", {"a"}),
        ("REGION\nwidth:40%\nid:b", {"b"}),
        ("REGION\nid:a id:b", {"b"}),
        ("REGION\nid:", set()),
        ("REGION", set()),
        ("REGION id:a", set()),
    ],
)
def test_a_region_is_known_by_its_last_identifier(block: str, identifiers: set[str]) -> None:
    assert region_identifier(block) == identifiers
