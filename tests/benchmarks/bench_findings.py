"""What it costs the server to tell what is found while one writes, in a track of 10,000 cues beside its source."""

import json
from collections.abc import Callable

from django.contrib.auth.models import Group, User
from django.db import transaction
from django.test import Client
from django.urls import reverse

from archive.models import Recording
from subtitles.models import Cue, Revision, Track
from tests.benchmarks.timing import fastest
from tests.subtitles.workbench import scene

MANY, PART = 10_000, 150


def rows() -> list[tuple[str, str, str]]:
    """(what, ratio, note)."""
    with transaction.atomic():
        track, client = translation(), Client()
        client.force_login(translator())
        one_s, part_s = fastest(asking(client, track, 1)), fastest(asking(client, track, PART))
        state_s = fastest(lambda: client.get(reverse("tracks:workbench_state", args=[track.pk])))
        transaction.set_rollback(True)
    return [
        (f"Findings of one cue beside {MANY:,}, against opening them", f"{one_s / state_s:.3f}", cost(one_s)),
        (f"Findings of {PART} cues, against one", f"{part_s / one_s:.1f}", cost(part_s)),
    ]


def translator() -> User:
    user = User.objects.create_user("bench")
    user.groups.set([Group.objects.get(name="Translators")])
    return user


def cost(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms of processor time here, the whole request"


def translation() -> Track:
    """Ten thousand cues in Swedish, and a Persian track beside them."""
    recording = Recording.objects.create(title="", kind="audio", language="sv")
    source = Track.objects.create(recording=recording, language="sv")
    revision = Revision.objects.create(track=source, number=1, source="vtt")
    cues = (
        Cue(revision=revision, position=at, start_ms=start, end_ms=start + 3200, payload=f"Hon skrev {at}.")
        for at, start in enumerate(range(1000, 1000 + MANY * 4000, 4000))
    )
    Cue.objects.bulk_create(cues, batch_size=1000)
    return Track.objects.create(recording=recording, language="fa")


def asking(client: Client, track: Track, count: int) -> Callable[[], object]:
    """As the browser asks about so many cues, with the neighbours that a rule looks at."""
    cues = [scene.cue(MANY // 2 + at, scene.PERSIAN[at % 7], 2) for at in range(count + 16)]
    body = json.dumps({"cues": cues, "about": [cue["uuid"] for cue in cues[8 : 8 + count]]})
    address = reverse("tracks:workbench_findings", args=[track.pk])

    def ask() -> object:
        answer = client.post(address, body, content_type="application/json")
        assert answer.status_code == 200
        return answer

    return ask
