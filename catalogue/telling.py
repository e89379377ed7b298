"""Hears of every row that shows of a work, whoever writes it, and raises the version of the work's face.

A row tells of itself by being saved or deleted, one with a rule by UPDATE as well; what verbs change by many rows at
once, they tell themselves.
"""

from collections.abc import Collection

from django.db.models import Model
from django.db.models.signals import post_save, pre_delete, pre_save

from archive.models import Recording, Restriction
from archive.signals import archive_restored, recording_changed, rows_written
from catalogue import face
from catalogue.models import Work
from catalogue.shown import OF_DRAFTS, SHOWN, works_of
from subtitles.models import Track
from subtitles.signals import track_changed

_BEFORE = "_shown_on"
# These come and go by the hundred with a rule, whose verbs tell of them; asking for each would cost as many queries.
_TOLD_BY_VERBS = (Restriction,)


def saving(sender: type[Model], instance: Model, raw: bool = False, **_: object) -> None:
    """Where a row shows before it is saved: it may be about to show elsewhere."""
    instance.__dict__[_BEFORE] = set() if raw or instance._state.adding else works_of(sender, [instance.pk])


def saved(sender: type[Model], instance: Model, update_fields: Collection[str] | None = None, **_: object) -> None:
    before = instance.__dict__.pop(_BEFORE, set())
    if isinstance(instance, Work) and update_fields and OF_DRAFTS.issuperset(update_fields):
        return
    face.raise_version(before | works_of(sender, [instance.pk]))


def going(sender: type[Model], instance: Model, **_: object) -> None:
    face.raise_version(works_of(sender, [instance.pk]))


def written(sender: type[Model], ids: list[int], **_: object) -> None:
    if sender in SHOWN:
        face.raise_version(works_of(sender, ids))


def on_track(sender: type[Model], track: Track, **_: object) -> None:
    face.raise_version(works_of(Track, [track.pk]))


def on_recordings(sender: type[Model], recording_ids: list[int], **_: object) -> None:
    face.raise_version(works_of(Recording, recording_ids))


def on_restored(sender: object, **_: object) -> None:
    face.begin_anew()


def connect() -> None:
    for model in SHOWN:
        # Of each by name: one receiver for all senders would make Django fetch every row of any table it deletes from.
        uid = f"catalogue.telling.{model.__name__}"
        pre_save.connect(saving, sender=model, dispatch_uid=uid)
        post_save.connect(saved, sender=model, dispatch_uid=uid)
        # A kind of work is deleted together with its Work, which tells of it.
        if model not in _TOLD_BY_VERBS and (model is Work or not issubclass(model, Work)):
            pre_delete.connect(going, sender=model, dispatch_uid=uid)
    rows_written.connect(written, dispatch_uid="catalogue.telling.rows_written")
    track_changed.connect(on_track, dispatch_uid="catalogue.telling.track_changed")
    recording_changed.connect(on_recordings, dispatch_uid="catalogue.telling.recording_changed")
    archive_restored.connect(on_restored, dispatch_uid="catalogue.telling.archive_restored")
