"""What jobs are about, in words for the screen, with the page about it where this person has one."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder

from archive.admin.addresses import page_url
from archive.jobs import targets
from archive.languages import digits
from archive.models import Assembly, Job, Original


@dataclass(frozen=True, slots=True)
class Subject:
    """`url` is "" where there is no page."""

    text: str
    url: str = ""


def subjects_of(jobs: Iterable[Job], user: AbstractBaseUser | AnonymousUser) -> list[Subject]:
    """What each job is about, for somebody who may see jobs."""
    jobs = list(jobs)
    things = targets.of_all(jobs)
    finder = AdminURLFinder(user)
    return [_subject(job, things[job.pk], finder) for job in jobs]


def _subject(job: Job, thing: models.Model | None, finder: AdminURLFinder) -> Subject:
    if thing is not None:
        return _about(thing, finder)
    if job.target_type_id is None:
        return Subject(_("The archive as a whole"))
    kind = ContentType.objects.get_for_id(job.target_type_id)
    name = {"kind": kind.name, "number": digits(job.target_id)}
    return Subject(_("No longer in the archive: %(kind)s %(number)s") % name)


def _about(thing: models.Model, finder: AdminURLFinder) -> Subject:
    if isinstance(thing, Assembly):
        return Subject(str(thing), page_url(thing.recording))
    if isinstance(thing, Original):  # its page is that of what it is an original of
        return Subject(str(thing), page_url(thing.recording or thing.document))
    text = _("%(kind)s: %(name)s") % {"kind": thing._meta.verbose_name, "name": thing}
    return Subject(text[:1].upper() + text[1:], page_url(thing) or finder.get_edit_url(thing) or "")
