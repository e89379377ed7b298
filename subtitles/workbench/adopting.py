"""A revision that came otherwise than by changes: an import, a repair, proofs. What it does becomes changes too."""

from collections.abc import Iterable

from django.contrib.auth.models import User

from subtitles import changes
from subtitles.changes import Folded
from subtitles.models import Revision, Track
from subtitles.workbench.standing import base_of, folded_at, last_number
from subtitles.workbench.submitting import write


def adopt(
    before: Revision | None,
    was: Iterable[changes.Cue],
    made: Revision,
    now: Iterable[changes.Cue],
    by: User | None,
) -> None:
    """Bring into the track's state what differs between the revision `before`, with the cues `was`, and the one that
    was made of it, with the cues `now`. `hold` the track, where the revision is made.

    Whoever has the track open meets it as changes by the one who made it, each decided about like any other: what was
    written since `before` stays, merged or beside it. Where nothing was, the new revision is a checkpoint.
    """
    track: Track = made.track
    newest = last_number(track)
    if before is None and not newest:
        return  # the track's first: how it stands before any change
    # It is no base of what is folded now.
    _keep(made, None)
    base = base_of(track.revisions.all(), newest)
    nothing_between = base is not None and base == before and base.upto == newest
    old = list(was)
    folded = Folded(newest, {cue["uuid"]: cue for cue in old}) if nothing_between else folded_at(track, newest)
    numbered = write(track, folded, changes.between(old, now, newest), newest, by)
    if nothing_between:
        _keep(made, newest + len(numbered))


def _keep(made: Revision, upto: int | None) -> None:
    made.upto = upto
    Revision.objects.filter(pk=made.pk).update(upto=upto)
