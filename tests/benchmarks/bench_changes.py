"""What one change costs the server, in a track of 10,000 cues against one of ten; and twenty open windows that ask."""

import json
import logging
from collections.abc import Callable
from http import HTTPStatus
from itertools import count
from uuid import UUID, uuid4

from django.contrib.auth.models import Group, User
from django.db import transaction
from django.test import Client
from django.urls import reverse

from archive.models import Recording
from subtitles import workbench
from subtitles.models import Cue, Revision, Track
from subtitles.workbench import present
from tests.benchmarks.timing import fastest

MANY, SOME, FEW, CHANGES = 10_000, 100, 10, 2_000
WINDOWS, EVERY_S = 20, 3


def rows() -> list[tuple[str, str, str]]:
    """(what, seconds of processor time divided by the other's, note)."""
    with transaction.atomic():
        few, many = track(FEW), track(MANY)
        small_s, large_s = fastest(typing(few)), fastest(typing(many))
        long_before(many)
        later_s = fastest(typing(many))
        opened_s = fastest(lambda: workbench.state_at(many))
        asked_s = fastest(windows(many))
        saved_s, saved_few_s = fastest(saving(many)), fastest(saving(track(SOME)))
        empty_s = fastest(nothing(many))
        requests_s = fastest(requests(many))
        nothing_s = WINDOWS * fastest(asking_nothing())
        transaction.set_rollback(True)
    return [
        row("One change among 10,000 cues, against ten", large_s / small_s, f"{large_s * 1000:.1f} ms here"),
        row("The same after 2,000 changes, against none", later_s / large_s, f"{later_s * 1000:.1f} ms here"),
        row("The state of 10,000 cues, against one change", opened_s / later_s, f"{opened_s * 1000:.0f} ms here"),
        row("Twenty windows that ask once, against one change", asked_s / later_s, share(asked_s)),
        row(
            "A request that saves a change, 10,000 cues against 100",
            saved_s / saved_few_s,
            f"{saved_s * 1000:.1f} ms here",
        ),
        row("The same against a request of hers that does nothing", saved_s / empty_s, f"{empty_s * 1000:.1f} ms here"),
        row("Twenty requests that ask once, against one that saves", requests_s / saved_s, share(requests_s)),
        row(
            "The same, against twenty that ask for nothing",
            requests_s / nothing_s,
            f"{WINDOWS / EVERY_S:.1f} requests a second, {requests_s / WINDOWS * 1000:.1f} ms each",
        ),
    ]


def row(what: str, ratio: float, note: str) -> tuple[str, str, str]:
    return what, f"{ratio:.1f}", note


def share(seconds: float) -> str:
    return f"{100 * seconds / EVERY_S:.1f} % of a processor, every three seconds"


def track(cues: int) -> Track:
    made = Track.objects.create(recording=Recording.objects.create(title="", kind="audio"), language="sv")
    revision = Revision.objects.create(track=made, number=1, source="vtt")
    Cue.objects.bulk_create(
        (
            Cue(revision=revision, position=at, start_ms=at * 3000, end_ms=at * 3000 + 2500, payload=f"Hon skrev {at}.")
            for at in range(cues)
        ),
        batch_size=1000,
    )
    return made


def typing(in_track: Track) -> Callable[[], object]:
    """Each time another letter in the same cue, as it is sent."""
    cue = workbench.state_at(in_track)["cues"][FEW // 2]
    letters = count()
    said = [cue["text"]]

    def one() -> object:
        newest = in_track.changes.count()
        said.append(f"{cue['text']} {next(letters)}")
        change = {
            "id": str(uuid4()),
            "base": newest,
            "kind": "text",
            "cue": cue["uuid"],
            "was": said[-2],
            "text": said[-1],
        }
        return workbench.submit(in_track, newest, [change], None)

    return one


def long_before(in_track: Track) -> None:
    """What others did in the track since its last revision, each to another cue."""
    state = workbench.state_at(in_track)
    sent = [
        {
            "id": str(uuid4()),
            "base": 0,
            "kind": "text",
            "cue": cue["uuid"],
            "was": cue["text"],
            "text": f"{cue['text']}!",
        }
        for cue in state["cues"][FEW : FEW + CHANGES]
    ]
    for at in range(0, CHANGES, 500):
        workbench.submit(in_track, 0, sent[at : at + 500], None)


def saving(in_track: Track) -> Callable[[], object]:
    """One letter as a browser sends it: the whole request, with who is there and what others did."""
    client = client_of(f"översättare av {in_track.pk}")
    cue = workbench.state_at(in_track)["cues"][-1]  # nothing was done to it yet
    said, numbers = [cue["text"]], count(in_track.changes.count())

    def one() -> None:
        newest = next(numbers)
        said.append(f"{cue['text']} {newest}")
        change = {
            "id": str(uuid4()),
            "base": newest,
            "kind": "text",
            "cue": cue["uuid"],
            "was": said[-2],
            "text": said[-1],
        }
        sent = {"since": newest, "tab": "a", "cue": cue["uuid"], "changes": [change]}
        answer = client.post(address_of(in_track), json.dumps(sent), content_type="application/json")
        assert answer.json()["number"] == newest + 1

    return one


def nothing(in_track: Track) -> Callable[[], object]:
    """Only who she is, and that she may be here: the address does not know what is asked of it."""
    client = client_of("besökare")
    logging.getLogger("django.request").setLevel(logging.ERROR)

    def one() -> None:
        assert client.put(address_of(in_track)).status_code == HTTPStatus.METHOD_NOT_ALLOWED

    return one


def client_of(name: str) -> Client:
    """The browser of a translator."""
    client, translator = Client(), User.objects.create_user(name)
    translator.groups.set([Group.objects.get(name="Translators")])
    client.force_login(translator)
    return client


def requests(in_track: Track) -> Callable[[], object]:
    """Twenty windows, each of somebody of her own, ask what came since and who is there."""
    clients = [client_of(f"redaktör {number}") for number in range(WINDOWS)]
    newest = in_track.changes.count()

    def all_ask() -> None:
        for number, client in enumerate(clients):
            asked = {"since": str(newest), "tab": str(number), "cue": str(UUID(int=number))}
            answer = client.get(address_of(in_track), asked)
            assert answer.json()["number"] == newest

    return all_ask


def asking_nothing() -> Callable[[], object]:
    """A request of somebody who is logged in, which is led on without anything being looked up."""
    client = Client()
    client.force_login(User.objects.create_superuser("redaktör"))

    def one() -> None:
        assert client.get("/admin/password_reset/").status_code == 302

    return one


def address_of(track: Track) -> str:
    return reverse("tracks:changes", args=[track.pk])


def windows(in_track: Track) -> Callable[[], object]:
    """Each asks what came since, and who is there."""
    users = User.objects.bulk_create(User(username=f"översättare {number}") for number in range(WINDOWS))
    newest = workbench.state_at(in_track)["number"]

    def all_ask() -> None:
        for number, user in enumerate(users):
            workbench.submit(in_track, newest, [], user)
            present.meet(in_track, user, str(number), UUID(int=number))

    return all_ask
