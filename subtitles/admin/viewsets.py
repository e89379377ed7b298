"""The subtitles' room in the admin and the addresses in it."""

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from archive.admin.viewsets import ArchiveViewSet
from subtitles.admin import (
    actions,
    comparisons,
    confirming,
    edits,
    exports,
    findings,
    manuscripts,
    pages,
    previews,
    proofs,
    repairs,
    transcriptions,
    translations,
    words,
)
from subtitles.admin.flow import assigning, steps
from subtitles.admin.flow.page import WorkPage
from subtitles.admin.flow.project import ProjectPage
from subtitles.admin.flow.translators import LanguagesView, TranslatorsPage
from subtitles.admin.listings import TrackIndex
from subtitles.admin.overview import figures, matrix
from subtitles.admin.workbench import exchange, history, memory, spelling, state, to_review
from subtitles.admin.workbench import findings as live
from subtitles.admin.workbench.page import WorkbenchPage
from subtitles.admin.workbench.published import PublishedCues


class TrackViewSet(ArchiveViewSet):
    name = "tracks"
    icon = "openquote"
    menu_label = _("Subtitles")
    menu_order = 115
    permission = "subtitles.view_track"

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", TrackIndex.as_view(), name="index"),
            path("results/", TrackIndex.as_view(results_only=True), name="index_results"),
            path("translations/", matrix.MatrixIndex.as_view(), name="matrix"),
            path("translations/results/", matrix.MatrixIndex.as_view(results_only=True), name="matrix_results"),
            path("translations/begin/", matrix.begin, name="begin"),
            path("import/", actions.ImportView.as_view(), name="import"),
            path("manuscript/", manuscripts.AlignView.as_view(), name="align"),
            path("manuscripts/<int:pk>/", manuscripts.ManuscriptPage.as_view(), name="manuscript"),
            path("transcribe/", transcriptions.TranscribeView.as_view(), name="transcribe"),
            path("transcriptions/<int:pk>/", transcriptions.TranscriptionPage.as_view(), name="transcription"),
            path("translate/", translations.TranslateView.as_view(), name="translate"),
            path("translations/<int:pk>/", translations.TranslationPage.as_view(), name="translation"),
            path("import/<uuid:uuid>/", previews.PreviewView.as_view(), name="pending"),
            path("import/<uuid:uuid>/state/", previews.state, name="pending_state"),
            path("import/<uuid:uuid>/proof/", proofs.ProofreadView.as_view(), name="proofread"),
            path("<int:pk>/", pages.TrackPage.as_view(), name="page"),
            path("<int:pk>/compare/", comparisons.ComparePage.as_view(), name="compare"),
            path("<int:pk>/edit/", edits.EditView.as_view(), name="edit"),
            path("<int:pk>/rules/", repairs.choose_rules, name="rules"),
            path("<int:pk>/workbench/state.json", state.state, name="workbench_state"),
            path("<int:pk>/changes/", exchange.changes, name="changes"),
            path("<int:pk>/changes/history.json", history.history, name="changes_history"),
            path("<int:pk>/changes/restore/", history.restore, name="changes_restore"),
            path("<int:pk>/checkpoint/", exchange.checkpoint, name="checkpoint"),
            path("<int:pk>/workbench/", WorkbenchPage.as_view(), name="workbench"),
            path("<int:pk>/workbench/published.json", PublishedCues.as_view(), name="workbench_published"),
            path("<int:pk>/workbench/suggestions.json", memory.suggestions, name="workbench_suggestions"),
            path("<int:pk>/workbench/concordance.json", memory.concordance, name="workbench_concordance"),
            path("<int:pk>/workbench/findings.json", live.findings, name="workbench_findings"),
            path("<int:pk>/workbench/meant.json", spelling.meant, name="workbench_meant"),
            path("<int:pk>/workbench/word.json", spelling.right, name="workbench_word"),
            path("<int:pk>/unpublish/", actions.unpublish, name="unpublish"),
            path("<int:pk>/work/", WorkPage.as_view(), name="work"),
            path("<int:pk>/work/step/", steps.step, name="work_step"),
            path("<int:pk>/work/assign/", assigning.AssignView.as_view(), name="assign"),
            path("<int:pk>/work/divide/", assigning.DivideView.as_view(), name="divide"),
            path("<int:pk>/workbench/review/", to_review.send_to_review, name="workbench_review"),
            path("assignments/<int:pk>/end/", assigning.end, name="end_assignment"),
            path("recordings/<int:pk>/work/", ProjectPage.as_view(), name="project"),
            path("translators/", TranslatorsPage.as_view(), name="translators"),
            path("translators/<int:pk>/", LanguagesView.as_view(), name="translator_languages"),
            path("revisions/<int:pk>/", pages.RevisionPage.as_view(), name="revision"),
            path("revisions/<int:pk>/findings/", findings.FindingsPage.as_view(), name="findings"),
            path("revisions/<int:pk>/repair/", repairs.repair, name="repair"),
            path("revisions/<int:pk>/confirm/", confirming.confirm, name="confirm"),
            path("revisions/<int:pk>/replace/", words.replace_word, name="replace_word"),
            path("revisions/<int:pk>/word/", words.accept_word, name="accept_word"),
            path("revisions/<int:pk>/word/back/", words.take_back_word, name="take_back_word"),
            path("revisions/<int:pk>/despite/", findings.DespitePage.as_view(), name="despite"),
            path("revisions/<int:pk>/proof/", proofs.ProofPage.as_view(), name="proof"),
            path("revisions/<int:pk>/proof/sheet/", proofs.ProofSheet.as_view(), name="proof_sheet"),
            path("revisions/<int:pk>/decide/", actions.decide, name="decide"),
            path("revisions/<int:pk>/publish/", actions.publish, name="publish"),
            path("revisions/<int:pk>/download/", exports.ExportPage.as_view(), name="exports"),
            path("revisions/<int:pk>/download/<str:format_name>/", actions.download, name="download"),
        ]


class FiguresViewSet(ArchiveViewSet):
    name = "figures"
    icon = "table"
    menu_label = _("Work on subtitles")
    menu_hook = "register_reports_menu_item"
    permission = "archive.change_recording"

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", figures.FiguresPage.as_view(), name="index"),
            path("table.csv", figures.FiguresTable.as_view(), name="csv"),
        ]
