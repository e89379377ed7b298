"""What this room adds to Wagtail's admin."""

from collections.abc import Iterator

from django.contrib.auth.models import User
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry

from config.accounts import admin


@hooks.register("register_admin_urls")
def account_urls() -> list[URLPattern]:
    return [path("users/<int:pk>/one-time-link/", admin.one_time_link, name="one_time_link")]


@hooks.register("register_user_listing_buttons")
def one_time_link_button(user: User, request_user: User) -> Iterator[Button]:
    if admin.may_make_link(request_user, user):
        yield Button(_("Make a one-time link"), reverse("one_time_link", args=[user.pk]), icon_name="link", priority=30)


@hooks.register("register_log_actions")
def account_actions(actions: LogActionRegistry) -> None:
    actions.register_action(admin.ACTION, _("Make a one-time link"), _("One-time link made"))
