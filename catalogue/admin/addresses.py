"""The admin's page that gives a work or a name a new address."""

from typing import cast

from django import forms
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from archive import access
from catalogue import addresses
from catalogue.exceptions import AddressTaken
from catalogue.models import Authority, Work


class AddressForm(forms.Form):
    address = forms.SlugField(
        label=gettext_lazy("New address"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Left empty it becomes a short code that tells nothing."),
    )
    because = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=300,
        help_text=gettext_lazy("Kept with the event. Do not write the old address or a name into it."),
    )
    sure = forms.BooleanField(
        label=gettext_lazy("I know that every link to the old address stops working."),
    )


class AddressView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    model: type[Work | Authority] = Work
    edit_url_name = ""
    index_url_name = ""
    form_class = AddressForm
    template_name = "catalogue/admin/address.html"
    header_icon = "link"
    permission_required = "change"
    page_title = gettext_lazy("New address")

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        things = self.model.objects.visible_to(access.viewer(request))
        self.object = get_object_or_404(things, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def user_has_permission(self, action: str) -> bool:
        """Moving a work is as much as publishing it."""
        wanted = ("publish", "change") if issubclass(self.model, Work) else ("change",)
        return all(super(AddressView, self).user_has_permission(each) for each in wanted)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        plural = str(self.model._meta.verbose_name_plural).capitalize()
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": plural},
            {"url": self._edit_url(), "label": str(self.object)},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        return super().get_context_data(object=self.object, edit_url=self._edit_url(), **kwargs)

    def form_valid(self, form: AddressForm) -> HttpResponse:
        about = form.cleaned_data
        try:
            addresses.give_new(self.object, cast(User, self.request.user), about["because"], about["address"])
        except AddressTaken as taken:
            form.add_error("address", str(taken))
            return self.form_invalid(form)
        messages.success(self.request, _("The new address is %(url)s.") % {"url": self.object.get_absolute_url()})
        return HttpResponseRedirect(self._edit_url())

    def _edit_url(self) -> str:
        return reverse(self.edit_url_name, args=[self.object.pk])
