from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """How far the work on a track has come. That it is published stands in no column: a revision is, or is not."""

    DRAFT = "draft", _("Draft")
    TRANSLATING = "translating", _("In translation")
    REVIEW = "review", _("In review")
    APPROVED = "approved", _("Approved")
    PUBLISHED = "published", _("Published")

    @classmethod
    def of_the_work(cls) -> list[tuple[str, str | Promise]]:
        """Those that a track is put at."""
        return [choice for choice in cls.choices if choice[0] != cls.PUBLISHED]
