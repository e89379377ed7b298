"""Every row that anything public reads about a work: none can change without the version of the work's face rising.

A new model has to be named here, as one that shows on a work's page (and in `catalogue.shown`) or as one that does not.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import models, transaction
from django.db.models import Model, ProtectedError
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from archive import restricting
from archive.access import RULE
from archive.models import Document, Protected, Recording, Restriction
from archive.restricting import Rule
from catalogue import face, linking
from catalogue.models import (
    Authority,
    Award,
    Broadcast,
    Edition,
    Note,
    RadioSeries,
    SpeakerPerson,
    Work,
)
from catalogue.shown import SHOWN, works_of
from subtitles.models import Speaker, Track
from tests import databases
from tests.archive.factories import (
    CleanCopyFactory,
    DocumentFactory,
    RecordingFactory,
    RenditionSetFactory,
    RestrictionFactory,
)
from tests.catalogue.factories import (
    NAMES,
    BookFactory,
    DocumentaryFactory,
    RadioEpisodeFactory,
    mention,
)
from tests.subtitles.factories import published

pytestmark = pytest.mark.django_db

APPS = ("archive", "subtitles", "catalogue")
# What is tied to what shows, and does not show itself. By the model's label, why not.
HIDDEN = {
    "catalogue.Face": "it is the version itself",
    "catalogue.AccessRequest": "between a reader and the archivists",
    "archive.Assembly": "what is streamed of it shows by the rendition set that the recording points at",
    "archive.AssemblySource": "belongs to an assembly, which never changes",
    "archive.Original": "sealed, and never shown: what is shown of it is a rendition or a clean copy",
    "archive.Rendition": "written once with its set, before anything points at that",
    "archive.Upload": "on its way in: nothing of it shows before it is sealed",
    "subtitles.Revision": "never changes once it is written; the track points at the one that shows",
    "subtitles.Cue": "belongs to a revision",
    "subtitles.SourceFile": "the file a revision was read from: for members alone",
    "subtitles.Manuscript": "a text that is laid along a recording: what shows of it is a revision of a track",
    "subtitles.Transcription": "that a machine was asked what is said: what shows of it is a revision of a track",
    "subtitles.Translation": "that a machine was asked to translate: what shows of it is a revision of a track",
    "catalogue.CaptionRequirement": "what must be there before a recording opens, which only members meet",
    "catalogue.CaptionExemption": "why a recording may open without it, which only members meet",
    "subtitles.Profile": "how a track is checked, which only members meet",
    "subtitles.Change": "what is written at the workbench: what shows of it is a revision of the track",
    "subtitles.Link": "what a translator works beside: nothing of it shows",
    "subtitles.Presence": "who works on a track, for those who do",
    "subtitles.Assignment": "whose work it is, for those who do it",
    "subtitles.Step": "how far the work on a track has come, for those who do it",
    "subtitles.PendingImport": "waits in the admin of whoever sent it: in no track yet",
}
# What cannot go while it holds something.
KEPT_BY_OTHERS = {RadioSeries, Track, Document, Recording}
# Fields of what shows that nobody meets, or that save() never writes.
OWN = {"part_of", "founded"}  # of some kinds of names
WRITTEN_ROW_BY_ROW = [model for model in SHOWN if model is not Restriction]
UNSEEN = {"id", "latest_revision", "live_revision", "first_published_at", "created_at", "made_at", "built_at", *RULE}


def tied_to_works() -> set[type[Model]]:
    """Every model of ours with a chain of keys between it and Work."""
    ours = [model for app in APPS for model in apps.get_app_config(app).get_models()]
    beside: dict[type[Model], set[type[Model]]] = {model: set() for model in ours}
    for model in ours:
        for field in model._meta.get_fields():
            if field.is_relation and field.related_model in beside:
                beside[model].add(field.related_model)
                beside[field.related_model].add(model)
    found: set[type[Model]] = set()
    waiting: list[type[Model]] = [Work]
    while waiting:
        model = waiting.pop()
        if model not in found:
            found.add(model)
            waiting.extend(beside[model])
    return found


def test_every_model_that_is_tied_to_works_is_said_to_show_or_not_to() -> None:
    tied = {model._meta.label for model in tied_to_works()}
    said = {model._meta.label for model in SHOWN} | set(HIDDEN)
    assert (tied - said, said - tied, {model._meta.label for model in SHOWN} & set(HIDDEN)) == (set(), set(), set())


@pytest.fixture(scope="module")
def scene(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Work]:
    """A work that has one of everything, and another of each beside it, to change what it is tied to; built once."""
    with django_db_blocker.unblock(), databases.shared():
        yield build()


def build() -> Work:
    for language in ("sv", "en"):
        recording, document = RecordingFactory(), DocumentFactory()
        work = RadioEpisodeFactory(recordings=[recording], summaries={"sv": "Om fred"})
        linking.attach(document, work)
        CleanCopyFactory(document=document)
        RenditionSetFactory(recording=recording, live=True)
        published(recording, "Fred", language=language)
        RestrictionFactory(recording=recording, basis="rights", source="rights:1", audience="public")
        for factory in NAMES:
            name = factory()
            mention(work, name)
            Note.objects.create(authority=name, body="ord")
        for number in (next(NUMBERS), next(NUMBERS)):
            speaker = Speaker.objects.create(recording=recording, label=f"{number}", number=number, name="Sara")
            SpeakerPerson.objects.create(speaker=speaker, authority=name)
        Broadcast.objects.create(work=work, date=date(1998, 1, 1))
        Award.objects.create(work=work, name="Pris")
        Edition.objects.create(book=BookFactory(), isbn="x")
        DocumentaryFactory(titles={"sv": "Film"})
    return work


NUMBERS = count(1000)


def others(field: models.Field[object, object], value: object) -> Iterator[object]:
    """Values that a field could have instead; none where there is no telling."""
    if field.one_to_one:
        return
    if field.is_relation:
        target = field.related_model
        if value is not None and isinstance(target, type) and issubclass(target, Model):
            yield from target._default_manager.exclude(pk=value)[:1]
    elif field.choices:
        yield next(str(choice) for choice, _ in field.flatchoices if choice != value)
    elif isinstance(field, models.BooleanField):
        yield not value
    elif isinstance(field, models.IntegerField | models.FloatField):
        yield next(NUMBERS)
    elif isinstance(field, models.DateTimeField):
        yield timezone.now() + timedelta(days=1)
    elif isinstance(field, models.DateField):
        yield date(1999, 1, 1)
    elif isinstance(field, models.UUIDField):
        yield uuid4()
    elif isinstance(field, models.JSONField):
        yield ["poster.jpg"]
    elif isinstance(field, models.CharField | models.TextField):
        yield f"ny{next(NUMBERS)}"


def changes(model: type[Model]) -> Iterator[tuple[Model, str, object]]:
    """A row of the scene, and a field of it with another value."""
    for field in model._meta.concrete_fields:
        if field.name not in UNSEEN and not field.name.endswith("_ptr"):
            row = next(row for row in model._default_manager.order_by("-pk") if works_of(model, [row.pk]))
            if isinstance(row, Authority) and field.name in OWN - {*row.of_kind.own}:
                continue
            for value in others(field, getattr(row, field.attname)):
                yield row, field.name, value


def test_what_is_said_of_a_part_raises_the_version_of_every_work_that_holds_it(scene: Work) -> None:
    recording, document = Recording.objects.first(), Document.objects.first()
    assert recording and document
    for rule in (Rule("sound", "staff", recording_id=recording.pk), Rule("exists", "staff", document_id=document.pk)):
        holding, before = works_of(type(recording), [recording.pk]) | works_of(Document, [document.pk]), face.versions()
        restricting.say("rights:2", "rights", [rule])
        restricting.take_back("rights:2", "rights")
        assert [pk for pk in holding if face.versions()[pk] < before[pk] + 2] == []


@pytest.mark.parametrize("model", WRITTEN_ROW_BY_ROW, ids=lambda model: model.__name__)
def test_no_field_of_what_shows_changes_without_the_version_rising(scene: Work, model: type[Model]) -> None:
    tried = []
    for row, name, value in changes(model):
        with transaction.atomic():
            before_it = works_of(model, [row.pk])
            before = face.versions()
            setattr(row, name, value)
            row.save()
            after = face.versions()
            concerned = before_it | works_of(model, [row.pk])
            assert [pk for pk in concerned if after[pk] <= before[pk]] == [], name
            transaction.set_rollback(True)
        tried.append(name)
    assert tried


@pytest.mark.parametrize("model", WRITTEN_ROW_BY_ROW, ids=lambda model: model.__name__)
def test_no_row_of_what_shows_goes_without_the_version_rising(scene: Work, model: type[Model]) -> None:
    row = next(row for row in model._default_manager.order_by("-pk") if works_of(model, [row.pk]))
    works, before = works_of(model, [row.pk]), face.versions()
    if model in KEPT_BY_OTHERS:
        with pytest.raises(ProtectedError):
            row.delete()
    else:
        row.delete()
        assert [pk for pk in works if face.versions()[pk] <= before[pk]] == []


@pytest.mark.parametrize("model", [model for model in SHOWN if issubclass(model, Protected)], ids=lambda m: m.__name__)
def test_no_rule_of_what_shows_is_written_without_the_version_rising(scene: Work, model: type[Protected]) -> None:
    row = next(row for row in model.objects.order_by("-pk") if works_of(model, [row.pk]))
    works, before = works_of(model, [row.pk]), face.versions()
    model.objects.filter(pk=row.pk).write_rule(withdrawn=True)
    assert [pk for pk in works if face.versions()[pk] <= before[pk]] == []


def test_no_row_is_changed_by_update_without_the_version_rising(scene: Work) -> None:
    for rows in (Work.objects.filter(pk=scene.pk), Recording.objects.all()):
        before = face.versions()
        rows.update(**({"year": 1984} if rows.model is Work else {"language": "sv"}))
        assert face.versions()[scene.pk] > before[scene.pk]


def test_a_row_that_is_added_raises_the_version(scene: Work) -> None:
    before = face.versions()[scene.pk]
    Award.objects.create(work=scene, name="Ännu ett")
    assert face.versions()[scene.pk] > before
