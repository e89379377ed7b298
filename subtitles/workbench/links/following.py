"""Links follow what is done to the cues at both of their ends, in the transaction that holds the track."""

from collections.abc import Iterable, Mapping, Sequence

from django.contrib.auth.models import User
from django.utils import timezone

from subtitles import changes
from subtitles.models import Track
from subtitles.workbench.links.hanging import hang
from subtitles.workbench.links.rewording import reword

Cues = Mapping[str, changes.Cue]
# What may move links of ours from cue to cue, and what may change the words that others hang on.
_HANGING = frozenset({"split", "merge", "delete", "restore", "seen"})
_WORDING = frozenset({"text", "split", "merge", "delete", "restore"})


def moves(kinds: Iterable[str]) -> bool:
    """Whether changes of these kinds may move links, so that `hold` is to take what they hang on too."""
    return not _HANGING.isdisjoint(kinds)


def follow(track: Track, before: Cues, after: Cues, numbered: Sequence[changes.Change], by: User | None) -> None:
    """Take numbered changes into the links of the track, and of those that were translated from it.

    `before` and `after` hold at least the cues that the changes name. It costs what the changes name, however many
    cues a track has.
    """
    done = [change for change in numbered if change.get("result", {}).keys() <= {"merged"}]
    if moved := [change for change in done if change["kind"] in _HANGING]:
        hang(track, moved, by, timezone.now())
    if said := [change for change in done if change["kind"] in _WORDING]:
        reword(track, before, after, said)
