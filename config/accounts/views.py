"""What a member does with her own password on the public site: change it, choose it by a link, ask for a link."""

import logging
import threading

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views as auth
from django.contrib.auth.forms import PasswordChangeForm, PasswordResetForm, SetPasswordForm
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.generic import FormView

from archive.languages import reader
from config.accounts import links, throttle

logger = logging.getLogger(__name__)


class ChangePassword(auth.PasswordChangeView):
    """For whoever is logged in; her other sessions end."""

    template_name = "account/password.html"
    success_url = reverse_lazy("account:password")

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        # Whoever found her screen open shall not guess the old password.
        if not throttle.take(f"password of {request.user.pk}", request):
            return throttle.locked_out(request)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: PasswordChangeForm) -> HttpResponse:
        messages.success(self.request, _("Your password is changed."))
        return super().form_valid(form)


class ChoosePassword(auth.PasswordResetConfirmView):
    """Behind a one-time link. A link that was used, has run out or never was answers with one and the same page."""

    template_name = "account/choose.html"
    success_url = reverse_lazy("login")

    def get_user(self, uidb64: str) -> User | None:
        user = super().get_user(uidb64)
        return user if isinstance(user, User) and user.is_active else None

    def render_to_response(self, context: dict[str, object], **kwargs: object) -> HttpResponse:
        if not self.validlink:
            kwargs["status"] = 410
        return super().render_to_response(context, **kwargs)

    def form_valid(self, form: "SetPasswordForm[User]") -> HttpResponse:
        messages.success(self.request, _("Your password is chosen. Log in with it."))
        return super().form_valid(form)


class AskForLink(FormView[PasswordResetForm]):
    """Mail a link to whoever forgot her password, where the settings allow it.

    The answer is the same, and as quick, whether there is such an address or not.
    """

    form_class = PasswordResetForm
    template_name = "account/reset.html"
    success_url = reverse_lazy("login")

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if not settings.WAGTAIL_PASSWORD_RESET_ENABLED:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: PasswordResetForm) -> HttpResponse:
        often = not throttle.take("reset", self.request)
        people = [] if often else list(form.get_users(form.cleaned_data["email"]))
        language = reader()
        threading.Thread(target=_send_all, args=(people, language), name="password links").start()
        messages.success(
            self.request, _("If somebody here has this e-mail address, a link to choose a new password is on its way.")
        )
        return super().form_valid(form)


def _send_all(people: list[User], language: str) -> None:
    for person in people:
        try:
            links.send(person, links.one_time(person, language), language)
        except OSError:
            logger.exception("A link to choose a new password could not be sent.")
