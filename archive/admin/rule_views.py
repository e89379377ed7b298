"""What the pages that change who may see a thing have in common, in every room."""

from types import ModuleType
from typing import Any

from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from archive import events, over, policy, rule_changes
from archive.admin.gate import Context, Value
from archive.admin.rule_forms import LiftForm, ReasonForm, RuleForm
from archive.exceptions import ArchiveError, LedgerUnwritable, NotReady, RuleChanged
from archive.models import Event, Protected

CONFIRMED = "confirmed"


class AboutRule(WagtailAdminTemplateMixin, FormView):
    """A page about the rule of `object`. `verbs`: the room's own `policy`."""

    object: Any  # a thing of the room's own
    page_title: str | Promise
    verbs: ModuleType = policy
    header_icon = "lock"

    def find(self) -> Protected:
        """The thing, as far as the person at the screen may see it; raises Http404."""
        raise NotImplementedError

    def back_url(self) -> str:
        """The page about the thing."""
        raise NotImplementedError

    def url_of(self, name: str) -> str:
        """The address of the thing's page called "access", "withdraw" or "lift"."""
        raise NotImplementedError

    def dispatch(self, request: HttpRequest, *args: Value, **kwargs: Value) -> HttpResponseBase:
        self.object = self.find()
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Value) -> Context:
        urls = {name: self.url_of(name) for name in ("access", "withdraw", "lift")}
        told = events.about(self.object).filter(kind=Event.Kind.POLICY, code="rule.withdrawn").select_related("agent")
        return super().get_context_data(
            object=self.object,
            withdrawal=told.first() if self.object.withdrawn else None,
            urls=urls,
            back_url=self.back_url(),
            over=[embargo.in_words() for embargo in over.of(self.object)],
            **kwargs,
        )

    def late(self, form: Form, error: ArchiveError, seen: str) -> HttpResponse:
        """Say why it was not done (the rule may be another by now), show the rule, and let what was typed stand."""
        self.object.refresh_from_db()
        kwargs = self.get_form_kwargs()
        fresh = type(form)(**{**kwargs, "data": {**dict(form.data.items()), "seen": seen}})
        fresh.add_error(None, str(error))
        return self.form_invalid(fresh)


class RuleView(AboutRule):
    """Whom a thing is for, and from when. It is said back in words first; what is then confirmed takes effect."""

    form_class: type[Form] = RuleForm
    template_name = "archive/access.html"
    page_title: str | Promise = gettext_lazy("Access")

    def get_initial(self) -> Context:
        return self.get_form_class().initial_of(self.object)

    def consequences(self, form: RuleForm) -> Context:
        """More for the page on which the rule is confirmed."""
        return {}

    def carry_out(self, form: RuleForm) -> None:
        """Set the rule. Raises RuleChanged and NotReady."""
        self.verbs.set_access(self.object, **form.rule(), by=self.request.user)
        messages.success(self.request, _("The new rule is in force."))

    def form_valid(self, form: RuleForm) -> HttpResponse:
        try:
            if CONFIRMED in self.request.POST:
                self.carry_out(form)
                return HttpResponseRedirect(self.back_url())
            policy.compare(self.object, form.cleaned_data["seen"])
        except (RuleChanged, NotReady) as error:
            self.object.refresh_from_db()
            return self.late(form, error, policy.fingerprint(self.object))
        return self.render_to_response(
            self.get_context_data(
                form=form, to_confirm=form.in_words(), opening=form.opening(), **self.consequences(form)
            )
        )


class WithdrawView(AboutRule):
    """Take a thing away from everyone but archivists. One page, one reason, one click, at any time."""

    form_class: type[Form] = ReasonForm
    template_name = "archive/withdraw.html"
    page_title: str | Promise = gettext_lazy("Withdraw")

    def form_valid(self, form: Form) -> HttpResponse:
        self.verbs.withdraw(self.object, self.request.user, **form.cleaned_data)
        messages.success(self.request, _("It is withdrawn: nobody but archivists can reach it."))
        return HttpResponseRedirect(self.back_url())


class LiftView(AboutRule):
    """Let the rule of a withdrawn thing decide again. It lifts the withdrawal that was on the screen, no later one."""

    form_class: type[Form] = LiftForm
    template_name = "archive/lift.html"
    page_title: str | Promise = gettext_lazy("Lift the withdrawal")

    def get_initial(self) -> Context:
        return {"seen": rule_changes.latest_withdrawal(self.object)}

    def form_valid(self, form: Form) -> HttpResponse:
        values = dict(form.cleaned_data)
        seen = values.pop("seen")
        try:
            with transaction.atomic():
                rule_changes.refuse_later_withdrawal(policy.held(self.object), seen)
                lifted = self.verbs.lift(self.object, self.request.user, **values)
        except (RuleChanged, LedgerUnwritable, NotReady) as error:
            return self.late(form, error, rule_changes.latest_withdrawal(self.object))
        if lifted:
            messages.success(self.request, _("The withdrawal is lifted: the rule decides again."))
        else:
            messages.warning(self.request, _("It was not withdrawn; nothing has changed."))
        return HttpResponseRedirect(self.back_url())
