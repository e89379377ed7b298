"""The names that works refer to, in one table (what libraries call authority records)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from archive.access import Audience, Level, Viewer
from archive.languages import Tagged, reader
from archive.models import Protected
from catalogue.models.tagged import NameRow, NoteRow, best
from catalogue.models.work import Work
from catalogue.querysets import SEES_DRAFTS, AuthorityManager


@dataclass(frozen=True, slots=True)
class NameKind:
    """What sets one kind of name apart, all in one place.

    `path`: the first part of its public addresses, and what a work's page calls its names of this kind. `audience`:
    whom a new one is for; public adds nothing to what its works say. `has_role`: it had a part in the works that
    mention it, and they say which. `is_coded`: its address is a code that tells nothing, unless somebody writes
    another. `own`: columns that other kinds have nothing in. `schema_type` and `schema_property`: what it is at
    schema.org, and how a work refers to it there where no role says so.
    """

    code: str
    path: str
    icon: str
    schema_type: str
    schema_property: str = ""
    audience: Audience = Audience.STAFF
    has_role: bool = False
    is_coded: bool = False
    own: Sequence[str] = ()


class Authority(Protected, ClusterableModel):
    """A name that works refer to: a person, organisation, place or subject.

    It is met only through a work: where no work that mentions it may be seen, neither may the name. Each kind is a
    proxy with permissions and screens of its own, and a row is always given out as its kind.
    """

    of_kind: ClassVar[NameKind]
    kinds: ClassVar[dict[str, type["Authority"]]] = {}

    kind = models.CharField(_("kind"), max_length=20, editable=False)
    slug = models.SlugField(
        _("address"),
        max_length=120,
        blank=True,
        help_text=_("Part of the permanent address. Left empty it is made from the name."),
    )
    part_of = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="parts", verbose_name=_("part of")
    )
    founded = models.PositiveSmallIntegerField(_("founded"), null=True, blank=True)

    objects = AuthorityManager()  # type: ignore[misc]

    class Meta:
        ordering = ["slug"]
        verbose_name = _("name")
        verbose_name_plural = _("names")
        # Who may add or change one is said of each kind.
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["kind", "slug"], name="one_name_of_a_kind_at_an_address"),
            models.CheckConstraint(
                condition=Q(part_of=None) | Q(kind__in=["organisation", "place"]), name="organisations_and_places_nest"
            ),
            models.CheckConstraint(
                condition=Q(founded=None) | Q(kind="organisation"), name="organisations_are_founded"
            ),
        ]

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        Authority.kinds[cls.of_kind.code] = cls

    def __init__(self, *args: object, **kwargs: object) -> None:
        # Of a row that is read, all columns are given by position.
        if type(self) is not Authority and not args:
            kwargs = {"audience": self.of_kind.audience, **kwargs, "kind": self.of_kind.code}
        super().__init__(*args, **kwargs)

    @classmethod
    def from_db(
        cls, db: str | None, field_names: Collection[str], values: Collection[object], **kwargs: object
    ) -> Self:
        kind = dict(zip(field_names, values, strict=False)).get("kind")
        return super(Authority, Authority.kinds.get(str(kind), cls)).from_db(db, field_names, values, **kwargs)

    def __str__(self) -> str:
        return self.name_in(reader()).text

    def clean(self) -> None:
        beside = Authority.objects.filter(kind=self.kind).exclude(pk=self.pk)
        if self.slug and beside.filter(slug=self.slug).exists():
            taken = _("The address “%(address)s” is taken.")
            raise ValidationError({"slug": ValidationError(taken, "unique", {"address": self.slug})})
        if self.part_of and self.part_of.kind != self.kind:
            raise ValidationError({"part_of": _("It can only be part of something of its own kind.")})

    def get_absolute_url(self) -> str:
        return reverse(f"catalogue:{self.kind}", kwargs={"slug": self.slug})

    def name_in(self, language: str) -> Tagged:
        """The name in the best language for a reader of `language`; the address where there is none."""
        rows = list(self.names.all())
        preferred = [name for name in rows if name.kind == Name.Kind.PREFERRED]
        return best(preferred or rows, language) or Tagged(self.slug, "", "ltr")

    def note_in(self, language: str) -> Tagged | None:
        return best(self.notes.all(), language)

    @staticmethod
    def mentioned_by(viewer: Viewer, at: datetime, *, listed: bool) -> Exists:
        """The condition that a work mentions the name which this viewer may see, or with `listed` find in lists."""
        works = Work.objects.filter(mentions__authority=OuterRef("pk")).order_by()
        return Exists(works.listed_to(viewer, at) if listed else works.visible_to(viewer, at))

    def work_ids(self) -> list[int]:
        """The works that mention it, whoever may see them."""
        return sorted(set(self.mentions.order_by().values_list("work_id", flat=True)))

    def closed_below(self) -> Level:
        ids = self.work_ids()
        works = Work.objects.filter(pk__in=ids)
        levels = (level for level in Level if works.visible_to(Viewer(level)).exists())
        return next(levels) if ids else SEES_DRAFTS


class Name(NameRow):
    """What it is called in one language."""

    class Kind(models.TextChoices):
        PREFERRED = "preferred", _("Preferred name")
        VARIANT = "variant", _("Other name")

    authority = ParentalKey(Authority, related_name="names")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.PREFERRED)

    class Meta(NameRow.Meta):
        verbose_name = _("name")
        verbose_name_plural = _("names")


class Note(NoteRow):
    """What is said of it in one language."""

    authority = ParentalKey(Authority, related_name="notes")

    class Meta(NoteRow.Meta):
        verbose_name = _("text")
        verbose_name_plural = _("texts")
