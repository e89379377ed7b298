"""What a machine writes into a track that people may be at work on: it joins their changes, and a revision says so."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from django.contrib.auth.models import User
from django.db import transaction

from archive import events
from archive.models import Event, Recording
from subtitles import changes, provenance, speaking
from subtitles.models import Origin, Revision, Track
from subtitles.workbench import links
from subtitles.workbench.checkpoints import keep
from subtitles.workbench.holding import hold
from subtitles.workbench.standing import base_of, folded_at, last_number
from subtitles.workbench.submitting import write

# Makes of a track's cues what it is to have; of those that a person wrote none is otherwise.
Make = Callable[[Sequence[changes.Cue]], Iterable[changes.Cue]]


def draft(track: Track, make: Make, tool: str, by: User | None, read: Iterable[changes.Cue] = ()) -> Revision | None:
    """Write what a machine makes of the track's cues as they stand at this moment, all of it or nothing.

    `by` asked for it; nobody is said to have written it. `read`: the source's cues as the machine had them. Returns
    the new revision, None where nothing is otherwise.
    """
    with transaction.atomic():
        Recording.objects.select_for_update().get(pk=track.recording_id)
        locked = hold(track)
        newest, folded = last_number(locked), folded_at(locked)
        before = list(folded.cues.values())
        after = list(make(before))
        new = list(changes.between(before, after, newest))
        if not new:
            return None
        if locked.revisions.exists() or newest:
            write(locked, folded, new, newest, None)
        else:  # the track's first: how it stands before any change
            changes.fold(folded, new)
        state = folded.state()
        made = keep(locked, base_of(locked.revisions.all(), newest), state, by, origin=Origin.MACHINE, tool=tool)
        speaking.note_revision(made)
        Track.objects.filter(pk=locked.pk).note_saved(made.created_at)
        links.begin_for(locked, {cue["uuid"]: cue["text"] for cue in read})
        provenance.follow(locked)
        record = partial(events.record, Event.Kind.MODIFICATION, locked, "track.translated", agent=by)
        record(revision=made.number, cues=len(new), tool=tool)
    return made
