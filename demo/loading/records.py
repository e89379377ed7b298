"""The catalogue records of the demonstration. A record that is there already is never touched again."""

import tomllib
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db import transaction

from archive.access import Audience
from catalogue import models, policy

DATA = Path(__file__).resolve().parents[1]
Record = dict[str, Any]


def read(name: str) -> Record:
    """One of the files beside this package, such as "collection"."""
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


def load_names(collection: Record) -> int:
    """Make the people, places, organisations and subjects that are missing; returns how many were made."""
    return sum(_name(kind, record) for kind in models.Authority.kinds for record in collection[kind])


def works(collection: Record, series: Record) -> list[tuple[str, Record]]:
    """Every work of the demonstration as (kind, record): a series before its episodes, the generated ones last."""
    written = [(kind, record) for kind in models.Work.kinds for record in collection[kind]]
    return [*written, *(("radio_episode", record) for record in generated(collection["subject"], series))]


def generated(subjects: Iterable[Record], series: Record) -> Iterator[Record]:
    """One record for every subject and form of series.toml, dated one after the other."""
    chosen = [subject for subject in subjects if subject["slug"] not in series["left_out"]]
    pairs = [(subject, form) for form in series["form"] for subject in chosen]
    for number, (subject, form) in enumerate(pairs, 1):
        slug = f"{series['series']}-{subject['slug']}-{form['slug']}"
        date = series["first_date"] + timedelta(days=series["days_between"] * (number - 1))
        yield {
            "slug": slug,
            "series": series["series"],
            "number": number,
            "year": date.year,
            "stand_in": True,
            "title": _filled(form["title"], subject["name"]),
            "summary": _filled(series["summary"], subject["name"], lower=True),
            "subjects": [subject["slug"]],
            "date": date,
            "access": series["access"].get(slug, {}),
        }


@transaction.atomic
def load_work(kind: str, record: Record) -> bool:
    """Make one work, give it its rule and publish it; False when it was there already."""
    if models.Work.objects.filter(slug=record["slug"]).exists():
        return False
    work = models.Work.kinds[kind](**_fields(record), **_children(record))
    work.save()
    rule = {"audience": Audience.PUBLIC, "because": "Demonstration: for everybody.", **record.get("access", {})}
    policy.set_access(work, rule["audience"], rule.get("embargo_until"), because=rule["because"])
    work.save_revision(log_action=False).publish(log_action=False)
    return True


def _name(kind: str, record: Record) -> bool:
    model = models.Authority.kinds[kind]
    if model.objects.filter(slug=record["slug"]).exists():
        return False
    plain: Record = {field: record[field] for field in ("slug", "founded") if field in record}
    if "part_of" in record:
        plain["part_of"] = model.objects.get(slug=record["part_of"])
    plain["names"] = [models.Name(language=language, text=words) for language, words in record["name"].items()]
    plain["notes"] = [models.Note(language=language, body=words) for language, words in record.get("text", {}).items()]
    thing = model(**plain)
    with transaction.atomic():
        thing.save()
        if "audience" in record:
            policy.set_access(thing, record["audience"], None, because="Demonstration.")
    return True


def _fields(record: Record) -> Record:
    plain: Record = {
        field: record[field] for field in ("slug", "year", "year_end", "stand_in", "number") if field in record
    }
    if "series" in record:
        plain["series"] = models.RadioSeries.objects.get(slug=record["series"])
    return plain


def _children(record: Record) -> Record:
    texts = [
        models.Text(kind=kind, language=language, body=words)
        for kind in ("summary", "description")
        for language, words in record.get(kind, {}).items()
    ]
    children: Record = {
        "titles": [models.Title(language=language, text=words) for language, words in record["title"].items()],
        "texts": texts,
        "mentions": _mentions(record),
        "awards": [models.Award(name=name) for name in record.get("awards", [])],
        "broadcasts": [models.Broadcast(date=record["date"])] if "date" in record else [],
    }
    if "editions" in record:
        children["editions"] = [models.Edition(**edition) for edition in record["editions"]]
    return children


def _mentions(record: Record) -> list[models.Mention]:
    """Who had a part in it, then where and what it is about."""
    kinds = models.Authority.kinds
    credits = record.get("credits", [])
    named = [(kind, credit[kind], credit["role"]) for credit in credits for kind in kinds if kind in credit]
    named += [(kind, slug, "") for kind, model in kinds.items() for slug in record.get(model.of_kind.path, [])]
    return [
        models.Mention(authority=models.Authority.objects.get(kind=kind, slug=slug), role=role)
        for kind, slug, role in named
    ]


def _filled(patterns: dict[str, str], names: dict[str, str], *, lower: bool = False) -> dict[str, str]:
    """Put a subject's name into each language's pattern; in running text it starts with a small letter."""
    return {
        language: pattern.format(subject=names[language][0].lower() + names[language][1:] if lower else names[language])
        for language, pattern in patterns.items()
    }
