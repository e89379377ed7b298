"""The four groups of the house, their roles, and what each may do in the admin. Set up after every migration, adding,
never taking.

A group is what its role says, whatever it is called. What its members may *see* is decided by `archive.access` alone;
these permissions open doors of the admin.
"""

from collections.abc import Iterable, Mapping
from functools import partial

from django.apps import AppConfig, apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models.signals import post_migrate

# What the group of each role (`archive.models.Role.Code`) is called when it is made.
NAMES = {
    "archivist": "Archivists",
    "translator": "Translators",
    "invited": "Invited translators",
    "researcher": "Researchers",
}
# "app.codename" by role.
Grants = Mapping[str, Iterable[str]]

ADMIN = "wagtailadmin.access_admin"
THINGS = ("recording", "document")
GRANTS: Grants = {
    "archivist": [
        ADMIN,
        *(f"archive.{verb}_{thing}" for thing in THINGS for verb in ("add", "change", "view")),
        *(f"archive.{name}" for name in ("view_original", "view_job", "change_job", "view_event")),
    ],
    "invited": [ADMIN],
    "translator": [ADMIN, *(f"archive.view_{thing}" for thing in THINGS)],
    "researcher": [],
}


def grant_after_migrations(app: AppConfig, grants: Grants) -> None:
    """Let an app hand out its own permissions to the groups whenever its tables were migrated."""
    post_migrate.connect(partial(_grant, grants), sender=app, weak=False, dispatch_uid=f"{app.label}.groups")


def _grant(grants: Grants, **kwargs: object) -> None:
    for code, names in grants.items():
        of_role(code).permissions.add(*[_permission(name) for name in names])


def of_role(code: str) -> Group:
    """The group that has this role; made, or given the role by its usual name, where none has it yet."""
    group = Group.objects.filter(role__code=code).order_by("role__pk").first()
    if group is None:
        group = _without_a_role(NAMES[code])
        apps.get_model("archive", "Role")._default_manager.create(code=code, group=group)
    return group


def _without_a_role(name: str) -> Group:
    """The group of this name, or of a name like it where that is another role's by now."""
    while Group.objects.filter(name=name, role__isnull=False).exists():
        name += "*"
    return Group.objects.get_or_create(name=name)[0]


def _permission(name: str) -> Permission:
    """The permission, made here if those who make it come after us: Django its own, Wagtail "publish" and "lock"."""
    app_label, codename = name.split(".")
    permissions = Permission.objects.filter(content_type__app_label=app_label, codename=codename)
    if not permissions.exists():
        create_permissions(apps.get_app_config(app_label), verbosity=0)
    if not permissions.exists():
        verb, _, model_name = codename.partition("_")
        model = apps.get_model(app_label, model_name)
        content_type = ContentType.objects.get_for_model(model, for_concrete_model=False)
        label = f"Can {verb} {model._meta.verbose_name_raw}"
        Permission.objects.create(content_type=content_type, codename=codename, name=label)
    return permissions.get()
