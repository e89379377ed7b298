"""What leads a reader to the bucket is given by the gate alone: nobody gets an address of what is closed to her."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client, override_settings

from archive import closing, storage
from archive.access import STRANGER
from archive.digest import of_folder
from archive.models import Recording
from archive.streaming import links
from subtitles.models import Track
from tests.archive.factories import RenditionSetFactory
from tests.catalogue.factories import DocumentaryFactory
from tests.leaks import test_moments as moments
from tests.leaks.test_moments import LATER, Change, Scene
from tests.search.scenes import spoken_work
from tests.services.s3 import Served

pytestmark = pytest.mark.django_db(transaction=True)

PICTURE, SOUND = "v720/seg00000.m4s", "a128/seg00000.m4s"


@pytest.fixture
def scene(tmp_path: Path, s3_server: Served) -> Iterator[Scene]:
    """The scene of the other leak tests, with a piece of picture and one of sound in a bucket."""
    with override_settings(**s3_server.settings(S3_PRESIGNED_SECONDS=60)):
        work, recording = spoken_work({"sv": [moments.WORD]}, slug="filmen")
        made = RenditionSetFactory(recording=recording, live=True)
        for name in (PICTURE, SOUND):
            (tmp_path / "built" / name).parent.mkdir(parents=True)
            (tmp_path / "built" / name).write_bytes(b"x")
        storage.renditions().put_tree(made.directory, tmp_path / "built", of_folder(tmp_path / "built"))
        recording.refresh_from_db()
        stream = links.prefix(recording, STRANGER)
        yield Scene(work, recording, Track.objects.get(), stream, DocumentaryFactory(audience="staff"))


def sent_on(scene: Scene) -> list[str]:
    """What of the film a stranger is sent to the bucket for."""
    return [name for name in (PICTURE, SOUND) if Client().get(scene.stream + name).has_header("Location")]


def close_archive(scene: Scene) -> None:
    closing.close()


def supersede(scene: Scene) -> None:
    Recording.objects.update(rendition_set=None)


@pytest.mark.parametrize(
    "close",
    [
        moments.work_rule("researchers"),
        moments.work_rule("staff"),
        moments.work_rule("public", LATER),
        moments.withdraw_work,
        moments.unpublish_work,
        moments.delete_work,
        moments.detach,
        moments.share,
        moments.recording_rule("staff"),
        moments.recording_rule(embargo_until=LATER),
        moments.withdraw_recording,
        close_archive,
        supersede,
    ],
)
def test_nobody_is_sent_to_what_is_closed(scene: Scene, close: Change) -> None:
    assert sent_on(scene) == [PICTURE, SOUND]
    close(scene)
    assert sent_on(scene) == []


@pytest.mark.parametrize(("layer", "left"), [("picture", [SOUND]), ("sound", [PICTURE])])
def test_of_a_film_that_is_closed_in_part_only_the_rest_is_fetched(scene: Scene, layer: str, left: list[str]) -> None:
    moments.recording_rule(layers={layer: {"audience": "staff"}})(scene)
    assert sent_on(scene) == left
