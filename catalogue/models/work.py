from typing import ClassVar, Self

from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, Revision, RevisionMixin, WorkflowMixin

from archive.access import RULE, Level
from archive.languages import Tagged, reader
from archive.models import Protected
from catalogue import previewing
from catalogue.models.ordering import Ordered
from catalogue.models.tagged import NameRow, NoteRow, best
from catalogue.querysets import GRANTED, SEES_DRAFTS, WorkQuerySet

# The rule of the row is the rule: a draft or an old revision never carries another one in.
NEVER_FROM_A_REVISION = (*RULE, "kind", "slug")
WHOLE_RULE = [name for name in RULE if name != "layers"]
_NEWEST = models.F("year").desc(nulls_last=True)


class Kind(models.TextChoices):
    DOCUMENTARY = "documentary", _("Documentary")
    RADIO_SERIES = "radio_series", _("Radio series")
    RADIO_EPISODE = "radio_episode", _("Radio episode")
    BOOK = "book", _("Book")


# What a list of works of one kind is headed with.
HEADINGS = {
    Kind.DOCUMENTARY: _("Films"),
    Kind.RADIO_SERIES: pgettext_lazy("several", "Radio series"),
    Kind.RADIO_EPISODE: _("Radio programmes"),
    Kind.BOOK: _("Books"),
}


class Work(Protected, WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin, ClusterableModel):
    """What recordings, tracks, people and places belong to. Years are of publication; what is unknown stays empty.

    Who may see it is changed by `catalogue.policy` alone, at once and never as a draft.
    """

    KIND: ClassVar[str] = ""
    kinds: ClassVar[dict[str, type["Work"]]] = {}

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, editable=False)
    slug = models.SlugField(
        _("address"),
        max_length=120,
        unique=True,
        blank=True,
        help_text=_("Part of the permanent address. Left empty it is made from the title; it never changes later."),
    )
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    year_end = models.PositiveSmallIntegerField(
        _("last year"), null=True, blank=True, help_text=_("Only when it stretches over several years.")
    )
    stand_in = models.BooleanField(
        _("stand-in"), default=False, help_text=_("What is played or shown here is a substitute for the real thing.")
    )
    # Nothing is out before somebody publishes it (Wagtail's own default says it is).
    live = models.BooleanField(_("live"), default=False, editable=False)

    objects = WorkQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("work")
        verbose_name_plural = _("works")
        ordering = [_NEWEST, "slug"]
        # Lists are read in their order, of all works or of a kind; what is counted is read in the index alone.
        indexes = [
            Ordered(_NEWEST, "slug", name="works_newest_first"),
            Ordered("kind", _NEWEST, "slug", name="works_of_a_kind_newest_first"),
            models.Index(fields=["kind", "live", *WHOLE_RULE]),
        ]

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        Work.kinds[cls.KIND] = cls

    def __str__(self) -> str:
        return self.title_in(reader()).text

    def save(self, **kwargs: object) -> None:
        self.kind = self.KIND or self.kind
        super().save(**kwargs)

    def get_absolute_url(self) -> str:
        return reverse("catalogue:work", kwargs={"slug": self.slug})

    def closed_below(self) -> Level:
        return Level.STRANGER if self.live else SEES_DRAFTS

    @property
    def grant_source(self) -> str:
        return f"{GRANTED}{self.pk}"

    @property
    def state_label(self) -> str:
        """Where it stands between draft and public, without the queries that Wagtail's own words for it cost."""
        if not self.live:
            return gettext("Draft")
        return gettext("Published, with a newer draft") if self.has_unpublished_changes else gettext("Published")

    def specific(self) -> "Work":
        """This work as its own kind, such as a RadioEpisode; costs a query when it is a bare Work."""
        if type(self) is not Work:
            return self
        return getattr(self, self.kind.replace("_", ""))

    @property
    def snippet_viewset(self) -> object:
        """Where it is edited: Wagtail's report of workflows asks a bare Work, and each kind has been given its own."""
        return type(self.specific()).snippet_viewset

    def title_in(self, language: str) -> Tagged:
        """The main title in the best language for a reader of `language`; the address where there is none."""
        rows = [title for title in self.titles.all() if title.kind == Title.Kind.MAIN]
        return best(rows, language) or Tagged(self.slug, "", "ltr")

    def text_in(self, language: str, kind: str) -> Tagged | None:
        """The summary or description (`Text.Kind`) in the best language for a reader of `language`."""
        return best([text for text in self.texts.all() if text.kind == kind], language)

    def with_content_json(self, content: dict[str, object]) -> Self:
        work: Self = super().with_content_json(content)
        for name in NEVER_FROM_A_REVISION:
            setattr(work, name, getattr(self, name))
        return work

    def publish(self, revision: Revision, **kwargs: object) -> object:
        # One transaction: what is public, what is playable and what is found change together.
        with transaction.atomic():
            self._take_rule_of_row()
            # Wagtail writes the whole row from what the revision remembers of it: let it look again.
            revision.refresh_from_db()
            return super().publish(revision, **kwargs)

    def unpublish(self, **kwargs: object) -> object:
        with transaction.atomic():
            self._take_rule_of_row()
            return super().unpublish(**kwargs)

    def _take_rule_of_row(self) -> None:
        """Lock the row and read its rule anew, so that saving an older copy cannot undo a withdrawal."""
        row = Work.objects.select_for_update(no_key=True).filter(pk=self.pk).values(*NEVER_FROM_A_REVISION).first()
        self.take_rule(row or {})

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        return previewing.serve(request, self)


class Title(NameRow):
    """A title of a work in one language."""

    class Kind(models.TextChoices):
        MAIN = "main", _("Main title")
        ALTERNATIVE = "alternative", _("Alternative title")

    work = ParentalKey(Work, related_name="titles")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.MAIN)

    class Meta(NameRow.Meta):
        verbose_name = _("title")
        verbose_name_plural = _("titles")


class Text(NoteRow):
    """A summary (a sentence or two, for cards) or a description of a work in one language."""

    class Kind(models.TextChoices):
        SUMMARY = "summary", _("Summary")
        DESCRIPTION = "description", _("Description")

    work = ParentalKey(Work, related_name="texts")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.SUMMARY)

    class Meta(NoteRow.Meta):
        verbose_name = _("text")
        verbose_name_plural = _("texts")
