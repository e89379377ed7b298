"""Who may do what in the catalogue's part of the admin."""

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Permission, User
from wagtail.models import GroupPagePermission, Page
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from archive.access import Level, viewer_of
from archive.groups import Grants, of_role
from catalogue.models import Authority, Work

WORKS: tuple[type[Work], ...] = tuple(Work.kinds.values())
NAMES: tuple[type[Authority], ...] = tuple(Authority.kinds.values())
KINDS: tuple[type[Work | Authority], ...] = (*WORKS, *NAMES)

GRANTS: Grants = {
    "archivist": [
        *(
            f"catalogue.{verb}_{model._meta.model_name}"
            for model in WORKS
            for verb in ("add", "change", "delete", "publish", "lock", "unlock", "view")
        ),
        *(
            f"catalogue.{verb}_{model._meta.model_name}"
            for model in NAMES
            for verb in ("add", "change", "delete", "view")
        ),
        "catalogue.change_captionrequirement",
        "simple_translation.submit_translation",
    ],
}
ON_PAGES = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page")


class CataloguePermissions(ModelPermissionPolicy):
    """Translators may look at the lists of works and names.

    They hold no permission of Django's for it: with one, Wagtail's report of all that was done would show them the
    titles of withdrawn works. What of the lists they see is decided by `archive.access`.
    """

    def user_has_permission(self, user: User, action: str) -> bool:
        if action == "view" and user.is_active and _level(user) >= Level.TRANSLATOR:
            return True
        return bool(super().user_has_permission(user, action))


def _level(user: User) -> Level:
    """How far she is let in, asked once of each object, which lives no longer than a request: the menu asks for all."""
    known: Level = user.__dict__.setdefault("_catalogue_level", None) or viewer_of(user).level
    user.__dict__["_catalogue_level"] = known
    return known


def grant_pages(**kwargs: object) -> None:
    """Let archivists write the editorial pages, all of them; after every migration, adding, never taking."""
    root = Page.get_first_root_node()
    if root is None:
        return
    # Django's own receiver, which makes the permissions, may come after this one.
    create_permissions(apps.get_app_config("wagtailcore"), verbosity=0)
    archivists = of_role("archivist")
    for permission in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=ON_PAGES):
        GroupPagePermission.objects.get_or_create(group=archivists, page=root, permission=permission)


def register() -> None:
    """Tell Wagtail; once, when it collects what the apps register."""
    for model in KINDS:
        register_permission_policy(model, CataloguePermissions(model), exact_class=True)
