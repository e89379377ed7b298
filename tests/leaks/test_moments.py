"""Who may meet what changes everywhere in the request that changes it: page, list, search, index, stream, text."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from archive import policy as recording_policy
from archive import storage
from archive.access import STRANGER
from archive.digest import of_folder
from archive.models import Recording
from archive.streaming import links
from catalogue import effects, linking, policy
from catalogue.models import Work
from subtitles import publishing
from subtitles.models import Track
from tests.archive.factories import RenditionSetFactory
from tests.catalogue.factories import DocumentaryFactory
from tests.search.scenes import found, spoken_work

pytestmark = pytest.mark.django_db(transaction=True)

WORD = "kanarie"
EVERYWHERE = {"page", "list", "search", "index", "stream", "text"}
WORK_ALONE = {"page", "list"}


@dataclass(frozen=True)
class Scene:
    """A public film of one recording that says the word, and another work that nobody outside may see."""

    work: Work
    recording: Recording
    track: Track
    stream: str
    closed: Work

    def met(self) -> set[str]:
        """Where a stranger meets the film, its recording and what is said in it."""
        client = Client()
        page = self.work.get_absolute_url() if self.work.pk else "/works/filmen/"
        answers = {
            "page": client.get(page).status_code == 200,
            "list": page in client.get("/works/").content.decode(),
            "search": f"{page}?t=1" in client.get(f"/search/?q={WORD}").content.decode(),
            "index": found(WORD) != [],
            "stream": client.get(self.stream).status_code == 200,
            "text": client.get(f"/tracks/{self.track.uuid}.vtt").status_code == 200,
        }
        return {name for name, there in answers.items() if there}


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    work, recording = spoken_work({"sv": [WORD]}, slug="filmen")
    rendition_set = RenditionSetFactory(recording=recording, live=True)
    (tmp_path / "built").mkdir()
    (tmp_path / "built" / "master.m3u8").write_text("#EXTM3U")
    storage.renditions().put_tree(rendition_set.directory, tmp_path / "built", of_folder(tmp_path / "built"))
    recording.refresh_from_db()
    stream = links.prefix(recording, STRANGER) + "master.m3u8"
    return Scene(work, recording, Track.objects.get(), stream, DocumentaryFactory(audience="staff"))


Change = Callable[[Scene], Any]
LATER = timezone.now() + timedelta(days=1)


def work_rule(audience: str = "public", embargo_until: Any = None) -> Change:
    return lambda scene: policy.set_access(scene.work, audience, embargo_until)


def recording_rule(audience: str = "public", **rule: Any) -> Change:
    return lambda scene: recording_policy.set_access(scene.recording, audience, **rule)


def withdraw_work(scene: Scene) -> None:
    policy.withdraw(scene.work)


def lift_work(scene: Scene) -> None:
    policy.lift(scene.work)


def withdraw_recording(scene: Scene) -> None:
    recording_policy.withdraw(scene.recording)


def lift_recording(scene: Scene) -> None:
    recording_policy.lift(scene.recording)


def unpublish_work(scene: Scene) -> None:
    scene.work.specific().unpublish()


def publish_work(scene: Scene) -> None:
    scene.work.specific().save_revision().publish()


def unpublish_track(scene: Scene) -> None:
    publishing.unpublish(Track.objects.get())


def publish_track(scene: Scene) -> None:
    publishing.publish(scene.track.revisions.get())


def detach(scene: Scene) -> None:
    linking.detach(scene.work.recordings_links.get())


def attach(scene: Scene) -> None:
    linking.attach(scene.recording, scene.work)


def share(scene: Scene) -> None:
    linking.attach(scene.recording, scene.closed)


def unshare(scene: Scene) -> None:
    linking.detach(scene.closed.recordings_links.get())


def open_other(scene: Scene) -> None:
    policy.set_access(scene.closed, "public")


def close_other(scene: Scene) -> None:
    policy.set_access(scene.closed, "public")
    policy.withdraw(scene.closed)


def delete_other(scene: Scene) -> None:
    scene.closed.delete()


def delete_work(scene: Scene) -> None:
    Work.objects.get(pk=scene.work.pk).delete()


@pytest.mark.parametrize(
    ("change", "left"),
    [
        (work_rule("unlisted"), {"page", "stream", "text"}),
        (work_rule("researchers"), set()),
        (work_rule("staff"), set()),
        (withdraw_work, set()),
        (work_rule("public", LATER), set()),
        (unpublish_work, set()),
        (delete_work, set()),
        (detach, WORK_ALONE),
        (share, WORK_ALONE),
        (recording_rule("unlisted"), {"page", "list", "stream", "text"}),
        (recording_rule("staff"), WORK_ALONE),
        (withdraw_recording, WORK_ALONE),
        (recording_rule(embargo_until=LATER), WORK_ALONE),
        (unpublish_track, {"page", "list", "stream"}),
    ],
)
def test_what_is_closed_is_gone_everywhere_at_once(scene: Scene, change: Change, left: set[str]) -> None:
    assert scene.met() == EVERYWHERE
    change(scene)
    assert scene.met() == left


@pytest.mark.parametrize(
    "changes",
    [
        (withdraw_work, lift_work),
        (withdraw_recording, lift_recording),
        (unpublish_work, publish_work),
        (unpublish_track, publish_track),
        (detach, attach),
        (share, unshare),
        (share, open_other),
        (share, delete_other),
    ],
)
def test_what_is_opened_again_is_back_everywhere_at_once(scene: Scene, changes: tuple[Change, Change]) -> None:
    close, open_again = changes
    close(scene)
    assert scene.met() != EVERYWHERE
    open_again(scene)
    # Words come from the database, but only what is in the index is found.
    assert scene.met() == EVERYWHERE


def test_a_work_that_shares_the_recording_closes_it_when_its_own_rule_does(scene: Scene) -> None:
    open_other(scene)
    share(scene)
    policy.push_down(scene.closed)
    assert scene.met() == EVERYWHERE
    close_other(scene)
    assert scene.met() == WORK_ALONE


def test_asking_what_a_rule_would_do_hides_nothing(scene: Scene) -> None:
    effects.of_access(scene.work, audience="staff", embargo_until=None, withdrawn=False)
    assert scene.met() == EVERYWHERE
