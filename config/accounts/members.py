"""Who a session belongs to, and what she may do: every request of a member asks, so the questions are written once."""

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AnonymousUser, Group, Permission, User
from django.db.models import Model, Q, QuerySet

from archive.questions import Question


class Members(ModelBackend):
    """As Django's own, with fewer questions: nothing is kept from one request to the next."""

    def get_user(self, user_id: int) -> User | None:
        """With the profile that the admin's pages ask for."""
        for user in _members(key=user_id):
            return user if self.user_can_authenticate(user) else None
        return None

    def get_all_permissions(self, user_obj: User | AnonymousUser, obj: Model | None = None) -> set[str]:
        if not isinstance(user_obj, User) or not user_obj.is_active or user_obj.is_superuser or obj is not None:
            return super().get_all_permissions(user_obj, obj)
        known: set[str] | None = getattr(user_obj, "_perm_cache", None)
        if known is None:
            known = {f"{app}.{name}" for app, name in _permissions(user=user_obj.pk)}
            user_obj._perm_cache = known  # type: ignore[attr-defined]  # where Django's own keeps them
        return known


@Question
def _members(key: int) -> QuerySet[User]:
    return User.objects.filter(pk=key).select_related("wagtail_userprofile")


@Question
def _permissions(user: int) -> QuerySet[Permission, tuple[str, str]]:
    """Her own, and those of her groups."""
    own = Permission.objects.filter(user=user).order_by().values("pk")
    of_groups = Permission.objects.filter(group__in=Group.objects.filter(user=user)).order_by().values("pk")
    hers = Permission.objects.filter(Q(pk__in=own) | Q(pk__in=of_groups)).order_by()
    return hers.values_list("content_type__app_label", "codename")
