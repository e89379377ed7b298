"""The admin's page of the persons who may see a work whatever its rule says, and of those who ask for it."""

from django import forms
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from archive import grants, moment
from archive.admin.addresses import rule_url
from archive.admin.gate import ArchivistsOnly, Context, key, member
from archive.admin.rule_forms import MomentField, ReasonForm
from archive.admin.waiting import Line, Section
from archive.models import Grant
from catalogue import asking
from catalogue.models import AccessRequest, Work
from catalogue.policy import source


def called(user: User) -> str:
    """A member by her name and what she logs in as."""
    return f"{user.get_full_name()} ({user.get_username()})" if user.get_full_name() else user.get_username()


class PersonField(forms.ModelChoiceField):
    """A member, by name."""

    def label_from_instance(self, obj: User) -> str:
        return called(obj)


class GrantForm(ReasonForm):
    user = PersonField(
        queryset=User.objects.filter(is_active=True).order_by("last_name", "first_name", "username"),
        label=gettext_lazy("Member"),
        help_text=gettext_lazy("Whoever has no account yet is given one first, under Settings, Users."),
    )
    until = MomentField(label=gettext_lazy("Until"), help_text=gettext_lazy("Left empty it has no end."))

    field_order = ("user", "until", "because")


class PersonsView(ArchivistsOnly, WagtailAdminTemplateMixin, FormView):
    """Who may see one work, until when and why; what is granted or taken back here is in force at once."""

    form_class = GrantForm
    template_name = "catalogue/admin/persons.html"
    page_title = gettext_lazy("Persons with access")
    header_icon = "user"

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        self.work = get_object_or_404(Work, pk=self.kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[Context]:
        access = {"url": rule_url(self.work), "label": str(self.work)}
        return [*self.breadcrumbs_items, access, {"url": "", "label": self.page_title}]

    def get_initial(self) -> dict[str, object]:
        asked = self._asked(self.request.GET.get("request", ""))
        if asked is None:
            return {}
        user = asked.user or User.objects.filter(email__iexact=asked.email, is_active=True).first()
        return {"user": user, "because": " ".join(asked.purpose.split())[:300]}

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        return super().get_context_data(
            work=self.work,
            granted=[(grant, called(grant.user), _has_ended(grant)) for grant in self._granted()],
            requests=self.work.access_requests.select_related("user"),
            chosen=self._asked(self.request.GET.get("request", "")),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: str, **kwargs: object) -> HttpResponse:
        if held := self._granted().filter(pk=key(request.POST.get("take_back", ""))).first():
            grants.take_back(held.user, held.source, member(request))
            messages.success(request, _("%(person)s no longer has access.") % {"person": called(held.user)})
            return HttpResponseRedirect(request.path)
        if asked := self._asked(request.POST.get("refuse", "")):
            asking.refuse(asked, member(request))
            messages.success(request, _("The request is deleted. Tell the reader by e-mail."))
            return HttpResponseRedirect(request.path)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: GrantForm) -> HttpResponse:
        asked = self._asked(self.request.GET.get("request", ""))
        data = form.cleaned_data
        asking.give(self.work, data["user"], data["until"], member(self.request), data["because"], asked)
        messages.success(self.request, _("%(person)s has access now.") % {"person": called(data["user"])})
        return HttpResponseRedirect(self.request.path)

    def _granted(self) -> QuerySet[Grant]:
        return Grant.objects.filter(source=source(self.work.pk)).select_related("user", "granted_by").order_by("pk")

    def _asked(self, text: str) -> AccessRequest | None:
        return self.work.access_requests.filter(pk=key(text)).first()


def _has_ended(grant: Grant) -> bool:
    return grant.until is not None and moment.has_passed(grant.until)


def url(work: Work, request: AccessRequest | None = None) -> str:
    """The address of the page, about one request if there is one."""
    address = reverse("catalogue_admin:persons", args=[work.pk])
    return f"{address}?request={request.pk}" if request else address


def waiting() -> list[Line]:
    """The requests that nobody has answered yet."""
    return [
        Line(
            str(asked.work),
            url(asked.work, asked),
            f"{asked.name} <{asked.email}>",
            asked.asked_at,
            asked.purpose,
        )
        for asked in AccessRequest.objects.select_related("work").prefetch_related("work__titles")
    ]


SECTION = Section(
    "requests",
    gettext_lazy("Requests for access"),
    gettext_lazy("Give a member access or refuse, on the page of the persons with access, and answer by e-mail."),
    gettext_lazy("Nobody asks for access."),
    waiting,
)
