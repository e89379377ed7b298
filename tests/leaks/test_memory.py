"""The translation memory holds every work's words, and tells a translator those alone that she may see now."""

import json
from collections.abc import Callable
from pathlib import Path

from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from archive.access import Level
from archive.models import Recording
from subtitles import importing
from subtitles.memory import keeping
from subtitles.models import Cue
from tests.leaks.world import SEEN_FROM, build
from tests.subtitles.factories import TrackFactory

ASKED = ("workbench_suggestions", "workbench_concordance")


def test_a_translator_is_suggested_nothing_of_a_work_that_she_may_not_see(
    archivist: User, translator: User, client_of: Callable[[User | None], Client], tmp_path: Path
) -> None:
    world = build(tmp_path, archivist)
    Recording.objects.update(language="sv")
    for seed in world.seeds.values():
        text = f"WEBVTT\n\n00:01.000 --> 00:05.000\n{seed.word}fa\n".encode()
        importing.import_track(Recording.objects.get(pk=seed.recording.pk), text, "x.vtt", "fa", by=archivist)
    Cue.objects.update(confirmed=True)
    keeping.follow()
    track = TrackFactory(recording__language="sv", language="fa")
    for user, level in ((translator, Level.TRANSLATOR), (archivist, Level.ARCHIVIST)):
        told = set()
        for seed in world.seeds.values():
            for name in ASKED:
                sent = {"text": f"{seed.word}cue {seed.word}tell frihet"}
                address = reverse(f"tracks:{name}", args=[track.pk])
                answer = client_of(user).post(address, sent, content_type="application/json")
                said = json.dumps(answer.json())
                told |= {(name, other) for other in world.seeds if f"kanarie{other}fa" in said}
        assert told == {(name, state) for name in ASKED for state, lowest in SEEN_FROM.items() if level >= lowest}
