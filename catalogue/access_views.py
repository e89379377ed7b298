"""The admin's page that says who may see a work or a name. What it sets is in force at once, never as a draft."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from archive import events
from archive.access import viewer_of
from archive.models import Event
from catalogue import effects, policy
from catalogue.forms import AccessForm
from catalogue.models import RadioSeries, Work

CONFIRMED = "confirmed"
LATEST = 10


class AccessView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """First it shows what would open and close; what is then confirmed takes effect."""

    model: Any = None
    edit_url_name = ""
    index_url_name = ""
    form_class = AccessForm
    template_name = "catalogue/admin/access.html"
    header_icon = "lock"
    permission_required = "change"
    page_title = gettext_lazy("Access")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        things = self.model.objects.visible_to(viewer_of(request.user))
        self.object = get_object_or_404(things, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def user_has_permission(self, action: str) -> bool:
        """Opening and closing a work is as much as publishing it."""
        wanted = ("publish", "change") if issubclass(self.model, Work) else ("change",)
        return all(super(AccessView, self).user_has_permission(each) for each in wanted)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        plural = self.model._meta.verbose_name_plural.capitalize()
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": plural},
            {"url": self._edit_url(), "label": str(self.object)},
            {"url": "", "label": self.page_title},
        ]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "with_episodes": isinstance(self.object, RadioSeries)}

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.object, name) for name in ("audience", "embargo_until", "withdrawn")}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = events.about(self.object).filter(kind=Event.Kind.POLICY).select_related("agent")
        return super().get_context_data(
            object=self.object,
            reach=effects.REACH[effects.reach(self.object)],
            is_draft=isinstance(self.object, Work) and not self.object.live,
            edit_url=self._edit_url(),
            events=told[:LATEST],
            **kwargs,
        )

    def form_valid(self, form: AccessForm) -> HttpResponse:
        by: Any = self.request.user
        rule = {name: value for name, value in form.cleaned_data.items() if name != "because"}
        if CONFIRMED not in self.request.POST:
            found = effects.of_access(self.object, **rule)
            return self.render_to_response(self.get_context_data(form=form, effects=found))
        policy.set_access(self.object, **rule, by=by, because=form.cleaned_data["because"])
        messages.success(self.request, _("The new rule is in force."))
        return HttpResponseRedirect(self._edit_url())

    def _edit_url(self) -> str:
        return reverse(self.edit_url_name, args=[self.object.pk])
