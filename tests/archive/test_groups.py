import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.db.models.signals import post_migrate

pytestmark = pytest.mark.django_db


def names(group: str) -> set[str]:
    return set(Group.objects.get(name=group).permissions.values_list("codename", flat=True))


def test_the_groups_are_there_after_migrating() -> None:
    assert {"Archivists", "Translators", "Researchers"} <= set(Group.objects.values_list("name", flat=True))


def test_archivists_change_and_translators_read() -> None:
    assert {"access_admin", "add_recording", "change_recording", "view_event"} <= names("Archivists")
    assert {"access_admin", "view_recording", "view_document"} <= names("Translators")
    assert not {"add_recording", "change_recording", "view_job", "view_event", "view_original"} & names("Translators")
    assert "access_admin" not in names("Researchers")


def test_migrating_again_changes_nothing_and_takes_nothing_away() -> None:
    before = {group: names(group) for group in ("Archivists", "Translators", "Researchers")}
    app = apps.get_app_config("archive")
    post_migrate.send(sender=app, app_config=app, verbosity=0, interactive=False, using="default")
    assert {group: names(group) for group in before} == before
