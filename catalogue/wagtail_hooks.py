"""What the catalogue registers with Wagtail."""

from typing import Any

from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet
from wagtail.log_actions import LogFormatter

from archive.wording import say
from catalogue import attach_views, permissions, policy
from catalogue.choosers import DocumentChooser, RecordingChooser
from catalogue.viewsets import CatalogueGroup

# Before the viewsets: Wagtail makes a policy of its own for what has none.
permissions.register()


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[ViewSet]:
    return [RecordingChooser("recording_chooser"), DocumentChooser("document_chooser"), CatalogueGroup()]


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern | URLResolver]:
    patterns = [
        path("<str:kind>/<int:pk>/attach/", attach_views.attach, name="attach"),
        path("<str:kind>/<int:pk>/detach/", attach_views.detach, name="detach"),
    ]
    return [path("catalogue/", include((patterns, "catalogue_admin"), namespace="catalogue_admin"))]


@hooks.register("insert_editor_js")
def language_of_texts() -> SafeString:
    return format_html('<script type="module" src="{}"></script>', static("js/admin-lang.js"))


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    @actions.register_action(policy.LOG_ACTION)
    class AccessFormatter(LogFormatter):
        label = _("Set access")

        def format_message(self, entry: Any) -> str:
            because = entry.data.get("because", "")
            return gettext("Access was set to: %(rule)s. %(because)s") % {"rule": _rule(entry), "because": because}


def _rule(entry: Any) -> str:
    return say("rule", entry.data.get("rule"))
