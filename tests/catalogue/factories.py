"""Works and names for tests. `WorkFactory(audience="public", live=True)` and its like go through the ordinary verbs."""

from itertools import count
from typing import Any

import factory
from factory.django import DjangoModelFactory

from catalogue import linking, policy
from catalogue.models import (
    Authority,
    Book,
    Documentary,
    Mention,
    Name,
    Organisation,
    Person,
    Place,
    RadioEpisode,
    RadioSeries,
    Subject,
    Text,
    Title,
    Work,
)

# One row of numbers for all kinds: they share one table of addresses.
NUMBERS = count(1)


class WorkFactory(DjangoModelFactory):
    """A published, public work with one Swedish title. `titles={"fa": …}` gives others, `recordings=[…]` attaches."""

    class Meta:
        abstract = True
        skip_postgeneration_save = True

    slug = factory.LazyFunction(lambda: f"work-{next(NUMBERS)}")
    audience = "public"
    live = True

    @factory.post_generation
    def titles(self: Work, create: bool, extracted: dict[str, str] | None, **kwargs: Any) -> None:
        for language, text in (extracted or {"sv": f"Titel {self.slug}"}).items():
            Title.objects.create(work=self, language=language, text=text)

    @factory.post_generation
    def summaries(self: Work, create: bool, extracted: dict[str, str] | None, **kwargs: Any) -> None:
        for language, body in (extracted or {}).items():
            Text.objects.create(work=self, language=language, body=body, kind="summary")

    @factory.post_generation
    def recordings(self: Work, create: bool, extracted: list[Any] | None, **kwargs: Any) -> None:
        for recording in extracted or []:
            linking.attach(recording, self)
        policy.push_down(self)


class DocumentaryFactory(WorkFactory):
    class Meta:
        model = Documentary
        skip_postgeneration_save = True


class RadioSeriesFactory(WorkFactory):
    class Meta:
        model = RadioSeries
        skip_postgeneration_save = True


class RadioEpisodeFactory(WorkFactory):
    class Meta:
        model = RadioEpisode
        skip_postgeneration_save = True

    series = factory.SubFactory(RadioSeriesFactory)
    number = factory.Sequence(lambda n: n + 1)


class BookFactory(WorkFactory):
    class Meta:
        model = Book
        skip_postgeneration_save = True


class AuthorityFactory(DjangoModelFactory):
    """An opened name; `names={"sv": …}` says it in each language."""

    class Meta:
        abstract = True
        skip_postgeneration_save = True

    slug = factory.LazyFunction(lambda: f"name-{next(NUMBERS)}")
    audience = "public"

    @factory.post_generation
    def names(self: Authority, create: bool, extracted: dict[str, str] | None, **kwargs: Any) -> None:
        for language, text in (extracted or {"sv": f"Namn {self.slug}"}).items():
            Name.objects.create(authority=self, language=language, text=text)


class PersonFactory(AuthorityFactory):
    class Meta:
        model = Person
        skip_postgeneration_save = True


class OrganisationFactory(AuthorityFactory):
    class Meta:
        model = Organisation
        skip_postgeneration_save = True


class PlaceFactory(AuthorityFactory):
    class Meta:
        model = Place
        skip_postgeneration_save = True


class SubjectFactory(AuthorityFactory):
    class Meta:
        model = Subject
        skip_postgeneration_save = True


WORKS = (DocumentaryFactory, RadioSeriesFactory, RadioEpisodeFactory, BookFactory)
NAMES = (PersonFactory, OrganisationFactory, PlaceFactory, SubjectFactory)


def mention(work: Work, name: Authority, role: str = "drt") -> Mention:
    """Let the work mention the name; what has no role is given none."""
    row: Mention = Mention.objects.create(work=work, authority=name, role=role if name.of_kind.has_role else "")
    return row
