"""What a kind of work says of itself, and what is refused."""

import pytest
from django.apps import apps
from django.utils import translation

from archive.jobs import kinds, plan
from archive.jobs.kinds import Pool, UnknownKindError, WrongTargetError
from archive.models import Job
from catalogue.models import RadioSeries, Work
from tests.archive.conftest import Register
from tests.archive.factories import OriginalFactory, RecordingFactory
from tests.catalogue.factories import RadioSeriesFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_kind_that_nobody_registered_is_refused_aloud() -> None:
    with translation.override("en"), pytest.raises(UnknownKindError, match="unheard-of"):
        plan.plan("unheard-of", OriginalFactory())
    assert Job.objects.count() == 0


def test_a_target_of_another_kind_is_refused_aloud(handle: Register) -> None:
    handle("examine", targets=("archive.Original",))
    handle("tidy", targets=())
    for kind, target in (("examine", RecordingFactory()), ("examine", None), ("tidy", OriginalFactory())):
        with pytest.raises(WrongTargetError, match=kind):
            plan.plan(kind, target)
    assert Job.objects.count() == 0


def test_work_about_works_is_about_the_work_and_not_about_what_it_is_besides(handle: Register) -> None:
    handle("of works", targets=("catalogue.Work",))
    series: RadioSeries = RadioSeriesFactory()
    assert plan.plan("of works", Work.objects.get(pk=series.pk)).target_id == series.pk
    with pytest.raises(WrongTargetError):
        plan.plan("of works", series)


def test_a_job_goes_to_the_pool_of_its_kind(handle: Register) -> None:
    handle("long", pool=Pool.HEAVY)
    assert (plan.plan("long", OriginalFactory()).pool, kinds.get("transcode").pool) == ("heavy", "heavy")
    assert kinds.get("clean_document").pool == "light"


def test_every_kind_is_about_models_that_there_are_and_has_a_name_in_every_language() -> None:
    for code, kind in kinds._kinds.items():
        for target in kind.targets:
            apps.get_model(target)
        names = []
        for language in ("en", "sv", "fa"):
            with translation.override(language):
                names.append(kinds.label(code))
        assert len(set(names)) == 3, code


def test_a_kind_whose_room_is_gone_is_called_by_its_code() -> None:
    assert kinds.label("removed") == "removed"
