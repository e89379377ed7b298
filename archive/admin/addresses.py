"""Where the admin's pages about things are."""

from collections.abc import Callable
from typing import TypeVar

from django.db.models import Model
from django.urls import reverse

from archive.models import Document, Protected, Recording

M = TypeVar("M", bound=Model)

_PAGES: dict[type[Model], str] = {Recording: "recordings:page", Document: "documents:page"}
_RULE_PAGES: dict[type[Model], Callable[..., str]] = {
    Recording: lambda thing: reverse("recordings:access", args=[thing.pk]),
    Document: lambda thing: reverse("documents:access", args=[thing.pk]),
}


def page_url(thing: Model | None) -> str:
    """The admin's page about a recording or document; "" for anything else."""
    name = _PAGES.get(type(thing)) if thing is not None else None
    return reverse(name, args=[thing.pk]) if thing is not None and name else ""


def register_rule_page(model: type[M], find: Callable[[M], str]) -> None:
    """Say where the rule of these things is changed; called when the room above starts."""
    _RULE_PAGES[model] = find


def rule_url(thing: Protected) -> str:
    """The page on which it is said who may see a thing; "" for a kind that has none."""
    find = next((_RULE_PAGES[model] for model in type(thing).__mro__ if model in _RULE_PAGES), None)
    return find(thing) if find else ""
