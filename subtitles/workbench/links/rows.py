"""The rows of links that a few changes concern, held while they are altered and saved together."""

from collections.abc import Collection, Iterable, Sequence
from copy import copy
from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import User
from django.db.models import Q, QuerySet

from archive.questions import Question
from subtitles import changes
from subtitles.models import Link, Track

# Beyond this many names all links of the track are read.
_FEW = 500
_KEPT = ("held_by", "gone", "stands_in", "seen", "stale", "by", "at")


class Rows:
    """Links by what they say now; `save` writes those that say something else than was read, and the new ones."""

    def __init__(self, found: Iterable[Link]) -> None:
        self.all = sorted(found, key=lambda link: link.pk)
        self._read = {link.pk: _said(link) for link in self.all}

    def add(self, link: Link) -> Link:
        self.all.append(link)
        return link

    def parted(self, link: Link, **fields: object) -> Link:
        """One like it, of another cue."""
        made = copy(link)
        made.pk, made._state = None, copy(link._state)
        made._state.adding = True
        for name, value in fields.items():
            setattr(made, name, value)
        return self.add(made)

    def save(self) -> None:
        Link.objects.bulk_create([link for link in self.all if link.pk is None], batch_size=500)
        altered = [link for link in self.all if link.pk in self._read and _said(link) != self._read[link.pk]]
        if altered:
            Link.objects.bulk_update(altered, _KEPT, batch_size=100)


def _said(link: Link) -> tuple[object, ...]:
    return tuple(getattr(link, name) for name in ("held_by", "gone", "stands_in", "seen", "stale", "by_id", "at"))


def of_target(track: Track, names: Collection[UUID]) -> QuerySet[Link]:
    """The links of these cues, and of those that were merged into them."""
    links = Link.objects.filter(track=track)
    return links.filter(Q(held_by__in=names) | Q(cue__in=names)) if len(names) <= _FEW else links


def of_source(track: Track, names: Collection[UUID]) -> Iterable[Link]:
    """The same of those that hang on these cues, in tracks of its recording."""
    few = len(names) <= _FEW
    return _hanging_on(source=track.pk, recording=track.recording_id, names=list(names)) if few else _all_of(track)


@Question
def _hanging_on(source: int, recording: int, names: Sequence[UUID]) -> QuerySet[Link]:
    asked = Q(stands_in__in=names) | Q(source_cue__in=names)
    return Link.objects.filter(asked, source=source, track__recording=recording)


def _all_of(track: Track) -> QuerySet[Link]:
    return Link.objects.filter(source=track, track__recording=track.recording_id)


def made(track: Track, cue: UUID, source: Track, theirs: changes.Cue, *, by: User | None, at: datetime) -> Link:
    """A link between two cues that nothing was done to yet; ours is held against what theirs says."""
    name = UUID(theirs["uuid"])
    return Link(
        track=track, cue=cue, held_by=cue, source=source, source_cue=name, stands_in=name,
        seen=theirs["text"], by=by, at=at,
    )  # fmt: skip


def named(done: Collection[changes.Change]) -> set[UUID]:
    """Every cue that one of them names."""
    names = {name for change in done for name in (change["cue"], change.get("into"), change.get("with"))}
    return {UUID(name) for name in names if name}
