from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from catalogue.models.authority import Authority
from catalogue.models.tagged import NameRow, NoteRow


class Person(Authority):
    """Somebody who made, spoke in or is told of in a work. A name may endanger: closed until somebody opens it."""

    mentioned_in = "Credit"
    mentioned_as = "person"

    class Meta(Authority.Meta):
        verbose_name = _("person")
        verbose_name_plural = _("people")


class PersonName(NameRow):
    person = ParentalKey(Person, related_name="names")

    class Meta(NameRow.Meta):
        verbose_name = _("name")
        verbose_name_plural = _("names")


class PersonText(NoteRow):
    person = ParentalKey(Person, related_name="texts")

    class Meta(NoteRow.Meta):
        verbose_name = _("text")
        verbose_name_plural = _("texts")
