"""What somebody who translates is answered at the workbench, and by the translation memory, of what is not hers."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.test import Client
from django.urls import reverse

from archive import grants, policy
from archive.access import lending
from archive.models import Recording
from subtitles import importing
from subtitles.memory import keeping
from subtitles.models import Cue, MemoryFile, MemoryPair, Speaker, Track
from tests.archive.factories import RestrictionFactory
from tests.leaks.lending import assign, invited
from tests.leaks.standing import Person, World
from tests.leaks.transitions import Transition
from tests.subtitles.factories import imported, public_recording, published

# What stands in what is not hers, and nowhere else.
SECRET = "fyrahundra"
NUMBER = "471147"
SAID = "Hon skrev ett brev hem."
BECAME = f"She wrote a letter home {SECRET}."
OPENED = ("page", "work", "workbench", "workbench_state", "changes")
SENT = ("workbench_findings", "workbench_suggestions", "workbench_concordance")


def _at(name: str, track: Track) -> str:
    return reverse(f"tracks:{name}", args=[track.pk])


def _post(client: Client, name: str, track: Track, **sent: object) -> Any:
    return client.post(_at(name, track), json.dumps(sent), content_type="application/json")


def _changes(work: Track, source: Track) -> str:
    """What a window asks that has nothing to send."""
    return f"{_at('changes', work)}?since=0&source={source.pk}&source=0"


def _work(recording: Recording) -> Track:
    """A translation into English that says nothing of anybody's."""
    return published(recording, "Nothing", language="en").track


def _sealed() -> Recording:
    return RestrictionFactory(audience="staff", recording__language="sv", recording__duration_ms=60_000).recording


def beside_her_work(world: World, people: Iterable[Person], state: Transition) -> Iterator[str]:
    """She opens no other track of the recording to work on it, and none of another recording at all."""
    person, recording = invited(), _sealed()
    source = imported(recording, "Frihet", language="sv").track
    assign(imported(recording, "Freedom", language="en").track, person)
    public = published(None, "Allmänt", language="en").track
    for track, opened in ((source, OPENED[2:]), (public, OPENED)):
        statuses = {name: person.client.get(_at(name, track), {"since": "0"}).status_code for name in opened}
        statuses |= {name: _post(person.client, name, track, cues=[], text="x").status_code for name in SENT}
        yield from (f"{name} of {track}: {status}" for name, status in statuses.items() if status != 404)


def drafts_of_a_source(world: World, people: Iterable[Person], state: Transition) -> Iterator[str]:
    """What is lent to her no longer she meets as the public does, though her work is not said to be done."""
    person, recording = invited(), public_recording(language="sv")
    source = published(recording, "Frihet", language="sv").track
    imported(recording, f"Frihet {SECRET}", language="sv", track=source)
    work = _work(recording)
    assign(work, person)
    assert person.user is not None
    grants.take_back(person.user, lending("recording", recording.pk), None)
    told = person.client.get(_at("workbench_state", work)).content.decode()
    told += person.client.get(_changes(work, source)).content.decode()
    if SECRET in told:
        yield "she is told what is not published of the source"


def changes_of_a_closed_source(world: World, people: Iterable[Person], state: Transition) -> Iterator[str]:
    for person in people:
        recording = public_recording(language="sv")
        source, work = published(recording, "Frihet", language="sv").track, _work(recording)
        imported(recording, f"Frihet {SECRET}", language="sv", track=source)
        policy.withdraw(source)
        answer = person.client.get(_changes(work, source))
        if answer.status_code != 200 or SECRET in answer.content.decode():
            yield f"{person.name}: {answer.status_code}, with the changes of a source that is closed to her"


def findings_beside_a_closed_source(world: World, people: Iterable[Person], state: Transition) -> Iterator[str]:
    for person in people:
        recording = public_recording(language="sv")
        source, work = published(recording, f"Det var {NUMBER} kvinnor", language="sv").track, _work(recording)
        policy.withdraw(source)
        name = str(Cue.objects.filter(revision__track=work).values_list("uuid", flat=True)[0])
        cue: dict[str, object] = {"uuid": name, "start": 1000, "end": 1900, "text": "Nothing", "settings": ""}
        answer = _post(person.client, SENT[0], work, cues=[cue], about=[name])
        if answer.status_code != 200 or NUMBER in answer.content.decode():
            yield f"{person.name}: {answer.status_code}, with what a source says that is closed to her"


def _translated(recording: Recording, became: str = BECAME) -> Track:
    """Its translation, confirmed and published."""
    published(recording, SAID, language="sv")
    track = published(recording, became, language="en").track
    Cue.objects.filter(revision__track=track).update(confirmed=True)
    return track


def _suggested(client: Client) -> str:
    """All that the memory tells of what was said there, to somebody who translates another recording."""
    keeping.follow(anew=True)
    work = Track.objects.filter(language="en").latest("pk")
    answers = [_post(client, name, work, text=SAID if name == SENT[1] else "brev") for name in SENT[1:]]
    assert [answer.status_code for answer in answers] == [200, 200]
    return json.dumps([answer.json() for answer in answers], ensure_ascii=False)


def memory_of_what_is_closed(world: World, people: Iterable[Person], state: Transition) -> Iterator[str]:
    for person in people:
        policy.withdraw(_translated(public_recording(language="sv")).recording)
        _work(public_recording(language="sv"))
        if SECRET in _suggested(person.client):
            yield f"{person.name}: a translation of what is withdrawn"


def memory_of_names(world: World, people: Iterable[Person], state: Transition) -> Iterator[str]:
    for person in people:
        track = _translated(public_recording(language="sv"), f"My name is {SECRET}.")
        Speaker.objects.create(recording=track.recording, label=SECRET, number=1, shown_as="name", name="Sara")
        _work(public_recording(language="sv"))
        if SECRET in _suggested(person.client):
            yield f"{person.name}: a name that readers do not meet"


def memory_of_drafts(world: World, people: Iterable[Person], state: Transition) -> Iterator[str]:
    """Whoever is invited is suggested what everybody may read, and nothing of a file that was brought here."""
    person = invited()
    track = _translated(public_recording(language="sv"), "She wrote.")
    newest = importing.import_track(track.recording, _vtt(BECAME), "x.vtt", "en", track=track).revision
    newest.cues.update(confirmed=True)
    file = MemoryFile.objects.create(name="x.tmx")
    MemoryPair.objects.create(
        file=file, source_language="sv", source=SAID, target_language="en", target=f"{BECAME} {NUMBER}"
    )
    assign(imported(_sealed(), "", language="en").track, person)
    told = _suggested(person.client)
    if NUMBER in told:
        yield "she is suggested what a file brought"
    elif SECRET in told:
        yield "she is suggested a translation that is not published"


def _vtt(text: str) -> bytes:
    return f"WEBVTT\n\n00:01.000 --> 00:01.900\n{text}\n".encode()
