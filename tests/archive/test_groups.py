import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.db.models.signals import post_migrate

from archive.access import Level, viewer_of
from archive.models import Role

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
    migrated()
    assert {group: names(group) for group in before} == before


def migrated() -> None:
    app = apps.get_app_config("archive")
    post_migrate.send(sender=app, app_config=app, verbosity=0, interactive=False, using="default")


def test_each_group_of_the_house_has_its_role() -> None:
    roles = dict(Role.objects.values_list("group__name", "code"))
    assert roles == {
        "Archivists": "archivist",
        "Translators": "translator",
        "Invited translators": "invited",
        "Researchers": "researcher",
    }


def test_a_group_that_was_renamed_keeps_its_role_and_gets_what_the_role_gets(archivist: User) -> None:
    before = names("Archivists")
    Group.objects.filter(name="Archivists").update(name="Arkivarier")
    migrated()
    assert viewer_of(archivist).level == Level.ARCHIVIST
    assert not Group.objects.filter(name="Archivists").exists()
    assert names("Arkivarier") == before


def test_a_group_that_is_only_called_archivists_gives_nothing(archivist: User) -> None:
    Group.objects.filter(name="Archivists").update(name="Arkivarier")
    stranger = User.objects.create_user("stranger")
    stranger.groups.add(Group.objects.create(name="Archivists"))
    migrated()
    assert viewer_of(stranger).level == Level.STRANGER


def test_a_role_goes_to_no_group_that_has_another() -> None:
    Role.objects.filter(code="archivist").delete()
    Role.objects.filter(code="researcher").update(group=Group.objects.get(name="Archivists"))
    migrated()
    assert Role.objects.get(code="archivist").group.name == "Archivists*"


def test_a_role_that_nobody_knows_gives_nothing(archivist: User) -> None:
    Role.objects.update(code="of a later version")
    assert viewer_of(archivist).level == Level.STRANGER
