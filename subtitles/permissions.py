"""What the groups may do with tracks. Nobody may delete one: a translator's text is never lost."""

from typing import Any

from django.apps import AppConfig
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission

# To add a track is to import one; to change one is to import a new revision, to publish and to unpublish.
CODENAMES = ("view_track", "add_track", "change_track", "view_revision")
ROLES = ("Archivists", "Translators")


def grant(sender: AppConfig, **kwargs: Any) -> None:
    """Give the roles their permissions, after every migration; doing it again changes nothing."""
    # Our rows must exist first, and Django's own receiver may come after this one.
    create_permissions(sender, verbosity=0, using=kwargs.get("using", "default"))
    permissions = Permission.objects.filter(content_type__app_label=sender.label, codename__in=CODENAMES)
    for name in ROLES:
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.add(*permissions)
