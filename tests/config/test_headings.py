"""Every page of ours in the admin is headed with its own name: what says no way to itself is headed "Home"."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

OURS = ("archive", "subtitles", "catalogue", "search", "config")


def views(resolver: URLResolver) -> Iterator[Any]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from views(entry)
        elif isinstance(entry, URLPattern) and hasattr(entry.callback, "view_class"):
            yield entry.callback.view_class


def test_every_page_of_the_admin_says_where_one_is() -> None:
    ours = {
        view
        for view in views(get_resolver())
        if issubclass(view, WagtailAdminTemplateMixin) and view.__module__.partition(".")[0] in OURS
    }
    usual = WagtailAdminTemplateMixin.get_breadcrumbs_items
    assert len(ours) > 20
    assert [view.__qualname__ for view in ours if view.get_breadcrumbs_items is usual] == []
