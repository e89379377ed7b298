"""Words that an organisation says are right: kept with the rules by which a track is checked, and taken back again."""

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext

from archive import events
from archive.models import Event
from subtitles import reviewing
from subtitles.models import Cue, Profile, Track

LONGEST_WORD = 100


def accept(track: Track, word: str, by: User | None = None) -> Profile:
    """From now on the word is right wherever these rules are asked. Doing it again changes nothing.

    Where nobody made rules yet some are made, for every track, that are otherwise the house's own.
    """
    word = word.strip()[:LONGEST_WORD]
    with transaction.atomic():
        profile = _locked(track) or Profile.objects.create(name=gettext("Our own"), is_default=True)
        if word and word not in profile.words.splitlines():
            _write(profile, [*profile.words.splitlines(), word])
            events.record(
                Event.Kind.MODIFICATION, track, "track.word_accepted", agent=by, word=word, rules=profile.name
            )
    return profile


def take_back(track: Track, word: str, by: User | None = None) -> None:
    """The word is what the dictionaries say of it again. Nothing happens where nobody said that it is right."""
    with transaction.atomic():
        profile = _locked(track)
        if profile and word in profile.words.splitlines():
            _write(profile, [each for each in profile.words.splitlines() if each != word])
            _tell(track, "track.word_refused", word, profile, by)


def accepted_in(track: Track, cues: list[Cue]) -> list[str]:
    """The words that somebody said are right and that stand in these cues."""
    profile = reviewing.profile_of(track)
    said = "\n".join(cue.text for cue in cues).casefold() if profile and profile.words else ""
    return [word for word in profile.words.splitlines() if word and word.casefold() in said] if profile else []


def _locked(track: Track) -> Profile | None:
    """So that of two who say something at once neither is forgotten."""
    profile = reviewing.profile_of(track)
    return Profile.objects.select_for_update().get(pk=profile.pk) if profile else None


def _write(profile: Profile, words: list[str]) -> None:
    profile.words = "\n".join(words)
    profile.save(update_fields=["words"])


def _tell(track: Track, code: str, word: str, profile: Profile, by: User | None) -> None:
    events.record(Event.Kind.MODIFICATION, track, code, agent=by, word=word, rules=profile.name)
