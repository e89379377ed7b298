"""Addresses made from titles and names: ASCII, short, one of a kind."""

from collections.abc import Iterable

from django.db import models
from django.utils.text import slugify

from archive.languages import preference
from catalogue.models import Authority, Work
from catalogue.models.tagged import TaggedRow

LONGEST = 100


def for_work(work: Work) -> str:
    """A free address for a work, from its main title in a language of Latin letters, or else from its kind."""
    titles = [title for title in work.titles.all() if title.kind == "main"]
    return free(Work, _words(titles) or work.KIND.replace("_", "-"), work.pk)


def for_name(thing: Authority) -> str:
    """A free address for a person, organisation, place or subject."""
    return free(type(thing), _words(thing.names.all()) or str(thing._meta.model_name), thing.pk)


def free(model: type[models.Model], wanted: str, own_pk: int | None) -> str:
    """`wanted`, or `wanted-2` and so on where another row has it."""
    rows = model._default_manager.filter(slug__startswith=wanted).exclude(pk=own_pk)
    taken = set(rows.values_list("slug", flat=True))
    number, slug = 1, wanted
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def _words(rows: Iterable[TaggedRow]) -> str:
    order = {tag: position for position, tag in enumerate(preference("sv"))}
    for row in sorted(rows, key=lambda row: order.get(row.language, len(order))):
        if slug := slugify(row.words())[:LONGEST].strip("-"):
            return slug
    return ""
