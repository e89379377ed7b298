"""The admin's pages that say who may see a work or a name. What they set is in force at once, never as a draft."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from archive import access, events
from archive.admin import rule_views
from archive.admin.gate import Context, Value, member
from archive.admin.rule_forms import RuleForm
from archive.admin.watching import state_url
from archive.models import Event, Job
from catalogue import effects, policy, speaking, spreading
from catalogue.admin import persons, speakers
from catalogue.admin.forms import LiftForm, NameRuleForm, WithdrawForm, WorkRuleForm
from catalogue.models import Authority, Person, RadioSeries, Work

LATEST = 10


class OfRecord(PermissionCheckedMixin):
    """Where such a page finds its work or name, and the way back."""

    model: type[Work] | type[Authority] = Work
    permission_required = "change"
    verbs = policy
    edit_url_name = ""
    index_url_name = ""
    object: Any
    request: HttpRequest

    def find(self) -> Work | Authority:
        return get_object_or_404(self.model.objects.visible_to(access.viewer(self.request)), pk=self.kwargs["pk"])

    def user_has_permission(self, action: str) -> bool:
        """Opening and closing a work is as much as publishing it."""
        wanted = ("publish", "change") if issubclass(self.model, Work) else ("change",)
        return all(super(OfRecord, self).user_has_permission(each) for each in wanted)

    def back_url(self) -> str:
        return reverse(self.edit_url_name, args=[self.object.pk])

    def url_of(self, name: str) -> str:
        namespace = self.edit_url_name.rpartition(":")[0]
        return reverse(f"{namespace}:{name}", args=[self.object.pk])

    def get_breadcrumbs_items(self) -> list[Context]:
        plural = str(self.model._meta.verbose_name_plural).capitalize()
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": plural},
            {"url": self.back_url(), "label": str(self.object)},
            {"url": "", "label": self.page_title},
        ]

    def get_form_kwargs(self) -> Context:
        kwargs: Context = super().get_form_kwargs()
        return {**kwargs, "with_episodes": isinstance(self.object, RadioSeries)}


class AccessView(OfRecord, rule_views.RuleView):
    """First it shows what would open and close."""

    template_name = "catalogue/admin/access.html"

    def get_form_class(self) -> type[RuleForm]:
        return WorkRuleForm if isinstance(self.object, Work) else NameRuleForm

    def get_context_data(self, **kwargs: Value) -> Context:
        told = events.about(self.object).filter(kind=Event.Kind.POLICY).select_related("agent")
        jobs = list(Job.objects.filter(pk__in=spreading.jobs_of(self.object)))
        return super().get_context_data(
            reach=effects.REACH[effects.reach(self.object)],
            is_draft=isinstance(self.object, Work) and not self.object.live,
            events=told[:LATEST],
            jobs=jobs,
            persons_url=persons.url(self.object) if isinstance(self.object, Work) else "",
            state_url=state_url(jobs),
            **_said(self.request, self.object),
            **kwargs,
        )

    def consequences(self, form: RuleForm) -> Context:
        return {"effects": self.effects(form.rule())}

    def effects(self, data: Context) -> effects.Effects:
        rule = {name: value for name, value in data.items() if name in access.RULE}
        return effects.of_access(self.object, **rule, episodes=bool(data.get("episodes")))

    def carry_out(self, form: RuleForm) -> None:
        """Programmes that open do so one after the other; what closes any is done at once."""
        rule = form.rule()
        if rule.get("episodes") and (found := self.effects(rule)).opens and not found.closes:
            with transaction.atomic():
                policy.set_access(self.object, **{**rule, "episodes": False}, by=member(self.request))
                spreading.start(self.object, member(self.request), rule["because"])
            messages.success(
                self.request,
                _("The rule is in force for the series; its programmes follow, and the page Access shows how far."),
            )
        else:
            super().carry_out(form)


class WithdrawView(OfRecord, rule_views.WithdrawView):
    """Of a person it says what remains to be heard of her."""

    form_class = WithdrawForm
    template_name = "catalogue/admin/withdraw.html"

    def get_context_data(self, **kwargs: Value) -> Context:
        return super().get_context_data(**_said(self.request, self.object), **kwargs)


def _said(request: HttpRequest, thing: Work | Authority) -> Context:
    if not (isinstance(thing, Authority) and thing.kind == Person.of_kind.code):
        return {}
    said = list(speaking.said_by(thing, access.viewer(request)))
    return {"said_url": speakers.said_url(thing), "heard": speakers.in_words(said)} if said else {}


class LiftView(OfRecord, rule_views.LiftView):
    form_class = LiftForm


def url(thing: Work | Authority) -> str:
    """The page about the rule of a work or a name."""
    kind = thing.kind.replace("_", "")
    return reverse(f"wagtailsnippets_catalogue_{kind}:access", args=[thing.pk])
