from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.admin_url_finder import ModelAdminURLFinder, register_admin_url_finder

from archive.admin import door
from subtitles.admin.memories import MemoryViewSet
from subtitles.admin.overview import home
from subtitles.admin.profiles import ProfileViewSet
from subtitles.admin.terms import GlossaryViewSet
from subtitles.admin.viewsets import FiguresViewSet, TrackViewSet
from subtitles.models import Manuscript, Track, Transcription, Translation
from subtitles.models.asked import Asked

door.open_up(
    "glossary:add",
    "glossary:edit",
    "glossary:import",
    "glossary:index",
    "glossary:index_results",
    "glossary:table",
    "memory:download",
    "tracks:accept_word",
    "tracks:align",
    "tracks:begin",
    "tracks:compare",
    "tracks:confirm",
    "tracks:decide",
    "tracks:despite",
    "tracks:download",
    "tracks:edit",
    "tracks:exports",
    "tracks:findings",
    "tracks:import",
    "tracks:manuscript",
    "tracks:matrix",
    "tracks:matrix_results",
    "tracks:pending",
    "tracks:pending_state",
    "tracks:proof",
    "tracks:proof_sheet",
    "tracks:proofread",
    "tracks:publish",
    "tracks:repair",
    "tracks:replace_word",
    "tracks:revision",
    "tracks:rules",
    "tracks:take_back_word",
    "tracks:transcribe",
    "tracks:transcription",
    "tracks:translate",
    "tracks:translation",
    "tracks:unpublish",
    "tracks:workbench_word",
)
door.open_to_invited(
    "tracks:changes",
    "tracks:changes_history",
    "tracks:changes_restore",
    "tracks:checkpoint",
    "tracks:end_assignment",
    "tracks:index",
    "tracks:index_results",
    "tracks:page",
    "tracks:project",
    "tracks:work",
    "tracks:work_step",
    "tracks:workbench",
    "tracks:workbench_concordance",
    "tracks:workbench_findings",
    "tracks:workbench_meant",
    "tracks:workbench_published",
    "tracks:workbench_review",
    "tracks:workbench_state",
    "tracks:workbench_suggestions",
)
door.open_panels(home.NAME)
hooks.register("construct_homepage_panels", home.add_panel)
door.answer_strangers_in_json(
    "tracks:changes", "tracks:changes_history", "tracks:changes_restore", "tracks:checkpoint",
    "tracks:workbench_concordance", "tracks:workbench_findings", "tracks:workbench_review", "tracks:workbench_state",
    "tracks:workbench_meant", "tracks:workbench_suggestions", "tracks:workbench_word",
)  # fmt: skip


@hooks.register("register_admin_viewset")
def register_viewset() -> TrackViewSet:
    return TrackViewSet()


@hooks.register("insert_global_admin_css")
def flow_styles() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin-flow.css"))


@hooks.register("register_admin_viewset")
def register_rules() -> ProfileViewSet:
    return ProfileViewSet()


@hooks.register("register_admin_viewset")
def register_figures() -> FiguresViewSet:
    return FiguresViewSet()


@hooks.register("register_admin_viewset")
def register_glossary() -> GlossaryViewSet:
    return GlossaryViewSet()


@hooks.register("register_admin_viewset")
def register_memory() -> MemoryViewSet:
    return MemoryViewSet()


class TrackURLFinder(ModelAdminURLFinder):
    """For rooms below, which know no track: where its page is."""

    def construct_edit_url(self, instance: Track) -> str:
        return reverse("tracks:page", args=[instance.pk])


register_admin_url_finder(Track, TrackURLFinder)


class AskedURLFinder(ModelAdminURLFinder):
    """For the list of jobs: where the page is about what a machine was asked for. Nobody has a permission of its own
    for that, and the page asks itself who may see it."""

    def get_edit_url(self, instance: Asked) -> str:
        return str(self.construct_edit_url(instance))


for _model, _page in (
    (Manuscript, "tracks:manuscript"),
    (Transcription, "tracks:transcription"),
    (Translation, "tracks:translation"),
):
    register_admin_url_finder(_model, type(f"{_model.__name__}URLFinder", (AskedURLFinder,), {"edit_url_name": _page}))
