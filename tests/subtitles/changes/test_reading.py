"""What comes from outside is a change or a code, whatever it is."""

import json
from typing import cast
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subtitles.changes import Malformed, reading
from tests.subtitles.changes.making import Json, cue, name

CUE, TIMES = cue(1, "ett"), [0, 900]
GOOD: dict[str, Json] = {
    "text": {"was": "a", "text": "b"},
    "times": {"was": TIMES, "times": [5, 5]},
    "insert": {"times": TIMES, "text": ""},
    "delete": {"was": CUE},
    "split": {"into": name(2), "texts": ["a", "b"], "times": [TIMES, TIMES], "keeps": "second", "was": "a b"},
    "merge": {"with": name(2), "text": "x", "times": TIMES, "was": ["a", "b"]},
    "confirm": {"confirmed": True},
    "comment": {"text": "می‌خواهم 👩‍👩‍👧"},
    "resolve": {"of": name(4), "resolved": True},
    "restore": {"was": None, "cue_was": CUE},
    "shift": {"from": 1000, "ms": -1000},
    "seen": {"seen": {name(2): "Jag minns", name(3): ""}},
}


def sent(kind: str, **parts: object) -> Json:
    head = {"id": str(uuid4()), "base": 3, "kind": kind, "made": "2026-11-28T12:31:05.123Z"}
    return {**head, "cue": None if kind == "shift" else name(1), **GOOD.get(kind, {}), **parts}


@pytest.mark.parametrize("kind", GOOD)
def test_a_change_of_each_kind_is_taken_as_it_was_sent_and_nothing_beside_it(kind: str) -> None:
    raw = sent(kind)
    extra = {"number": 4, "by": "Mina", "at": "x", "result": {"gone": True}, "hemlig": 1}
    assert reading.read(json.loads(json.dumps(raw | extra))) == raw


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (None, "malformed"),
        ([], "malformed"),
        ("text", "malformed"),
        ({}, "malformed"),
        (sent("drop"), "kind"),
        ({**sent("text"), "kind": ["text"]}, "malformed"),
        (sent("text", id="1"), "malformed"),
        (sent("text", id=name(1).upper().replace("0", "A")), "malformed"),
        (sent("text", id=None), "malformed"),
        (sent("text", base=-1), "malformed"),
        (sent("text", base=True), "malformed"),
        (sent("text", base=1.0), "malformed"),
        (sent("text", base=10**30), "malformed"),
        (sent("text", made=7), "malformed"),
        (sent("text", made="x" * 41), "too_long"),
        (sent("text", cue=None), "malformed"),
        (sent("text", cue="../../etc"), "malformed"),
        (sent("text", was=None), "malformed"),
        (sent("text", text=7), "malformed"),
        (sent("text", text="x" * 20_001), "too_long"),
        (sent("text", text="a\0b"), "letters"),
        (sent("text", text="\ud800"), "letters"),
        (sent("seen", seen=[]), "malformed"),
        (sent("seen", seen={"x": "y"}), "malformed"),
        (sent("seen", seen={name(2): None}), "malformed"),
        (sent("seen", seen={name(2): "a\0"}), "letters"),
        (sent("seen", seen={name(number): "" for number in range(101)}), "malformed"),
        (sent("times", times=[900, 0]), "times"),
        (sent("times", times=[-1, 0]), "times"),
        (sent("times", times=[0, 10**12]), "times"),
        (sent("times", times=[0]), "malformed"),
        (sent("times", times=[0, 1, 2]), "malformed"),
        (sent("times", times=[0, float("nan")]), "malformed"),
        (sent("times", times={"0": 1}), "malformed"),
        (sent("times", was="x"), "malformed"),
        (sent("delete", was=None), "malformed"),
        (sent("delete", was=cue(2)), "malformed"),
        (sent("delete", was={**CUE, "machine": 1}), "malformed"),
        (sent("delete", was={**CUE, "settings": "x" * 1001}), "too_long"),
        (sent("delete", was={**CUE, "end": -5}), "times"),
        (sent("split", into=name(1)), "malformed"),
        (sent("split", texts=["a"]), "malformed"),
        (sent("split", texts=["a", None]), "malformed"),
        (sent("split", times=[TIMES]), "malformed"),
        (sent("split", keeps="third"), "malformed"),
        (sent("split", keeps=[]), "malformed"),
        (sent("split", was=7), "malformed"),
        (sent("merge", **{"with": name(1)}), "malformed"),
        (sent("merge", was="a"), "malformed"),
        (sent("confirm", confirmed="yes"), "malformed"),
        (sent("restore", cue_was=None), "malformed"),
        (sent("restore", cue_was=cue(2)), "malformed"),
        (sent("shift", ms=-1001), "times"),
        (sent("shift", ms=10**15), "times"),
        (sent("shift", **{"from": -1}), "times"),
        (sent("shift", ms=None), "malformed"),
    ],
)
def test_what_is_none_is_refused_by_a_code(raw: object, reason: str) -> None:
    with pytest.raises(Malformed) as error:
        reading.read(raw)
    assert error.value.reason == reason


TEXT = st.sampled_from(["", "x", "\0", "\ud800", "first", name(1), name(2), *GOOD, *CUE])
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)


@given(st.sampled_from(list(GOOD)), st.data())
def test_whatever_is_put_into_a_change_it_is_read_or_refused(kind: str, data: st.DataObject) -> None:
    raw = sent(kind)
    for key in data.draw(st.sets(st.sampled_from(list(raw)))):
        raw[key] = data.draw(ANYTHING)
    try:
        change = reading.read(raw)
    except Malformed:
        return
    assert {key: raw.get(key) for key in change if key not in ("made", "was")} == {
        key: value for key, value in cast("Json", change).items() if key not in ("made", "was")
    }
    json.dumps(change, ensure_ascii=False).encode()
