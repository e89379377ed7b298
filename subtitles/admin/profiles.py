"""The settings page on rules for subtitles: an organisation's own, with the published numbers behind them."""

from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from archive.admin.gate import ArchivistsOnly, Context, Value
from archive.admin.viewsets import ArchiveViewSet
from subtitles.admin.profile_forms import NUMBER_LABELS, ProfileForm
from subtitles.models import Profile


class ProfilesPage(ArchivistsOnly, PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    permission_required = "subtitles.change_profile"
    page_title = gettext_lazy("Rules for subtitles")
    header_icon = "clipboard-list"
    template_name = "subtitles/profiles.html"

    def get_breadcrumbs_items(self) -> list[Context]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def profiles(self) -> QuerySet[Profile]:
        return Profile.objects.annotate(track_count=Count("tracks"))

    def get_context_data(self, **kwargs: Value) -> Context:
        return super().get_context_data(profiles=self.profiles(), **kwargs)


class ProfileView(ArchivistsOnly, PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """`/add/` makes new rules, `/<pk>/` changes some."""

    permission_required = "subtitles.change_profile"
    header_icon = "clipboard-list"
    template_name = "subtitles/profile.html"
    form_class = ProfileForm

    @cached_property
    def profile(self) -> Profile | None:
        return get_object_or_404(Profile, pk=self.kwargs["pk"]) if "pk" in self.kwargs else None

    def get_page_title(self) -> str:
        return self.profile.name if self.profile else _("New rules for subtitles")

    def get_breadcrumbs_items(self) -> list[dict[str, object]]:
        index = {"url": reverse("profiles:index"), "label": _("Rules for subtitles")}
        return [*self.breadcrumbs_items, index, {"url": "", "label": self.get_page_title()}]

    def get_form_kwargs(self) -> Context:
        return {**super().get_form_kwargs(), "instance": self.profile or Profile()}

    def form_valid(self, form: ProfileForm) -> HttpResponse:
        saved = form.save()
        messages.success(self.request, _("The rules were saved. Tracks are checked by them from now on."))
        return redirect("profiles:edit", saved.pk)

    def get_context_data(self, **kwargs: Value) -> Context:
        return super().get_context_data(profile=self.profile, labels=NUMBER_LABELS.values(), **kwargs)


@require_POST
def published_numbers(request: HttpRequest, pk: int) -> HttpResponse:
    """Back to the published numbers: what is ours of them goes, the name and the words stay."""
    profile = _changed_by(request, pk)
    profile.numbers, profile.severities = {}, {}
    profile.save(update_fields=["numbers", "severities"])
    messages.success(request, _("All numbers are the published ones again."))
    return redirect("profiles:edit", pk)


@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the rules away. Tracks that were checked by them are checked by those for every track."""
    _changed_by(request, pk).delete()
    messages.success(request, _("The rules were removed."))
    return redirect("profiles:index")


def _changed_by(request: HttpRequest, pk: int) -> Profile:
    profiles = Profile.objects.all() if request.user.has_perm("subtitles.change_profile") else Profile.objects.none()
    return get_object_or_404(profiles, pk=pk)


class ProfileViewSet(ArchiveViewSet):
    name = "profiles"
    icon = "clipboard-list"
    menu_label = gettext_lazy("Rules for subtitles")
    menu_hook = "register_settings_menu_item"
    permission = "subtitles.change_profile"

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", ProfilesPage.as_view(), name="index"),
            path("add/", ProfileView.as_view(), name="add"),
            path("<int:pk>/", ProfileView.as_view(), name="edit"),
            path("<int:pk>/published/", published_numbers, name="published"),
            path("<int:pk>/delete/", delete, name="delete"),
        ]
