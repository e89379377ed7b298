"""Where the admin's page about a thing of this app is."""

from django.db.models import Model
from django.urls import reverse

from archive.models import Document, Recording

_PAGES: dict[type[Model], str] = {Recording: "recordings:page", Document: "documents:page"}


def page_url(thing: Model | None) -> str:
    """The admin's page about a recording or document; "" for anything else."""
    name = _PAGES.get(type(thing)) if thing is not None else None
    return reverse(name, args=[thing.pk]) if thing is not None and name else ""
