"""What is to be streamed is written down once, never changed, and guarded by the database."""

import pytest
from django.db import IntegrityError, transaction

from archive import streamed
from archive.exceptions import TranscodingFailed
from archive.models import Assembly, AssemblySource, Job, Original, Recording
from archive.transcoding import assembling, publish, recipe
from archive.transcoding.assembling import Piece, assemble
from tests.archive.factories import AssemblyFactory, OriginalFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def original() -> Original:
    made: Original = OriginalFactory()
    return made


def test_the_same_again_is_the_same_row(original: Original) -> None:
    assert original.recording
    made = assemble(original.recording, [Piece(original)])
    assert assemble(original.recording, [Piece(original)]) == made
    assert (len(made.identity), made.sources.count(), str(made)) == (64, 1, str(original))


def test_the_identity_is_made_of_bytes_and_not_of_rows(original: Original) -> None:
    """The same bytes in another archive, whose rows are numbered otherwise, are the same."""
    assert original.recording
    made = assemble(original.recording, [Piece(original, 5, 10)])
    sha256 = original.sha256
    AssemblySource.objects.all().delete()
    original.delete()
    again = OriginalFactory(sha256=sha256)
    other = assemble(again.recording, [Piece(again, 5, 10)])
    assert (other.identity, other.pk != made.pk) == (made.identity, True)


def test_edits_are_part_of_the_identity(original: Original) -> None:
    assert original.recording
    plain = assemble(original.recording, [Piece(original)])
    edited = assemble(original.recording, [Piece(original)], edits=[{"kind": "silence", "from_ms": 1, "to_ms": 2}])
    assert plain.identity != edited.identity


def test_the_database_keeps_one_row_for_an_identity(original: Original) -> None:
    made = AssemblyFactory(original=original, recording=original.recording)
    with pytest.raises(IntegrityError), transaction.atomic():
        Assembly.objects.create(recording=made.recording, identity=made.identity, recipe="other")


@pytest.mark.parametrize(
    "fields", [{"position": 1}, {"position": 2, "in_ms": 5, "out_ms": 5}, {"position": 2, "in_ms": 6, "out_ms": 5}]
)
def test_the_database_refuses_a_second_part_in_one_place_and_one_that_ends_before_it_begins(
    original: Original, fields: dict[str, int]
) -> None:
    made = AssemblyFactory(original=original, recording=original.recording)
    with pytest.raises(IntegrityError), transaction.atomic():
        AssemblySource.objects.create(assembly=made, original=original, **fields)
    assert made.sources.count() == 1


def test_what_an_older_recipe_made_is_taken_over_by_todays(original: Original, monkeypatch: pytest.MonkeyPatch) -> None:
    old = AssemblyFactory(original=original, recording=original.recording)
    assert assembling.of_today(old) == old
    monkeypatch.setattr(recipe, "VERSION", "next")
    new = assembling.of_today(old)
    assert (new.recipe, new.sources.get().original, assembling.of_today(old)) == ("next", original, new)
    assert Recording.objects.get().assembly == new
    publish.refuse_unchosen(new)


def test_what_is_not_chosen_is_not_chosen_by_a_newer_recipe(
    original: Original, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = AssemblyFactory(original=original, recording=original.recording, chosen=False)
    monkeypatch.setattr(recipe, "VERSION", "next")
    with pytest.raises(TranscodingFailed):
        publish.refuse_unchosen(assembling.of_today(old))


def test_going_back_to_what_was_chosen_before_plans_its_work_anew(original: Original) -> None:
    other = OriginalFactory(recording=original.recording)
    first = streamed.choose([Piece(original)])
    second = streamed.choose([Piece(other)])
    third = streamed.choose([Piece(original)])
    assert (third.target, third != first) == (first.target, True)
    states = dict(Job.objects.values_list("pk", "state"))
    assert states == {first.pk: "cancelled", second.pk: "cancelled", third.pk: "waiting"}
