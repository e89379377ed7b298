"""The admin's pages that change who may reach a recording or document."""

from django.urls import reverse
from django.utils.functional import Promise

from archive.admin import panels, rule_views
from archive.admin.addresses import page_url
from archive.admin.forms import DocumentRuleForm, RecordingRuleForm
from archive.admin.gate import Context, Value
from archive.admin.pages import ThingView
from archive.admin.rule_forms import RuleForm
from archive.models import Protected, Recording


class OfThing(ThingView):
    """Where such a page finds its thing, and the way back."""

    permission_required = "change"
    any_permission_required = ["change"]
    page_title: str | Promise

    def find(self) -> Protected:
        return self.get_object()

    def back_url(self) -> str:
        return page_url(self.object)

    def url_of(self, name: str) -> str:
        return reverse(f"{self.namespace}:{name}", args=[self.object.pk])

    def get_breadcrumbs_items(self) -> list[Context]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]


class AccessView(OfThing, rule_views.RuleView):
    """A thing's own rule; there is no draft of it."""

    def get_form_class(self) -> type[RuleForm]:
        return RecordingRuleForm if isinstance(self.object, Recording) else DocumentRuleForm

    def get_context_data(self, **kwargs: Value) -> Context:
        return super().get_context_data(restrictions=panels.restrictions_of(self.request, self.object), **kwargs)


class WithdrawView(OfThing, rule_views.WithdrawView):
    pass


class LiftView(OfThing, rule_views.LiftView):
    pass
