from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from archive.access import Audience
from catalogue.models.authority import Authority
from catalogue.models.ordered import OrderedRow
from catalogue.models.tagged import NameRow, NoteRow
from catalogue.models.work import Work


class Subject(Authority):
    """What works are about. Public by default, which adds nothing to its works."""

    mentioned_in = "WorkSubject"
    mentioned_as = "subject"

    audience = models.CharField(_("audience"), max_length=20, choices=Audience.choices, default=Audience.PUBLIC)

    class Meta(Authority.Meta):
        verbose_name = _("subject")
        verbose_name_plural = _("subjects")


class SubjectName(NameRow):
    subject = ParentalKey(Subject, related_name="names")

    class Meta(NameRow.Meta):
        verbose_name = _("name")
        verbose_name_plural = _("names")


class SubjectText(NoteRow):
    subject = ParentalKey(Subject, related_name="texts")

    class Meta(NoteRow.Meta):
        verbose_name = _("text")
        verbose_name_plural = _("texts")


class WorkSubject(OrderedRow):
    work = ParentalKey(Work, related_name="subject_links")
    subject = models.ForeignKey(Subject, models.CASCADE, related_name="work_links", verbose_name=_("subject"))

    class Meta(OrderedRow.Meta):
        verbose_name = _("subject")
        verbose_name_plural = _("subjects")

    def __str__(self) -> str:
        return str(self.subject)
