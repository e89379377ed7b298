"""The page on which an archivist says which originals of a recording are streamed, and in what order."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages

from archive import streamed
from archive.admin.addresses import page_url
from archive.admin.gate import Context, Value, member
from archive.admin.pages import ThingView
from archive.admin.piece_forms import PieceForm, pieces
from archive.exceptions import CannotJoin
from archive.models import Recording
from archive.transcoding.assembling import Piece


class JoinView(ThingView, TemplateView):
    """Asks for an order, says what will change, and changes it when that is confirmed."""

    model = Recording
    namespace = "recordings"
    any_permission_required = ["change"]
    page_title = gettext_lazy("Join originals")
    header_icon = "media"
    template_name = "archive/join.html"
    recording: Recording

    def dispatch(self, request: HttpRequest, *args: Value, **kwargs: Value) -> HttpResponseBase:
        self.object = self.recording = self._found()
        return super().dispatch(request, *args, **kwargs)

    def _found(self) -> Recording:
        found = self.get_object()
        assert isinstance(found, Recording)  # noqa: S101 - the only kind that this page is about
        return found

    def get_breadcrumbs_items(self) -> list[Context]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Value) -> Context:
        kwargs.setdefault("forms", self._forms())
        back = reverse("recordings:page", args=[self.object.pk])
        return super().get_context_data(object=self.object, back=back, **kwargs)

    def post(self, request: HttpRequest, *args: Value, **kwargs: Value) -> HttpResponse:
        forms = self._forms(request.POST)
        invalid = [form for form in forms if not form.is_valid()]  # all of them are asked: each says what is wrong
        if invalid:
            return self._again(forms)
        try:
            chosen = pieces(forms)
            streamed.refuse_unfit(chosen)
        except (ValidationError, CannotJoin) as error:
            return self._again(forms, " ".join(error.messages) if isinstance(error, ValidationError) else str(error))
        return self._choose(chosen) if "confirmed" in request.POST else self._again(forms, to_confirm=chosen)

    def _choose(self, chosen: list[Piece]) -> HttpResponse:
        streamed.choose(chosen, member(self.request))
        names = " + ".join(str(piece.original) for piece in chosen)
        messages.success(self.request, _("“%(name)s” will be streamed once its job is done.") % {"name": names})
        return HttpResponseRedirect(page_url(self.object))

    def _again(self, forms: list[PieceForm], problem: str = "", to_confirm: list[Piece] | None = None) -> HttpResponse:
        context = self.get_context_data(forms=forms, problem=problem, to_confirm=to_confirm)
        return self.render_to_response(context, status=200 if to_confirm else 422)

    def _forms(self, data: object = None) -> list[PieceForm]:
        used = {}
        if self.recording.assembly:
            used = {source.original_id: source for source in self.recording.assembly.sources.all().reverse()}
        return [PieceForm(original, used.get(original.pk), data) for original in self.recording.originals.all()]
