from typing import Any, ClassVar

from django.apps import apps
from django.db import models
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel

from archive.access import Level, Viewer
from archive.languages import reader
from archive.models import Protected
from catalogue.models.tagged import Tagged, best
from catalogue.models.work import Work
from catalogue.querysets import SEES_DRAFTS, AuthorityQuerySet


class Authority(Protected, ClusterableModel):
    """A name that works refer to: a person, organisation, place or subject (what libraries call an authority record).

    It is met only through a work: where no work that mentions it may be seen, neither may the name.
    """

    # The link rows that mention it, and the name of their key to it.
    mentioned_in: ClassVar[str]
    mentioned_as: ClassVar[str]

    names: Any
    texts: Any

    slug = models.SlugField(
        _("address"),
        max_length=120,
        unique=True,
        blank=True,
        help_text=_("Part of the permanent address. Left empty it is made from the name."),
    )

    objects = AuthorityQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        abstract = True
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.name_in(reader()).text

    def get_absolute_url(self) -> str:
        return reverse(f"catalogue:{self._meta.model_name}", kwargs={"slug": self.slug})

    def name_in(self, language: str) -> Tagged:
        """The name in the best language for a reader of `language`; the address where there is none."""
        return best(self.names.all(), language) or Tagged(self.slug, "", "ltr")

    def text_in(self, language: str) -> Tagged | None:
        return best(self.texts.all(), language)

    @classmethod
    def links(cls) -> QuerySet[Any]:
        """The rows that tie works to things of this kind."""
        return apps.get_model("catalogue", cls.mentioned_in)._default_manager.order_by()

    @classmethod
    def mentions(cls, works: QuerySet[Any]) -> QuerySet[Any]:
        """The keys of all things of this kind that some of these works mention."""
        rows = cls.links().filter(work__in=works, **{f"{cls.mentioned_as}__isnull": False})
        return rows.values(f"{cls.mentioned_as}_id")

    def work_ids(self) -> list[int]:
        """The works that mention it, whoever may see them."""
        return sorted(set(self.links().filter(**{self.mentioned_as: self.pk}).values_list("work_id", flat=True)))

    def closed_below(self) -> Level:
        ids = self.work_ids()
        works = Work.objects.filter(pk__in=ids)
        levels = (level for level in Level if works.visible_to(Viewer(level)).exists())
        return next(levels) if ids else SEES_DRAFTS
