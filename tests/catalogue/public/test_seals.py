"""A work that is listed but sealed: its page is there and says so, until when, and where to ask."""

import json
import pickle
from collections.abc import Iterator, Mapping
from dataclasses import asdict, fields, is_dataclass

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.test import Client
from django.utils import translation

from archive.access import STRANGER, Layer
from catalogue import linking, policy
from catalogue.models import Documentary, Work, WorkRecording
from catalogue.public import building
from tests.archive.factories import CleanCopyFactory, RecordingFactory, RenditionSetFactory
from tests.catalogue.factories import NAMES, DocumentaryFactory, mention
from tests.subtitles.factories import published

pytestmark = pytest.mark.django_db
STAFF = {"audience": "staff"}
LATER = {"embargo_until": "2040-04-30T22:00:00+00:00"}
WHOLE = ("words", "sound", "picture")


@pytest.fixture(autouse=True)
def swedish() -> Iterator[None]:
    with translation.override("sv"):
        yield


@pytest.fixture
def work() -> Work:
    """A film with words, at /works/film/."""
    made = RenditionSetFactory(
        recording=RecordingFactory(kind="video"), live=True, extras=["poster.jpg", "sprites.vtt", "peaks.json"]
    )
    published(made.recording, "hemliga ord", language="sv")
    work: Work = DocumentaryFactory(slug="film", recordings=[made.recording])
    return work


def close(work: Work, layers: tuple[str, ...], rule: Mapping[str, object]) -> None:
    policy.set_access(work, "public", layers=dict.fromkeys(layers, rule))


def page(client: Client, prefix: str = "") -> str:
    return client.get(f"{prefix}/works/film/").content.decode()


def test_a_sealed_work_says_so_and_leads_to_where_one_asks(client: Client, work: Work) -> None:
    close(work, WHOLE, STAFF)
    text = page(client)
    assert ("Inspelningen är förseglad." in text, 'href="/works/film/ask/"' in text) == (True, True)
    assert [word for word in ("data-player", "hemliga", "data-transcript", "/stream/") if word in text] == []


@pytest.mark.parametrize(
    ("rule", "prefix", "said"),
    [
        ({**LATER, "opens_by_itself": True}, "", "Inspelningen är förseglad till 1 maj 2040."),
        (LATER, "", "Inspelningen är förseglad åtminstone till 1 maj 2040."),
        (LATER, "/en", "The recording is sealed at least until 1 May 2040."),
        ({**LATER, "opens_by_itself": True}, "/fa", "این ضبط تا ۱۲ اردیبهشت ۱۴۱۹ (۱ مه ۲۰۴۰) مهروموم است."),
    ],
)
def test_a_seal_that_ends_says_when_in_both_calendars_for_who_reads_persian(
    client: Client, work: Work, rule: dict[str, object], prefix: str, said: str
) -> None:
    close(work, WHOLE, rule)
    assert said in page(client, prefix)


@pytest.mark.parametrize(
    ("layer", "said", "there", "gone"),
    [
        ("words", "förseglad: orden.", "data-player", ["hemliga", "<track", "data-transcript"]),
        ("picture", "förseglad: bilden.", "player--audio", ["poster.jpg", "sprites.vtt", "player--video"]),
        ("sound", "förseglad: ljudet.", "player--video", ["peaks.json"]),
    ],
)
def test_one_closed_layer_leaves_the_others(  # noqa: PLR0917
    client: Client, work: Work, layer: str, said: str, there: str, gone: list[str]
) -> None:
    close(work, (layer,), STAFF)
    text = page(client)
    assert (said in text, there in text, [word for word in gone if word in text]) == (True, True, [])


def test_words_that_are_open_are_read_while_the_voice_is_closed(client: Client, work: Work) -> None:
    close(work, ("sound", "picture"), STAFF)
    text = page(client)
    assert ("hemliga ord" in text, "data-player" in text) == (True, False)


def test_where_it_is_closed_that_a_recording_exists_the_page_is_that_of_a_work_without_one(
    client: Client, work: Work
) -> None:
    close(work, ("exists",), STAFF)
    sealed = building.work(Documentary.objects.get(), STRANGER)
    linking.detach(WorkRecording.objects.get())
    assert sealed == building.work(Documentary.objects.get(), STRANGER)


def test_who_may_see_all_of_it_is_told_of_no_seal(work: Work) -> None:
    (part,) = building.work(work, STRANGER).parts
    assert (part.seal, part.waits) == (None, False)


def test_what_is_built_is_plain_and_can_be_kept_and_sent(work: Work) -> None:
    close(work, ("sound",), LATER)
    linking.attach(CleanCopyFactory().document, work)
    for factory in NAMES:
        mention(work, factory())
    shown = building.work(work, STRANGER)
    assert pickle.loads(pickle.dumps(shown)) == shown
    assert json.loads(json.dumps(asdict(shown), cls=DjangoJSONEncoder))["parts"][0]["seal"]["layers"] == [Layer.SOUND]
    assert sorted(_kinds(shown)) == ["NoneType", "bool", "date", "datetime", "int", "str"]


def _kinds(value: object) -> set[str]:
    """The names of the types that it is made of in the end."""
    if isinstance(value, tuple):
        return {kind for each in value for kind in _kinds(each)}
    if is_dataclass(value):
        return {kind for field in fields(value) for kind in _kinds(getattr(value, field.name))}
    return {type(value).__name__}
