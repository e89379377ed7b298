from django.utils.translation import gettext_lazy as _

from catalogue.models.work import Kind, Work


class Documentary(Work):
    """A documentary film."""

    KIND = Kind.DOCUMENTARY

    class Meta:
        verbose_name = _("documentary")
        verbose_name_plural = _("documentaries")
