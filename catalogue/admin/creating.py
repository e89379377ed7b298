"""Making one thing from one form, however often it is sent."""

from datetime import timedelta
from uuid import UUID

from django.contrib.admin.utils import quote
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.snippets.views.snippets import CreateView

from catalogue.admin.publishing import KeepsTheDraft
from catalogue.models import SentForm

KEPT = timedelta(days=2)


class AlreadySent(Exception):
    """This form made something before."""


class CreateOnce(KeepsTheDraft, CreateView):
    """A page for something new. Its form carries a token, and what a token made is not made again."""

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        return self._made_before() or super().post(request, *args, **kwargs)

    def form_valid(self, form: WagtailAdminModelForm) -> HttpResponse:
        try:
            return super().form_valid(form)
        except AlreadySent:
            return self._made_before() or super().form_invalid(form)

    def save_instance(self) -> Model:
        """Inside the transaction that makes the thing, so that of two that come at once one waits and is told."""
        token = self._token()
        if token is None:
            return super().save_instance()
        SentForm.objects.filter(sent_at__lt=timezone.now() - KEPT).delete()
        try:
            with transaction.atomic():
                SentForm.objects.create(token=token)
        except IntegrityError as error:
            raise AlreadySent from error
        thing: Model = super().save_instance()
        SentForm.objects.filter(token=token).update(object_id=thing.pk)
        return thing

    def _token(self) -> UUID | None:
        try:
            return UUID(self.request.POST.get("sent", ""))
        except ValueError:
            return None

    def _made_before(self) -> HttpResponse | None:
        token = self._token()
        earlier = SentForm.objects.filter(token=token).first() if token else None
        if earlier is None or earlier.object_id is None:
            return None
        messages.warning(self.request, _("This form had been sent already: here is what came of it."))
        return HttpResponseRedirect(reverse(self.edit_url_name, args=[quote(earlier.object_id)]))
