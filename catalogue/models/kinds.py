"""The kinds of names. A new one is one class here; addresses, screens, permissions and choosers follow from it."""

from django.utils.translation import gettext_lazy as _

from archive.access import Audience
from catalogue.models.authority import Authority, NameKind


class Person(Authority):
    """Somebody who made, spoke in or is told of in a work. A name may endanger: closed until somebody opens it."""

    of_kind = NameKind("person", "people", icon="user", schema_type="Person", has_role=True, is_coded=True)

    class Meta:
        proxy = True
        verbose_name = _("person")
        verbose_name_plural = _("people")


class Organisation(Authority):
    """A body that made, funded, published or broadcast a work."""

    of_kind = NameKind(
        "organisation",
        "organisations",
        icon="group",
        schema_type="Organization",
        audience=Audience.PUBLIC,
        has_role=True,
        own=("part_of", "founded"),
    )

    class Meta:
        proxy = True
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")


class Place(Authority):
    """Where something was recorded or what it is about. A place may endanger: closed until somebody opens it."""

    of_kind = NameKind(
        "place", "places", icon="site", schema_type="Place", schema_property="contentLocation", own=("part_of",)
    )

    class Meta:
        proxy = True
        verbose_name = _("place")
        verbose_name_plural = _("places")


class Subject(Authority):
    """What works are about."""

    of_kind = NameKind(
        "subject", "subjects", icon="tag", schema_type="Thing", schema_property="about", audience=Audience.PUBLIC
    )

    class Meta:
        proxy = True
        verbose_name = _("subject")
        verbose_name_plural = _("subjects")
