"""What somebody wrote stays words: no title, name, cue or file name becomes markup on any page."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from catalogue import linking, models, policy
from search.index import build
from subtitles import flow, importing, pending, proofreading, publishing
from subtitles.models import Transcription, Translation
from tests.archive.factories import DocumentFactory, OriginalFactory, RecordingFactory, RenditionSetFactory
from tests.catalogue.factories import (
    DocumentaryFactory,
    OrganisationFactory,
    PersonFactory,
    PlaceFactory,
    SubjectFactory,
    mention,
)
from tests.leaks.test_leaks import read
from tests.subtitles.factories import reworded

pytestmark = pytest.mark.django_db

HOSTILE = "kanarie</script></title></textarea>\"'><script>alert(1)</script><img src=x onerror=alert(1)>{{7*7}}"
RAW = ("<script>alert", "<img src=x", "\"'><")


@pytest.fixture
def pages(archivist: User) -> dict[str, list[str]]:
    """Addresses of the site and of the admin about things of which every text is hostile."""
    recording = RecordingFactory(title=HOSTILE[:250], language="sv", duration_ms=60_000)
    original = OriginalFactory(recording=recording, file_name=f"{HOSTILE}.mp3")
    RenditionSetFactory(recording=recording, original=original, live=True, extras=["peaks.json"])
    document = DocumentFactory(title=HOSTILE)
    OriginalFactory(recording=None, document=document, media_type="application/pdf", file_name=f"{HOSTILE}.pdf")
    work = DocumentaryFactory(titles={"sv": HOSTILE, "en": HOSTILE}, summaries={"sv": HOSTILE}, slug="filmen")
    names = [factory(names={"sv": HOSTILE}) for factory in (PersonFactory, OrganisationFactory)]
    place, subject = PlaceFactory(names={"sv": HOSTILE}), SubjectFactory(names={"sv": HOSTILE})
    for name in names:
        mention(work, name)
    mention(work, place)
    mention(work, subject)
    models.Text.objects.create(work=work, language="sv", kind="description", body=HOSTILE)
    models.Award.objects.create(work=work, name=HOSTILE)
    models.Broadcast.objects.create(work=work, channel=HOSTILE[:120])
    for thing in (recording, document):
        linking.attach(thing, work, by=archivist, label=HOSTILE[:120])
    cue = f"WEBVTT\n\n{RAW[0]}\n00:01.000 --> 00:05.000\n<c.{RAW[0]}>{HOSTILE}&lt;script>alert(1)"
    track = importing.import_track(recording, cue.encode(), f"{HOSTILE}.vtt", "sv", by=archivist, note=HOSTILE)
    track.track.label = HOSTILE[:100]
    track.track.save()
    track.revision.cues.update(machine=True, words=[[word, 0, 1, 0.1] for word in HOSTILE.split()])
    publishing.publish(track.revision, by=archivist)
    asked = Transcription.objects.create(recording=recording, language="sv", recogniser=HOSTILE[:20])
    to_translate = Translation.objects.create(
        recording=recording, language="en", source=track.revision, translator=HOSTILE[:20]
    )
    odd = f"{cue}\n\n{HOSTILE}\n\n00:00:06,000 --> 00:07.000\n{HOSTILE}: {HOSTILE}\n".encode()
    waiting = pending.begin(recording, odd, f"{HOSTILE}.vtt", "sv", by=archivist, kind="captions", note=HOSTILE)
    proof = proofreading.sheet(track.revision, None, ["#", "", "", ""], [], is_rtl=False)
    edited = reworded(proof, row1=f"{HOSTILE} 2")
    came_back = proofreading.begin(track.track, edited, f"{HOSTILE}.docx", archivist)
    policy.set_access(work, "public", by=archivist, because=HOSTILE)
    flow.assign(track.track, archivist, by=archivist, note=HOSTILE)
    flow.send_to_review(track.track, archivist, HOSTILE)
    build.rebuild()
    things = [work, *names, place, subject]
    snippets = {thing: f"wagtailsnippets_catalogue_{thing._meta.model_name}" for thing in things}
    return {
        "site": [
            *(thing.get_absolute_url() for thing in things),
            "/works/",
            "/search/?q=kanarie",
            f"/search/?q={HOSTILE}&kind={HOSTILE}",
            f"/works/?subject={HOSTILE}&year={HOSTILE}",
        ],
        "admin": [
            *(reverse(f"{space}:list") for space in snippets.values()),
            *(reverse(f"{space}:{page}", args=[thing.pk]) for thing, space in snippets.items() for page in ADMIN),
            *(reverse(f"{name}:index") for name in ("recordings", "documents", "tracks", "events", "jobs")),
            *(reverse(f"recordings:{page}", args=[recording.pk]) for page in ("page", "access", "preview")),
            reverse("documents:page", args=[document.pk]),
            reverse("tracks:page", args=[track.track.pk]),
            reverse("tracks:compare", args=[track.track.pk]) + "?all=1",
            reverse("tracks:edit", args=[track.track.pk]),
            reverse("tracks:workbench", args=[track.track.pk]),
            reverse("tracks:work", args=[track.track.pk]) + "?check",
            reverse("tracks:project", args=[recording.pk]),
            reverse("tracks:revision", args=[track.revision.pk]),
            reverse("tracks:findings", args=[track.revision.pk]),
            reverse("tracks:despite", args=[track.revision.pk]),
            reverse("tracks:proof", args=[track.revision.pk]),
            reverse("tracks:proofread", args=[came_back.uuid]),
            reverse("tracks:import"),
            reverse("tracks:pending", args=[waiting.uuid]),
            reverse("tracks:transcription", args=[asked.pk]),
            reverse("tracks:translation", args=[to_translate.pk]),
            reverse("catalogue_admin:attach", args=["recording", recording.pk]),
            reverse("wagtailadmin_reports:site_history"),
            reverse("wagtailadmin_home"),
        ],
    }


ADMIN = ("edit", "history", "usage", "delete", "access")


@pytest.mark.parametrize("where", ["site", "admin"])
def test_no_text_becomes_markup(
    where: str, pages: dict[str, list[str]], archivist: User, client_of: Callable[[User | None], Client]
) -> None:
    client = client_of(archivist if where == "admin" else None)
    shown, wrong = 0, []
    for address in pages[where]:
        status, text = read(client, address)
        shown += "kanarie" in text
        wrong += [f"{address}: {raw}" for raw in RAW if raw in text] + (
            [f"{address}: {status}"] if status != 200 else []
        )
    assert wrong == []
    assert shown > len(pages[where]) / 2


def test_what_is_done_is_told_in_words(
    archivist: User, client_of: Callable[[User | None], Client], tmp_path: Path
) -> None:
    work, recording = DocumentaryFactory(titles={"sv": HOSTILE}), RecordingFactory(title=HOSTILE)
    client = client_of(archivist)
    asked = client.post(
        reverse("catalogue_admin:attach", args=["recording", recording.pk]), {"work": work.pk}, follow=True
    )
    text = asked.content.decode()
    assert ("kanarie&lt;/script&gt;" in text, [raw for raw in RAW if raw in text]) == (True, [])


def test_the_public_site_runs_no_script_but_its_own(client: Client) -> None:
    for address in ("/works/", "/nothing/", "/login/", "/search/"):
        policy_sent = client.get(address)["Content-Security-Policy"]
        assert "unsafe" not in policy_sent
        assert {"default-src 'none'", "base-uri 'none'", "form-action 'self'"} <= set(policy_sent.split("; "))
