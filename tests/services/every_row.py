"""A small archive in which every table has a row: `python -m tests.services.every_row` fills a migrated database.

What people and machines leave behind is made by the factories; of what only Wagtail, Django or a rare moment writes, a
row is made up, field by field.
"""

import hashlib
import tempfile
import uuid
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import django

if __name__ == "__main__":
    django.setup()

from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.db import models, transaction
from django.utils import timezone
from wagtail.fields import StreamField

from archive import policy as archive_policy
from archive import storage
from archive.models import Original
from archive.preservation import tables
from catalogue.models import Work
from tests.archive.factories import CleanCopyFactory, JobFactory, RenditionSetFactory
from tests.archive.preservation import world
from tests.catalogue.factories import RadioEpisodeFactory
from tests.subtitles.factories import published

_numbers = count(1)


def build(folder: Path) -> None:
    """An archive with everything in it, and a key that was given once and is free again."""
    somebody = User.objects.create_user("arkivarie", password="ett långt lösenord")
    somebody.groups.set(Group.objects.all()[:1])
    small = world.build(folder)
    set_ = RenditionSetFactory(live=True)
    published(set_.recording, "Frihet", "آزادی", "'Ord' \\ \"å\"")
    archive_policy.withdraw(small.recordings[1], because="hon bad om det")
    RadioEpisodeFactory()
    CleanCopyFactory()
    JobFactory(state="done", finished_at=timezone.now())
    _fill()
    Work.objects.filter(pk=RadioEpisodeFactory().pk).delete()
    for original in Original.objects.all():
        _give_file(original, folder)
    call_command("check_access", mend=True)
    _fill()  # what the search engine was told meanwhile is no longer written down


def _fill() -> None:
    for model in tables.models():
        if not model._base_manager.exists():
            make(model)


def make(model: type[models.Model]) -> Any:
    """A row that nobody but its table has asked for; returns it."""
    values = {}
    for field in model._meta.local_concrete_fields:
        if not field.has_default() and not isinstance(field, models.AutoField):
            values[field.attname] = _value(field)
    row = model(**values)
    with transaction.atomic():
        row.save_base(raw=True, force_insert=True)
    return row


def _give_file(original: Original, folder: Path) -> None:
    """Bytes of its own in the store."""
    content = f"tape {original.pk}".encode() * 100
    sha256 = hashlib.sha256(content).hexdigest()
    key = f"{sha256[:2]}/{sha256}.bin"
    (folder / sha256).write_bytes(content)
    storage.originals().put(key, folder / sha256)
    Original.objects.filter(pk=original.pk).update(key=key, sha256=sha256, size_bytes=len(content))


def _value(field: "models.Field[Any, Any]") -> Any:
    if isinstance(field, models.ForeignKey):
        return _other(field)
    if isinstance(field, StreamField):
        return '[{"id": "8f0e", "type": "quote", "value": "Å \\u0622"}, {"id": "1", "type": "gone", "value": null}]'
    if field.choices:
        return field.flatchoices[0][0]
    number = next(_numbers)
    made = {
        "BinaryField": b"\x00\xff\\'\n",
        "BooleanField": True,
        "DateField": date(1979, 3, 8),
        "DateTimeField": datetime(1979, 3, 8, 12, 0, 0, 123456, UTC) + timedelta(seconds=number),
        "FloatField": 0.1,
        "GenericIPAddressField": "2001:db8::1",
        "JSONField": {"ord": ["åäö", None, 1.5, {"آ": True}]},
        "UUIDField": uuid.uuid4(),
    }
    kind = field.get_internal_type()
    if "Integer" in kind:
        return number
    return made.get(kind, f"ö{number}"[: field.max_length])


def _other(field: "models.ForeignKey[Any, Any]") -> Any:
    model = field.remote_field.model
    there = None if field.unique else model._base_manager.first()
    if there is None and field.null:
        return None
    return (there or make(model)).pk


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        build(Path(folder))
