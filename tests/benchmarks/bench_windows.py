"""The cues around a page of found moments: one join with their windows, against a condition for each."""

from functools import reduce
from operator import or_

from django.db.models import Q

from search.answer.windows import Window, said_in
from subtitles.models import Cue, Track
from tests.benchmarks.archives import CUE_MS, film
from tests.benchmarks.timing import fastest

FILMS, MOMENTS = 5, 5


def rows() -> list[tuple[str, str, str]]:
    """(what, theirs divided by ours, note)."""
    windows = []
    for work in [film() for _ in range(FILMS)]:
        tracks = Track.objects.filter(recording__work_links__work=work)
        for revision in tracks.values_list("published_revision_id", flat=True):
            cues = Cue.objects.filter(revision=revision, position__lt=MOMENTS * 100, position__gt=0)
            for cue in list(cues)[::100]:
                windows.append(Window(revision, cue.start_ms, cue.start_ms + CUE_MS, cue.uuid))
    ours, theirs = fastest(lambda: said_in(windows, Cue.objects.all())), fastest(lambda: conditions(windows))
    what = f"The cues in {len(windows)} windows: a condition each / one join"
    return [(what, f"{theirs / ours:.1f}", f"{theirs * 1000:.1f} ms against {ours * 1000:.1f} ms")]


def conditions(windows: list[Window]) -> list[Cue]:
    each = [
        Q(revision=window.revision) & (Q(start_ms__lt=window.end_ms, end_ms__gt=window.start_ms) | Q(uuid=window.cue))
        for window in windows
    ]
    return list(Cue.objects.filter(reduce(or_, each)))
