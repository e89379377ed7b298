"""The admin's pages that say who may see a work or a name. What they set is in force at once, never as a draft."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from archive import events, rule_views
from archive.access import viewer_of
from archive.models import Event
from catalogue import effects, policy
from catalogue.forms import AccessForm, LiftForm, WithdrawForm
from catalogue.models import RadioSeries, Work

LATEST = 10


class OfRecord(PermissionCheckedMixin):
    """Where such a page finds its work or name, and the way back."""

    model: Any = None
    permission_required = "change"
    verbs = policy
    edit_url_name = ""
    index_url_name = ""
    object: Any
    request: Any
    kwargs: Any
    page_title: Any
    breadcrumbs_items: Any

    def find(self) -> Any:
        return get_object_or_404(self.model.objects.visible_to(viewer_of(self.request.user)), pk=self.kwargs["pk"])

    def user_has_permission(self, action: str) -> bool:
        """Opening and closing a work is as much as publishing it."""
        wanted = ("publish", "change") if issubclass(self.model, Work) else ("change",)
        return all(super(OfRecord, self).user_has_permission(each) for each in wanted)

    def back_url(self) -> str:
        return reverse(self.edit_url_name, args=[self.object.pk])

    def url_of(self, name: str) -> str:
        namespace = self.edit_url_name.rpartition(":")[0]
        return reverse(f"{namespace}:{name}", args=[self.object.pk])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        plural = self.model._meta.verbose_name_plural.capitalize()
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": plural},
            {"url": self.back_url(), "label": str(self.object)},
            {"url": "", "label": self.page_title},
        ]

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_form_kwargs()
        return {**kwargs, "with_episodes": isinstance(self.object, RadioSeries)}


class AccessView(OfRecord, rule_views.RuleView):
    """First it shows what would open and close."""

    form_class = AccessForm
    template_name = "catalogue/admin/access.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = events.about(self.object).filter(kind=Event.Kind.POLICY).select_related("agent")
        return super().get_context_data(
            reach=effects.REACH[effects.reach(self.object)],
            is_draft=isinstance(self.object, Work) and not self.object.live,
            events=told[:LATEST],
            **kwargs,
        )

    def consequences(self, form: AccessForm) -> dict[str, Any]:
        rule = {name: form.cleaned_data[name] for name in ("audience", "embargo_until")}
        return {"effects": effects.of_access(self.object, **rule, episodes=form.cleaned_data.get("episodes", False))}


class WithdrawView(OfRecord, rule_views.WithdrawView):
    form_class = WithdrawForm


class LiftView(OfRecord, rule_views.LiftView):
    form_class = LiftForm
