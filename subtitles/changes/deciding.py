"""What comes to be of a change, given what stands by now. It is asked once, by whoever gives the numbers."""

from collections.abc import Callable
from typing import cast

from subtitles.changes import wording
from subtitles.changes.cues import Change, Cue, Result, Times
from subtitles.changes.folding import Folded

AS_SENT: Result = {}
GONE: Result = {"gone": True}


def decide(folded: Folded, change: Change) -> Result:
    """The change's result, empty where it applies as it was sent. `folded` holds at least the cues that it names.

    Nobody's text is replaced by one that was written without knowing of it: both are merged, or the earlier stands and
    the later is kept in the result. Of times the later stands, end by end.
    """
    uuid = change["cue"]
    decides = _DECIDES.get(change["kind"])
    if decides is None or uuid is None:
        return AS_SENT
    cue = folded.cues.get(uuid)
    if change["kind"] == "restore" and cue is None:
        return AS_SENT if change["was"] is None else GONE
    return GONE if cue is None else decides(folded, cue, change)


def _conflict(mine: str, cue: Cue, was: str) -> Result:
    return {"conflict": {"mine": mine, "theirs": cue["text"], "was": was}}


def _text(folded: Folded, cue: Cue, change: Change) -> Result:
    was, mine = cast("str", change["was"]), change["text"]
    merged = wording.merge(was, mine, cue["text"])
    if merged is None:
        return _conflict(mine, cue, was)
    return AS_SENT if merged == mine else {"merged": merged}


def _times(folded: Folded, cue: Cue, change: Change) -> Result:
    mine = cast("Times", change["times"])
    merged = _retimed(cast("Times", change["was"]), mine, cue)
    return AS_SENT if merged == mine else {"merged": merged}


def _retimed(was: Times, mine: Times, cue: Cue) -> Times:
    """Of each end what was moved last; mine where that would be no time."""
    stands = [cue["start"], cue["end"]]
    merged = [stand if own == before else own for before, own, stand in zip(was, mine, stands, strict=True)]
    return merged if merged[0] <= merged[1] else mine


def _delete(folded: Folded, cue: Cue, change: Change) -> Result:
    was = cast("Cue", change["was"])["text"]
    return AS_SENT if cue["text"] == was else _conflict("", cue, was)


def _split(folded: Folded, cue: Cue, change: Change) -> Result:
    was, texts = cast("str | None", change.get("was")), change["texts"]
    if cue["text"] == was or wording.same_words(cue["text"], "".join(texts)):
        return AS_SENT
    merged = wording.merge(was, wording.SEAM_WORD.join(texts), cue["text"]) if was is not None else None
    if merged is None or merged.count(wording.SEAM) != 1:
        return _conflict("\n".join(texts), cue, was or "")
    return {"merged": [part.strip() for part in merged.split(wording.SEAM)]}


def _merge(folded: Folded, cue: Cue, change: Change) -> Result:
    other = folded.cues.get(change["with"])
    if other is None:
        return GONE
    was, mine = cast("list[str] | None", change.get("was")), change["text"]
    stands = [cue["text"], other["text"]]
    # In the order of time, whichever of them keeps its name.
    if stands == was or any(wording.same_words("".join(pair), mine) for pair in (stands, stands[::-1])):
        return AS_SENT
    merged = wording.merge(wording.SEAM_WORD.join(was), mine, wording.SEAM_WORD.join(stands)) if was else None
    if merged is None or wording.SEAM in merged:
        return _conflict(mine, cue, was[0] if was else "")
    return AS_SENT if merged == mine else {"merged": merged}


def _alive(folded: Folded, cue: Cue, change: Change) -> Result:
    return AS_SENT


def _restore(folded: Folded, cue: Cue, change: Change) -> Result:
    """Field by field what was to be otherwise; of the text both edits."""
    was, mine = cast("Cue | None", change["was"]), change["cue_was"]
    if cue == mine:
        return AS_SENT
    if was is None:
        return _conflict(mine["text"], cue, "")
    text = wording.merge(was["text"], mine["text"], cue["text"])
    if text is None:
        return _conflict(mine["text"], cue, was["text"])
    start, end = _retimed([was["start"], was["end"]], [mine["start"], mine["end"]], cue)
    merged: Cue = {
        "uuid": cue["uuid"],
        "start": start,
        "end": end,
        "text": text,
        "settings": (cue if mine["settings"] == was["settings"] else mine)["settings"],
        "identifier": (cue if mine["identifier"] == was["identifier"] else mine)["identifier"],
        "confirmed": (cue if mine["confirmed"] == was["confirmed"] else mine)["confirmed"],
        "machine": (cue if mine["machine"] == was["machine"] else mine)["machine"],
        "stale": None,
    }
    return AS_SENT if merged == mine else {"merged": merged}


_DECIDES: dict[str, Callable[[Folded, Cue, Change], Result]] = {
    "text": _text,
    "times": _times,
    "delete": _delete,
    "split": _split,
    "merge": _merge,
    "confirm": _alive,
    "restore": _restore,
    "seen": _alive,
}
