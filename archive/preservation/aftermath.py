"""What a restored database needs before anyone works with it: what was under way is forgotten, what is lost planned."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.contrib.sessions.models import Session
from django.db import transaction

from archive.documents import job as clean
from archive.jobs import queue
from archive.jobs.plan import plan
from archive.models import Assembly, Document, Job, Original, Recording
from archive.transcoding import publish

TRANSCODE = "transcode"


@dataclass(frozen=True)
class Settled:
    """How many sessions ended, how many jobs wait again, how many recordings and documents are to be made again."""

    sessions: int
    returned: int
    planned: int


@transaction.atomic
def settle(lacking: Collection[str]) -> Settled:
    """End sessions, forget messages and leases, plan renditions and clean copies that are not there.

    `lacking`: the keys of originals that are lost, for which no work can be done.
    """
    sessions, _ = Session.objects.all().delete()
    queue.forget()
    running = Job.objects.filter(state=Job.State.RUNNING)
    returned = running.update(state=Job.State.WAITING, lease=None, lease_expires_at=None, worker="")
    planned = sum(_plan(recording, lacking) for recording in Recording.objects.all())
    planned += sum(_plan_copy(document, lacking) for document in Document.objects.all())
    return Settled(sessions, returned, planned)


def _plan(recording: Recording, lacking: Collection[str]) -> bool:
    """Plan the work on a recording whose set is not whole, unless it is planned already or its file is lost."""
    if recording.rendition_set is not None and publish.is_whole(recording.rendition_set):
        return False
    assembly = recording.assembly
    sources = list(Original.objects.filter(uses__assembly=assembly)) if assembly else []
    return assembly is not None and _plan_work(TRANSCODE, assembly, sources, lacking)


def _plan_copy(document: Document, lacking: Collection[str]) -> bool:
    """Plan the clean copy of a document that has none in the store."""
    original = document.originals.first()
    if original is None or clean.is_made(original):
        return False
    return _plan_work(clean.KIND, original, [original], lacking)


def _plan_work(kind: str, target: Assembly | Original, sources: Iterable[Original], lacking: Collection[str]) -> bool:
    if any(source.key in lacking for source in sources) or Job.objects.for_target(target).open().exists():
        return False
    plan(kind, target)
    return True
