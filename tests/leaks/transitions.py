"""Every state that things can come into and out of again, and who still meets which part of the specimen then."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from archive.access import Level
from tests.leaks import verbs

if TYPE_CHECKING:
    from tests.leaks.standing import World

# The words are the track, the captions what is published of it; the master playlist is met with its sound or picture.
OF_THE_RECORDING = ("recording", "master", "sound", "picture", "words", "captions")
LAYERS = ("work", *OF_THE_RECORDING, "extra", "document", "person", "names")
STRANGER, RESEARCHER, TRANSLATOR, ARCHIVIST = Level
NOBODY = 4
Sees = Mapping[str, int]


def all_from(level: int) -> Sees:
    return dict.fromkeys(LAYERS, level)


def only(**levels: int) -> Sees:
    """The layers named are for these levels, everything else for all."""
    return {**all_from(STRANGER), **levels}


EVERYTHING = all_from(STRANGER)
EMBARGO = timedelta(hours=1)
Change = Callable[["World"], Any]


@dataclass(frozen=True)
class Transition:
    """`sees`: from which level a layer is met at its address; `lists`, in lists, search and on other pages.

    `back` opens everything again; None where nothing does. `its_page_tells`: what is in no list stands on the page of
    its work, which search leads to. `says_sealed`: that page says that something is sealed, whether or not there is
    anything.
    """

    name: str
    close: Change
    sees: Sees
    back: Change | None = None
    listed: Sees | None = None
    its_page_tells: bool = False
    says_sealed: bool = False

    @property
    def lists(self) -> Sees:
        return self.listed or self.sees


def _rule(part: str, *rule: Any, **more: Any) -> Change:
    return lambda world: verbs.give_rule(getattr(world.specimen, part), *rule, **more)


def _embargo(part: str) -> Change:
    return lambda world: verbs.give_rule(getattr(world.specimen, part), "public", world.clock.now + timedelta(hours=1))


def _later(part: str, moment: str) -> Change:
    """A rule with this moment in an hour, which does not open by itself; and the hour passes."""

    def change(world: "World") -> None:
        rule: dict[str, Any] = {moment: world.clock.now + timedelta(hours=1), "opens_by_itself": False}
        verbs.give_rule(getattr(world.specimen, part), **rule)
        _it_ends(world)

    return change


def _close(*layers: str) -> Change:
    return lambda world: verbs.close_layers(world.specimen.recording, *layers)


def _open_layers(world: "World") -> None:
    verbs.open_layers()


def _withdraw(part: str) -> Change:
    return lambda world: verbs.withdraw(getattr(world.specimen, part))


def _open(part: str) -> Change:
    return lambda world: verbs.open_again(getattr(world.specimen, part))


def _it_ends(world: "World") -> None:
    world.clock.passes(timedelta(hours=1))
    world.tick()


def _all(*changes: Change) -> Change:
    def change(world: "World") -> None:
        for each in changes:
            each(world)

    return change


def _share(world: "World") -> None:
    verbs.attach(world.specimen.recording, world.companion)


def _unshare(world: "World") -> None:
    verbs.detach(world.specimen.recording, world.companion)


def _share_in_secret(world: "World") -> None:
    verbs.attach(world.specimen.recording, world.for_staff)


def _end_the_secret(world: "World") -> None:
    verbs.detach(world.specimen.recording, world.for_staff)


def _detach(world: "World") -> None:
    verbs.detach(world.specimen.recording, world.specimen.work)


def _detach_document(world: "World") -> None:
    verbs.detach(world.specimen.document, world.specimen.work)


def _delete(world: "World") -> None:
    verbs.delete(world.specimen.work)


SOUND_FOR_STAFF = only(**dict.fromkeys(OF_THE_RECORDING, TRANSLATOR))
SOUND_FOR_ARCHIVISTS = only(**dict.fromkeys(OF_THE_RECORDING, ARCHIVIST))
WORDS_FOR_STAFF = only(words=TRANSLATOR, captions=TRANSLATOR)
# Without its work a thing is for those who work on it, and no work mentions the names.
WORK_GONE = {**all_from(TRANSLATOR), "work": NOBODY}

OPEN = Transition("everything is open", lambda world: None, EVERYTHING)
WORK = (
    Transition("the work is withdrawn", _withdraw("work"), all_from(ARCHIVIST), _open("work")),
    Transition("the work is under embargo", _embargo("work"), all_from(TRANSLATOR), _it_ends),
    Transition("the work's rule has ended", _later("work", "until"), all_from(TRANSLATOR), _open("work")),
    Transition(
        "the work's embargo is over and nobody opened it",
        _later("work", "embargo_until"),
        all_from(TRANSLATOR),
        _open("work"),
    ),
    Transition("the work is for researchers", _rule("work", "researchers"), all_from(RESEARCHER), _open("work")),
    Transition("the work is for staff", _rule("work", "staff"), all_from(TRANSLATOR), _open("work")),
    Transition("the work is unlisted", _rule("work", "unlisted"), EVERYTHING, _open("work"), all_from(TRANSLATOR)),
    Transition(
        "the work is unpublished",
        lambda world: verbs.unpublish(world.specimen.work),
        all_from(TRANSLATOR),
        lambda world: verbs.publish(world.specimen.work),
    ),
    Transition("the work is deleted", _delete, WORK_GONE),
    Transition(
        "the work is withdrawn while an open work plays its recording",
        _all(_share, _withdraw("work")),
        all_from(ARCHIVIST),
        _all(_open("work"), _unshare),
    ),
)
PARTS = (
    Transition(
        "the recording is taken out of its work",
        _detach,
        SOUND_FOR_STAFF,
        lambda world: verbs.attach(world.specimen.recording, world.specimen.work),
    ),
    Transition("the recording is for staff", _rule("recording", "staff"), SOUND_FOR_STAFF, _open("recording")),
    Transition("the recording is withdrawn", _withdraw("recording"), SOUND_FOR_ARCHIVISTS, _open("recording")),
    Transition("the recording is under embargo", _embargo("recording"), SOUND_FOR_STAFF, _it_ends),
    Transition(
        "the recording is unlisted",
        _rule("recording", "unlisted"),
        EVERYTHING,
        _open("recording"),
        SOUND_FOR_STAFF,
        True,
    ),
    Transition("the recording's rule has ended", _later("recording", "until"), SOUND_FOR_STAFF, _open("recording")),
    Transition("that the recording exists is closed", _close("exists"), SOUND_FOR_STAFF, _open_layers),
    Transition("the words are closed", _close("words"), WORDS_FOR_STAFF, _open_layers, says_sealed=True),
    Transition("the sound is closed", _close("sound"), only(sound=TRANSLATOR), _open_layers, says_sealed=True),
    Transition("the picture is closed", _close("picture"), only(picture=TRANSLATOR), _open_layers, says_sealed=True),
    Transition(
        "the work is listed but sealed",
        _close("words", "sound", "picture"),
        {**SOUND_FOR_STAFF, "recording": STRANGER},
        _open_layers,
        says_sealed=True,
    ),
    Transition("the second part is for staff", _rule("extra", "staff"), only(extra=TRANSLATOR), _open("extra")),
    Transition("a work for staff plays the recording too", _share_in_secret, SOUND_FOR_STAFF, _end_the_secret),
    Transition(
        "the words are unpublished",
        lambda world: verbs.unpublish_words(world.specimen.track),
        only(words=TRANSLATOR, captions=NOBODY),
        lambda world: verbs.publish_words(world.specimen.track),
    ),
    Transition("the track is for staff", _rule("track", "staff"), WORDS_FOR_STAFF, _open("track")),
    Transition("the track is withdrawn", _withdraw("track"), only(words=ARCHIVIST, captions=ARCHIVIST), _open("track")),
    Transition("the track is under embargo", _embargo("track"), WORDS_FOR_STAFF, _it_ends),
)
THE_REST = (
    Transition("the document is for staff", _rule("document", "staff"), only(document=TRANSLATOR), _open("document")),
    Transition("the document is withdrawn", _withdraw("document"), only(document=ARCHIVIST), _open("document")),
    Transition("the document is under embargo", _embargo("document"), only(document=TRANSLATOR), _it_ends),
    Transition(
        "the document is taken out of its work",
        _detach_document,
        only(document=TRANSLATOR),
        lambda world: verbs.attach(world.specimen.document, world.specimen.work),
    ),
    Transition(
        "the person is for researchers", _rule("person", "researchers"), only(person=RESEARCHER), _open("person")
    ),
    Transition(
        "the person is unlisted", _rule("person", "unlisted"), EVERYTHING, _open("person"), only(person=TRANSLATOR)
    ),
    Transition("the person is for staff", _rule("person", "staff"), only(person=TRANSLATOR), _open("person")),
    Transition("the person is withdrawn", _withdraw("person"), only(person=ARCHIVIST), _open("person")),
    Transition("the person is under embargo", _embargo("person"), only(person=TRANSLATOR), _it_ends),
)
# What left a withdrawn work stays withdrawn, wherever it goes.
FLIGHTS = (
    Transition(
        "a recording is taken out of a withdrawn work and put into an open one",
        _all(_withdraw("work"), _detach, _share),
        all_from(ARCHIVIST),
    ),
    Transition(
        "a withdrawn work is deleted and its recording put into an open one",
        _all(_withdraw("work"), _delete, _share),
        {**all_from(ARCHIVIST), "work": NOBODY},
        listed=all_from(ARCHIVIST),
    ),
)
TRANSITIONS = (*WORK, *PARTS, *THE_REST, *FLIGHTS)
BY_NAME = {transition.name: transition for transition in TRANSITIONS}
