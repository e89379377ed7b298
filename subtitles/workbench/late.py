"""What was done in a window before its track was closed: taken in of whom the work is still, and nothing is told."""

from collections.abc import Sequence

from django.contrib.auth.models import User

from archive import access
from subtitles.models import Change, Presence, Track
from subtitles.workbench.submitting import submit


def take(pk: int, since: int, sent: Sequence[object], by: User, tab: str) -> dict[str, int]:
    """The numbers of these changes by their names, where the track was hers to work on but for what closed it, and she
    had it open in this window or had written in it before; for everybody else there is no such track, and nothing is
    taken. Raises AheadOfTheTrack.
    """
    was_here = Presence.objects.filter(track=pk, user=by, tab=tab).exists()
    if not sent or not (was_here or Change.objects.filter(track=pk, by=by).exists()):
        return {}
    if not Track.objects.filter(pk=pk).workable_by(access.viewer_of(by)).exists():
        return {}
    return submit(Track(pk=pk), since, sent, by).acknowledged
