"""Addresses made from titles and names: ASCII, short, one of a kind, and telling of nothing else.

A person's is a code, because an address is for ever and a name may endanger. What makes an address one of a kind is a
code too: a number that counts would tell that somebody of the same name is hidden.
"""

import secrets
from collections.abc import Iterable

from django.db import models
from django.utils.text import slugify

from archive.languages import preference
from catalogue.models import Authority, Work
from catalogue.models.tagged import TaggedRow

LONGEST = 100
# Without what is mistaken for something else when it is read aloud or copied by hand.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
CODE_LENGTH = 6


def for_work(work: Work) -> str:
    """A free address for a work, from its main title in a language of Latin letters, or else from its kind."""
    titles = [title for title in work.titles.all() if title.kind == "main"]
    return free(Work, _words(titles) or work.KIND.replace("_", "-"), work.pk)


def for_name(thing: Authority) -> str:
    """A free address for an organisation, place or subject, from its name; for a person a code."""
    if thing.of_kind.is_coded:
        return neutral(type(thing))
    return free(type(thing), _words(thing.names.all()) or thing.kind, thing.pk)


def free(model: type[models.Model], wanted: str, own_pk: int | None) -> str:
    """`wanted`, or `wanted-` and a code where another row has it."""
    slug = wanted
    while _is_taken(model, slug, own_pk):
        slug = f"{wanted}-{code()}"
    return slug


def neutral(model: type[models.Model]) -> str:
    """A free address that tells nothing of what is there."""
    slug = code()
    while _is_taken(model, slug, None):
        slug = code()
    return slug


def code() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))


def _is_taken(model: type[models.Model], slug: str, own_pk: int | None) -> bool:
    return model._default_manager.filter(slug=slug).exclude(pk=own_pk).exists()


def _words(rows: Iterable[TaggedRow]) -> str:
    order = {tag: position for position, tag in enumerate(preference("sv"))}
    for row in sorted(rows, key=lambda row: order.get(row.language, len(order))):
        if slug := slugify(row.words())[:LONGEST].strip("-"):
            return slug
    return ""
