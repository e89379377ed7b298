"""The catalogue's rooms in the admin."""

from collections.abc import Callable

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from archive.models import Protected
from catalogue.admin import listings, panels
from catalogue.admin.access import AccessView, LiftView, WithdrawView
from catalogue.admin.addresses import AddressView
from catalogue.admin.choosers import CatalogueChooser
from catalogue.admin.creating import CreateOnce
from catalogue.admin.publishing import EditKept
from catalogue.models import Authority, Book, Documentary, RadioEpisode, RadioSeries


class CatalogueViewSet(SnippetViewSet):
    """A table, a page to edit on, and the page that says who may see it."""

    add_view_class = CreateOnce
    edit_view_class = EditKept
    index_view_class = listings.Listing
    index_template_name = "catalogue/admin/table.html"
    chooser_viewset_class = CatalogueChooser
    chooser_per_page = 20
    list_per_page = 50
    copy_view_enabled = False

    def page_about(self, view: type[View]) -> Callable[..., HttpResponseBase]:
        """One of the pages about one thing: who may see it, where it is."""
        return self.construct_view(
            view, edit_url_name=self.get_url_name("edit"), index_url_name=self.get_url_name("list")
        )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Protected]:
        return listings.open_to(self.model)(request)

    def get_urlpatterns(self) -> list[URLPattern]:
        views = {"access": AccessView, "withdraw": WithdrawView, "lift": LiftView, "address": AddressView}
        paths = [path(f"{name}/<int:pk>/", self.page_about(view), name=name) for name, view in views.items()]
        return [*super().get_urlpatterns(), *paths]


class NameViewSet(CatalogueViewSet):
    """The screens of one kind of name."""

    list_display = listings.NAME_COLUMNS

    def __init__(self, model: type[Authority]) -> None:
        super().__init__(
            model=model,
            icon=model.of_kind.icon,
            filterset_class=listings.name_filters(model),
            edit_handler=panels.name_panels(model),
        )


class DocumentaryViewSet(CatalogueViewSet):
    model = Documentary
    icon = "media"
    list_display = listings.WORK_COLUMNS
    filterset_class = listings.work_filters(Documentary)
    edit_handler = panels.DOCUMENTARY


class RadioSeriesViewSet(CatalogueViewSet):
    model = RadioSeries
    icon = "list-ul"
    list_display = listings.WORK_COLUMNS
    filterset_class = listings.work_filters(RadioSeries)
    edit_handler = panels.RADIO_SERIES


class RadioEpisodeViewSet(CatalogueViewSet):
    model = RadioEpisode
    icon = "radio-full"
    list_display = listings.EPISODE_COLUMNS
    filterset_class = listings.work_filters(RadioEpisode, series=listings.choice_of(RadioSeries))
    edit_handler = panels.RADIO_EPISODE


class BookViewSet(CatalogueViewSet):
    model = Book
    icon = "openquote"
    list_display = listings.WORK_COLUMNS
    filterset_class = listings.work_filters(Book)
    edit_handler = panels.BOOK


class CatalogueGroup(SnippetViewSetGroup):
    menu_label = _("Catalogue")
    menu_icon = "folder-open-inverse"
    menu_order = 100
    items = (
        DocumentaryViewSet,
        RadioSeriesViewSet,
        RadioEpisodeViewSet,
        BookViewSet,
        *map(NameViewSet, Authority.kinds.values()),
    )
