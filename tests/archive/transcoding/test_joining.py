"""Several originals become one stream: sides of a tape, reels of a film, with real files and a real encoder."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from archive import storage, streamed
from archive.examine.probe import probe
from archive.exceptions import CannotJoin
from archive.jobs import lease
from archive.models import Job, Original, Recording, RenditionSet
from archive.transcoding import rungs
from archive.transcoding.assembling import Piece, Role
from archive.transcoding.run import transcode
from archive.wording import NOTHING
from tests.archive.factories import OriginalFactory, RecordingFactory

pytestmark = [pytest.mark.media, pytest.mark.django_db]

Add = Callable[[str], Original]


def nothing(per_mille: int, step: str = "") -> None:
    """A report nobody reads."""


@pytest.fixture
def add(clip: Callable[[str], Path], tmp_path: Path) -> Add:
    """Seal a clip as a further original of the one recording."""
    recording = RecordingFactory()

    def build(name: str) -> Original:
        copy = tmp_path / f"upload-{name}"
        shutil.copyfile(clip(name), copy)
        info = probe(copy)
        Recording.objects.filter(pk=recording.pk).update(kind=info.kind)
        made: Original = OriginalFactory(recording=recording, technical=info.as_json(), media_type=info.media_type)
        storage.originals().put(made.key, copy)
        return made

    return build


def joined(*pieces: Piece) -> RenditionSet:
    """What is live once these are streamed."""
    taken = lease.take(streamed.choose(pieces).pk, "this test")
    assert taken is not None
    assert transcode(taken, nothing) == NOTHING
    made = Recording.objects.get().rendition_set
    assert made is not None
    Job.objects.filter(pk=taken.pk).update(state="done")
    return made


def frames(made: RenditionSet) -> int:
    """Frames of the top rung's video, or packets of its sound."""
    name = made.renditions.order_by("-height", "-bandwidth").values_list("name", flat=True)[0]
    with storage.renditions().local(f"{made.directory}/{name}") as folder:
        return rungs.measure(folder.parent, name, width=1).samples


def test_two_sides_of_a_tape_are_one_programme(add: Add) -> None:
    made = joined(Piece(add("wave"), role=Role.SIDE), Piece(add("soft"), role=Role.SIDE))
    assert made.duration_ms == pytest.approx(3000 + 6000, abs=100)
    assert sorted(rung.name for rung in made.renditions.all()) == ["a128", "a64"]  # in stereo, as one side is
    assert made.loudness_lufs is not None
    assert made.gain_db == pytest.approx(-18 - made.loudness_lufs, abs=0.01)
    assert made.extras == ["peaks.json"]


def test_two_reels_of_different_size_and_rate_are_one_film(add: Add) -> None:
    made = joined(Piece(add("film")), Piece(add("pal")))
    assert made.duration_ms == pytest.approx(4000 + 2000, abs=100)
    assert frames(made) == pytest.approx((4 + 2) * 25, abs=2)
    top = made.renditions.order_by("-height").first()
    assert top and (top.width, top.height, top.frame_rate) == (768, 576, 25.0)
    assert made.extras == ["poster.jpg", "sprites.jpg", "sprites.vtt"]


def test_a_silent_reel_is_silent_among_others(add: Add) -> None:
    made = joined(Piece(add("odd")), Piece(add("film"), in_ms=1000, out_ms=3000))
    assert made.duration_ms == pytest.approx(2000 + 2000, abs=100)
    sound = made.renditions.get(height=0)
    assert sound.name == "a128"


def test_a_piece_of_an_original_is_cut_out_of_it(add: Add) -> None:
    film = add("film")
    made = joined(Piece(film, in_ms=1000, out_ms=3000))
    assert made.duration_ms == pytest.approx(2000, abs=50)
    assert frames(made) == 50


def test_the_same_original_may_come_twice_so_that_its_middle_is_left_out(add: Add) -> None:
    film = add("film")
    made = joined(Piece(film, out_ms=1000), Piece(film, in_ms=3000))
    assert made.duration_ms == pytest.approx(2000, abs=100)
    assert frames(made) == pytest.approx(50, abs=1)


def test_what_was_joined_before_is_not_made_again(add: Add) -> None:
    pieces = Piece(add("wave")), Piece(add("silence"))
    made = joined(*pieces)
    Recording.objects.update(rendition_set=None)
    Job.objects.all().delete()
    assert joined(*pieces) == made
    assert RenditionSet.objects.count() == 1


def test_the_order_the_roles_and_the_cuts_are_part_of_what_it_is(add: Add) -> None:
    one, two = add("wave"), add("silence")
    for pieces in (
        [Piece(one), Piece(two)],
        [Piece(two), Piece(one)],
        [Piece(one)],
        [Piece(one, role=Role.SIDE)],
        [Piece(one, in_ms=10)],
        [Piece(one, out_ms=10)],
        [Piece(one), Piece(two)],
    ):
        streamed.choose(pieces)
    identities = {assembly.identity for assembly in Recording.objects.get().assemblies.all()}
    assert len(identities) == 6


@pytest.mark.parametrize(
    ("piece", "code"),
    [
        (lambda one: Piece(one, in_ms=2000, out_ms=2000), "join.backwards"),
        (lambda one: Piece(one, in_ms=5000), "join.backwards"),
        (lambda one: Piece(one, out_ms=5000), "join.beyond"),
    ],
)
def test_a_cut_outside_an_original_is_refused(add: Add, piece: Callable[[Original], Piece], code: str) -> None:
    with pytest.raises(CannotJoin) as caught:
        streamed.choose([piece(add("wave"))])
    assert caught.value.said.code == code
    assert str(caught.value) != code


def test_what_does_not_belong_together_is_refused(add: Add) -> None:
    wave = add("wave")
    film = OriginalFactory(recording=wave.recording, technical={"kind": "video"})
    stranger = OriginalFactory(technical=wave.technical)
    refused = []
    for pieces in ([], [Piece(wave), Piece(film)], [Piece(wave), Piece(stranger)]):
        with pytest.raises(CannotJoin) as caught:
            streamed.choose(pieces)
        refused.append(caught.value.said.code)
    assert refused == ["join.nothing", "join.kinds", "join.strangers"]
