"""What the catalogue registers with Wagtail."""

from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.admin_url_finder import ModelAdminURLFinder, register_admin_url_finder
from wagtail.admin.viewsets.base import ViewSet
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry

from archive.admin import door
from archive.wording import say
from catalogue import addresses, policy
from catalogue.admin import attach, permissions, persons, speakers
from catalogue.admin.captions import CaptionsViewSet
from catalogue.admin.choosers import DocumentChooser, NameChooser, RecordingChooser
from catalogue.admin.viewsets import CatalogueGroup
from catalogue.admin.works_panel import edit_url
from catalogue.editorial import locks, scheduling
from catalogue.models import Work

# Before the viewsets: Wagtail makes a policy of its own for what has none.
permissions.register()

# Translators look at the tables; whatever else Wagtail makes of a work or a name is for archivists.
for kind in permissions.KINDS:
    namespace = f"wagtailsnippets_catalogue_{kind._meta.model_name}"
    door.open_up(f"{namespace}:list", f"{namespace}:list_results")

hooks.register("before_serve_page", scheduling.serve_in_time, order=-1)

for name, asked in {
    "before_delete_page": locks.before_page_goes,
    "before_move_page": locks.before_page_goes,
    "before_unpublish_page": locks.before_page_is_unpublished,
    "before_unpublish": locks.before_work_is_unpublished,
    "before_delete_snippet": locks.before_works_are_deleted,
    "before_bulk_action": locks.before_many,
    "construct_page_action_menu": locks.offer_unpublishing_page,
    "construct_snippet_action_menu": locks.offer_unpublishing_work,
}.items():
    hooks.register(name, asked)


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[ViewSet]:
    choosers = [RecordingChooser("recording_chooser"), DocumentChooser("document_chooser"), NameChooser("name_chooser")]
    return [*choosers, CatalogueGroup(), CaptionsViewSet()]


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern | URLResolver]:
    patterns = [
        path("<str:kind>/<int:pk>/attach/", attach.attach, name="attach"),
        path("<str:kind>/<int:pk>/detach/", attach.detach, name="detach"),
        path("works/<int:pk>/persons/", persons.PersonsView.as_view(), name="persons"),
        path("recordings/<int:pk>/speakers/", speakers.SpeakersView.as_view(), name="speakers"),
        path("names/<int:pk>/said/", speakers.SaidView.as_view(), name="said"),
    ]
    return [path("catalogue/", include((patterns, "catalogue_admin"), namespace="catalogue_admin"))]


@hooks.register("insert_editor_js")
def editor_scripts() -> SafeString:
    scripts = (static("js/admin-lang.js"), static("js/admin-saving.js"))
    return format_html_join("", '<script type="module" src="{}"></script>', ((script,) for script in scripts))


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    @actions.register_action(policy.LOG_ACTION)
    class AccessFormatter(LogFormatter):
        label = _("Set access")

        def format_message(self, entry: ModelLogEntry) -> str:
            because = entry.data.get("because", "")
            return gettext("Access was set to: %(rule)s. %(because)s") % {"rule": _rule(entry), "because": because}

    @actions.register_action(addresses.LOG_ACTION)
    class AddressFormatter(LogFormatter):
        label = _("Give a new address")

        def format_message(self, entry: ModelLogEntry) -> str:
            return say(addresses.CODE, entry.data)


def _rule(entry: ModelLogEntry) -> str:
    return say("rule", entry.data.get("rule"))


class WorkURLFinder(ModelAdminURLFinder):
    """Where a work is edited, when it is not known of which kind it is."""

    def get_edit_url(self, instance: Work) -> str | None:
        may_change = self.user.has_perm(f"catalogue.change_{instance.kind.replace('_', '')}")
        return edit_url(instance) if may_change else None


register_admin_url_finder(Work, WorkURLFinder)
