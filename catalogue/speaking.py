"""Which persons the speakers of a recording are, and what somebody says in the whole archive."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from archive import events
from archive.access import STRANGER, Viewer
from archive.models import Event, Recording
from archive.questions import Question
from catalogue.models import Authority, Mention, Person, SpeakerPerson, Work
from subtitles.models import Cue, Revision, Speaker, Track
from subtitles.speaking import voiced
from subtitles.webvtt import voices


def persons(speakers: Sequence[Speaker], viewer: Viewer, language: str) -> Mapping[int, str]:
    """The names of those whom this viewer may know of in a recording, in a language, by the keys of its speakers.

    That a person may be known of elsewhere is not enough: a work that holds the recording must mention her to the
    viewer, or the tracks would say who is heard where no page does.
    """
    found = dict(_told(viewer, speakers=[each.pk for each in speakers], at=timezone.now()))
    known = Authority.objects.visible_to(viewer).with_words().in_bulk(found.values()) if found else {}
    return {speaker: known[name].name_in(language).text for speaker, name in found.items() if name in known}


@Question
def _told(viewer: Viewer, speakers: Sequence[int], at: datetime) -> QuerySet[SpeakerPerson, tuple[int, int]]:
    """By speaker the person, of those whom a work there mentions to this viewer."""
    known = Authority.objects.visible_to(viewer, at).order_by().values("pk")
    mentioned = Mention.objects.filter(
        authority=OuterRef("authority"),
        work__in=Work.objects.visible_to(viewer, at).order_by(),
        work__recordings_links__recording=OuterRef("speaker__recording"),
    )
    links = SpeakerPerson.objects.filter(Exists(mentioned), speaker__in=speakers, authority__in=known)
    return links.values_list("speaker_id", "authority_id")


def guarded(speakers: Sequence[Speaker], viewer: Viewer) -> Mapping[int, Sequence[str]]:
    """The names, in every language, of persons whom no stranger may know of in the recording, or meets under another
    name there; by the keys of the speakers. None of one whom this viewer may not know."""
    links = dict(_heard(speakers=[each.pk for each in speakers]))
    asked = [each.pk for each in speakers if each.pk in links and each.shown_as != Speaker.ShownAs.NAME]
    told = dict(_told(STRANGER, speakers=asked, at=timezone.now()))
    hidden = {speaker: person for speaker, person in links.items() if speaker not in told}
    names: dict[int, list[str]] = {person: [] for person in hidden.values()}
    for person, name in _names(viewer, persons=sorted(names), at=timezone.now()):
        if name:
            names[person].append(name)
    return {speaker: names[person] for speaker, person in hidden.items()}


@Question
def _heard(speakers: Sequence[int]) -> QuerySet[SpeakerPerson, tuple[int, int]]:
    return SpeakerPerson.objects.filter(speaker__in=speakers).values_list("speaker_id", "authority_id")


@Question
def _names(viewer: Viewer, persons: Sequence[int], at: datetime) -> QuerySet[Authority, tuple[int, str | None]]:
    known = Authority.objects.visible_to(viewer, at).filter(pk__in=persons)
    return known.order_by().values_list("pk", "names__text")


def to_choose_from(recording: Recording, viewer: Viewer) -> QuerySet[Authority]:
    """The persons of the works that the recording belongs to: nobody else's name could ever be met there."""
    works = recording.work_links.values("work")
    found: QuerySet[Authority] = Authority.objects.visible_to(viewer).filter(kind=Person.of_kind.code)
    return found.filter(mentions__work__in=works).distinct()


@dataclass(frozen=True, slots=True)
class Decision:
    """What a reader meets in the place of a speaker's label; `same_as` and `person` are keys."""

    shown_as: str
    name: str = ""
    same_as: int | None = None
    person: int | None = None


@transaction.atomic
def decide(recording: Recording, decisions: Mapping[int, Decision], by: User | None = None) -> int:
    """Write what differs, by the speakers' keys; returns how many speakers that were. It is in force at once.

    Keys that are not of this recording are passed over; nobody is the same as one who is the same as another.
    """
    Recording.objects.select_for_update().get(pk=recording.pk)
    speakers = {speaker.pk: speaker for speaker in recording.speakers.select_related("person_link")}
    changed = [
        speaker for key, speaker in speakers.items() if key in decisions and _write(speaker, decisions, speakers)
    ]
    for speaker in changed:
        code = f"speaker.shown_as_{speaker.shown_as}"
        events.record(Event.Kind.POLICY, recording, code, agent=by, label=speaker.label, name_shown=speaker.name)
    return len(changed)


def _write(speaker: Speaker, decisions: Mapping[int, Decision], speakers: Mapping[int, Speaker]) -> bool:
    said = decisions[speaker.pk]
    root = said.same_as if said.same_as in speakers and said.same_as != speaker.pk else None
    if root and (decisions[root].same_as if root in decisions else speakers[root].same_as_id):
        root = None
    before = (speaker.shown_as, speaker.name, speaker.same_as_id, _person_of(speaker))
    if before == (said.shown_as, said.name, root, said.person):
        return False
    speaker.shown_as, speaker.name, speaker.same_as_id = said.shown_as, said.name, root
    speaker.save()
    if said.person is None:
        for link in SpeakerPerson.objects.filter(speaker=speaker):
            link.delete()
    else:
        SpeakerPerson.objects.update_or_create(speaker=speaker, defaults={"authority_id": said.person})
    return True


def _person_of(speaker: Speaker) -> int | None:
    link = SpeakerPerson.objects.filter(speaker=speaker).first()
    return link.authority_id if link else None


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that somebody says in a revision of a track, and whether it is the one that the public reads."""

    cue: Cue
    track: Track
    revision: Revision
    is_published: bool

    @property
    def url(self) -> str:
        return reverse("tracks:revision", args=[self.revision.pk])


def said_by(name: Authority, viewer: Viewer) -> Iterator[Said]:
    """Every cue that a person says, whatever it is shown as, in tracks that this viewer may see, track by track.

    What waits in a newer revision than the published one comes after that.
    """
    speakers = Speaker.objects.filter(Q(person_link__authority=name) | Q(same_as__person_link__authority=name))
    labels: dict[int, set[str]] = {}
    for speaker in speakers.distinct():
        labels.setdefault(speaker.recording_id, set()).add(speaker.label)
    tracks = Track.objects.visible_to(viewer).filter(recording__in=labels)
    for track in tracks.select_related("recording", "published_revision").order_by("recording", "language", "pk"):
        known: set[UUID] = set()
        for revision in in_use(track):
            for cue in voiced(revision):
                if cue.uuid not in known and labels[track.recording_id].intersection(voices.labels(cue.payload)):
                    known.add(cue.uuid)
                    yield Said(cue, track, revision, is_published=revision.pk == track.published_revision_id)


def in_use(track: Track) -> list[Revision]:
    """The revision that the public reads, and the newest, on which the work goes on; once where they are one."""
    found = [track.published_revision, track.revisions.first()]
    return list(dict.fromkeys(revision for revision in found if revision is not None))
