"""What of a change comes to be, when something else stands than its author saw."""

import pytest

from subtitles.changes import Change, Cue, Result
from tests.subtitles.changes.making import change, cue, decided, name

ONE, TWO = cue(1, "hon skrev ett brev"), cue(2, "och kom hem")
GONE = {"gone": True}


def conflict(mine: str, theirs: str, was: str) -> Result:
    return {"conflict": {"mine": mine, "theirs": theirs, "was": was}}


def split(texts: list[str], **parts: object) -> Change:
    return change("split", 1, into=name(9), texts=texts, times=[[1000, 1400], [1400, 1900]], keeps="first", **parts)


def merge(text: str, **parts: object) -> Change:
    return change("merge", 1, text=text, times=[1000, 2900], **{"with": name(2)}, **parts)


@pytest.mark.parametrize(
    ("one", "result"),
    [
        (change("text", 1, was=ONE["text"], text="x"), {}),
        (change("text", 1, was="hon skrev brev", text="vi skrev brev"), {"merged": "vi skrev ett brev"}),
        (change("text", 1, was="x", text=ONE["text"]), {}),
        (change("text", 1, was="vi", text="han"), conflict("han", ONE["text"], "vi")),
        # Who changed nothing of what she saw leaves what stands.
        (change("text", 1, was="x", text="x"), {"merged": ONE["text"]}),
        (change("text", 7, was="", text="x"), GONE),
        (change("times", 1, was=[1000, 1900], times=[1, 2]), {}),
        (change("times", 1, was=[1000, 1800], times=[900, 1800]), {"merged": [900, 1900]}),
        (change("times", 1, was=[900, 1800], times=[910, 1810]), {}),
        (change("times", 1, was=[1, 1900], times=[1, 1910]), {"merged": [1000, 1910]}),
        (change("times", 1, was=[1000, 5000], times=[4000, 5000]), {}),
        (change("times", 7, was=[0, 1], times=[1, 2]), GONE),
        (change("delete", 1, was=ONE), {}),
        (change("delete", 1, was={**ONE, "start": 3, "end": 4}), {}),
        (change("delete", 1, was={**ONE, "text": "x"}), conflict("", ONE["text"], "x")),
        (change("delete", 7, was=cue(7)), GONE),
        (split(["hon skrev", "ett brev"]), {}),
        (split(["<i>hon skrev</i>", "<i>ett brev</i>"]), {}),
        (split(["hon", "borta"], was=ONE["text"]), {}),
        (split(["han skrev", "ett brev"]), conflict("han skrev\nett brev", ONE["text"], "")),
        (
            split(["hon skrev", "brev"], was="hon skrev brev"),
            conflict("hon skrev\nbrev", ONE["text"], "hon skrev brev"),
        ),
        (split(["hon", "skrev brev"], was="hon skrev brev"), {"merged": ["hon", "skrev ett brev"]}),
        (merge("hon skrev ett brev och kom hem"), {}),
        (merge("och kom hem\nhon skrev ett brev"), {}),
        (merge("x", was=[ONE["text"], TWO["text"]]), {}),
        (
            merge("hon skrev brev och kom", was=["hon skrev brev", "och kom"]),
            {"merged": "hon skrev ett brev och kom hem"},
        ),
        (
            merge("hon skrev ett brev kom hem", was=["hon ett brev", "kom hem"]),
            conflict("hon skrev ett brev kom hem", ONE["text"], "hon ett brev"),
        ),
        (
            merge("vi skrev ett brev\noch kom hem", was=["vi skrev ett brev", "och kom hem"]),
            {"merged": "hon skrev ett brev\noch kom hem"},
        ),
        (merge("x"), conflict("x", ONE["text"], "")),
        (change("merge", 1, text="x", times=[0, 1], **{"with": name(7)}), GONE),
        (change("merge", 7, text="x", times=[0, 1], **{"with": name(1)}), GONE),
        (change("confirm", 1, confirmed=True), {}),
        (change("confirm", 7, confirmed=True), GONE),
        (change("comment", 7, text="x"), {}),
        (change("resolve", 7, of=name(8), resolved=True), {}),
        (change("shift", None, **{"from": 0}, ms=5), {}),
        (change("insert", 7, times=[0, 1], text=""), {}),
        (change("restore", 7, was=None, cue_was=cue(7, "x")), {}),
        (change("restore", 7, was=cue(7, "y"), cue_was=cue(7, "x")), GONE),
        (change("restore", 1, was=ONE, cue_was=cue(1, "x", settings="line:0")), {}),
        (change("restore", 1, was=None, cue_was=ONE), {}),
        (change("restore", 1, was=None, cue_was=cue(1, "x")), conflict("x", ONE["text"], "")),
        (change("restore", 1, was=cue(1, "y"), cue_was=cue(1, "x")), conflict("x", ONE["text"], "y")),
        (
            change(
                "restore",
                1,
                was=cue(1, "hon skrev brev", end=1950),
                cue_was=cue(1, "vi skrev brev", end=1950, settings="line:0"),
            ),
            {"merged": cue(1, "vi skrev ett brev", settings="line:0")},
        ),
    ],
)
def test_what_comes_to_be(one: Change, result: Result) -> None:
    found, cues = decided([ONE, TWO], one)
    assert found == result
    if "conflict" in found or "gone" in found:
        assert cues == [ONE, TWO]


def test_of_a_merged_split_the_halves_are_folded() -> None:
    _, cues = decided([ONE], split(["hon", "skrev brev"], was="hon skrev brev"))
    assert [each["text"] for each in cues] == ["hon", "skrev ett brev"]


def test_of_merged_texts_of_two_cues_both_edits_are_folded() -> None:
    one = merge("vi skrev ett brev\noch kom hem", was=["vi skrev ett brev", "och kom hem"])
    cues: list[Cue] = decided([ONE, TWO], one)[1]
    assert [each["text"] for each in cues] == ["hon skrev ett brev\noch kom hem"]
