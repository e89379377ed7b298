"""Tie recordings and documents to works, and untie them; it takes effect at once, in the draft as well.

The work's row is held first, as by whoever changes its rule: of two at once, one waits for the other, neither for ever.
"""

from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max

from archive import events
from archive import policy as rules
from archive.models import Document, Event, Recording
from archive.works import Attach
from catalogue.models import Work, WorkDocument, WorkRecording

Link = WorkRecording | WorkDocument


@transaction.atomic
def attach(thing: Recording | Document, work: Work, by: User | None = None, label: str = "") -> Link:
    """Make the recording or document the next part of the work; returns the link, the old one if there is one.

    Where the work is published, its rule now decides who may meet the thing.
    """
    work = rules.locked(Work, [work.pk]).get()
    rows: Any = WorkRecording if isinstance(thing, Recording) else WorkDocument
    key = "recording" if isinstance(thing, Recording) else "document"
    existing = rows.objects.filter(work=work, **{key: thing}).first()
    if existing:
        return existing
    last = rows.objects.filter(work=work).aggregate(last=Max("part"))["last"] or 0
    link = rows.objects.create(work=work, part=last + 1, label=label, **{key: thing})
    _into_draft(work, f"{key}s_links", link, by)
    events.record(Event.Kind.MODIFICATION, thing, "work.attached", agent=by, work=work.pk)
    return link


@transaction.atomic
def detach(link: Link, by: User | None = None) -> None:
    """Take a recording or document out of a work. What no other work vouches for is closed from now on.

    What the work was withdrawn or under embargo for goes along: see `catalogue.ties`.
    """
    thing: Recording | Document
    if isinstance(link, WorkRecording):
        thing, name = link.recording, "recordings_links"
    else:
        thing, name = link.document, "documents_links"
    work = rules.locked(Work, [link.work_id]).get()
    draft = _draft_of(work)
    if draft is not None:
        getattr(draft, name).remove(*[row for row in getattr(draft, name).all() if row.pk == link.pk])
        draft.save_revision(user=by, clean=False)
    link.delete()
    events.record(Event.Kind.MODIFICATION, thing, "work.detached", agent=by, work=work.pk)


def find(slug: str) -> Attach | None:
    """How to attach to the work with this slug, for those who know no works; None where there is no such work."""
    work = Work.objects.filter(slug=slug).first()
    if work is None:
        return None

    def attach_to_it(thing: Recording | Document) -> None:
        attach(thing, work)

    return attach_to_it


def _draft_of(work: Work) -> Work | None:
    """The work as its waiting draft has it; None where there is no draft. Publishing a draft replaces all links."""
    specific = work.specific()
    if not specific.has_unpublished_changes or specific.latest_revision_id is None:
        return None
    return specific.get_latest_revision_as_object()


def _into_draft(work: Work, name: str, link: Link, by: User | None) -> None:
    draft = _draft_of(work)
    if draft is not None:
        getattr(draft, name).add(link)
        draft.save_revision(user=by, clean=False)
