"""The admin's button that makes a one-time link for a user."""

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from wagtail.admin import messages
from wagtail.log_actions import log

from archive import mail
from config.accounts import links

ACTION = "account.one_time_link"


def may_make_link(maker: User, user: User) -> bool:
    """Whoever may change users, for those who are no more than she is."""
    return user.is_active and maker.has_perm("auth.change_user") and (maker.is_superuser or not user.is_superuser)


@never_cache
def one_time_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then make the link and show it this once; mail it too, where there is a mail server."""
    user = get_object_or_404(User, pk=pk)
    if not isinstance(request.user, User) or not may_make_link(request.user, user):
        raise PermissionDenied
    context = {"person": user, "days": links.days(), "mails": mail.sends_mail() and bool(user.email)}
    if request.method == "POST":
        log(instance=user, action=ACTION, user=request.user)
        context["link"] = links.one_time(user)
        if context["mails"]:
            _mail(request, user, str(context["link"]))
    return render(request, "account/one_time_link.html", context)


def _mail(request: HttpRequest, user: User, link: str) -> None:
    try:
        links.send(user, link)
    except OSError as error:
        messages.error(
            request, _("The mail could not be sent (%(error)s); give her the link yourself.") % {"error": error}
        )
    else:
        messages.success(request, _("The link was mailed to %(address)s as well.") % {"address": user.email})
