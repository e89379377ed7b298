import json
from argparse import ArgumentParser
from contextlib import suppress
from pathlib import Path
from typing import Any
from unicodedata import category
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from archive.filenames import display_name
from archive.languages import LANGUAGES
from archive.models import Recording
from subtitles import importing, publishing
from subtitles.admin import outcomes
from subtitles.doubts import Answers, Doubt
from subtitles.exceptions import BelowTheBar, SubtitlesError
from subtitles.formats import MAX_BYTES
from subtitles.formats.alphabets import ENCODINGS
from subtitles.importing import Imported
from subtitles.models import OF_A_REVISION, Origin, Revision, Track
from subtitles.reasons import Refusal

DOUBTFUL = gettext_noop("Nothing was imported. If it is published: %(effect)s. Say --sure if it is meant.")


class Command(BaseCommand):
    help = (
        "Read a subtitle file (WebVTT, SRT, ASS, SBV, TTML, OHMS, CSV, DOCX, a transcript with times, JSON of a "
        "recogniser) into a new revision of a recording's track. "
        "Earlier revisions stay as they are, and nothing is public before it is published. "
        "What is only a guess about the file is named by a code; accept or decline each to publish at once."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "recording",
            metavar="RECORDING",
            help="the recording's number (`ingest` prints it), its UUID or its working title",
        )
        parser.add_argument("file", metavar="FILE", type=Path, help="the subtitle file")
        parser.add_argument("--language", required=True, choices=LANGUAGES, help="the language of the text (BCP 47)")
        parser.add_argument("--kind", default="subtitles", choices=Track.Kind.values, help="default: subtitles")
        parser.add_argument(
            "--origin", default=Origin.IMPORTED, choices=[value for value, _ in OF_A_REVISION],
            help="who made the text; what a machine made goes to a track of its own. Default: imported",
        )  # fmt: skip
        parser.add_argument("--tool", default="", help="what it was made with, such as a program and its version")
        parser.add_argument(
            "--track", metavar="UUID", type=UUID, help="the track to put it into, whoever made that track's revisions"
        )
        for name, what in (("--accept", "mend what this guess is about"), ("--decline", "leave it as the file has it")):
            parser.add_argument(
                name, metavar="CODE", action="append", default=[], choices=[str(code) for code in Doubt],
                help=f"{what}; the code is one of {', '.join(Doubt)}. May be given several times",
            )  # fmt: skip
        parser.add_argument(
            "--encoding", default="", choices=ENCODINGS, help="the file's character encoding, if you know it"
        )
        parser.add_argument("--despite", default="", metavar="REASON", help="publish it although the rules find errors")
        parser.add_argument("--publish", action="store_true", help="show the new revision to the public at once")
        parser.add_argument(
            "--sure", action="store_true",
            help="publish it although the public would meet fewer than half the cues, or less than half of the time, "
            "or what a machine made and nobody has checked",
        )  # fmt: skip
        parser.add_argument("--json", action="store_true", dest="as_json", help="write one JSON object, nothing else")

    def handle(self, *, file: Path, language: str, kind: str, publish: bool, as_json: bool, **options: Any) -> None:
        recording = named(options["recording"])
        about = {"kind": kind, "origin": options["origin"], "tool": options["tool"], "decided": publish}
        said = dict.fromkeys(options["decline"], False) | dict.fromkeys(options["accept"], True)
        answers = Answers(said, options["encoding"])
        track = track_of(recording, options["track"], language)
        data = content(file)
        try:
            reading = importing.read(recording, data, file.name, language, answers=answers)
            effect = importing.effect_of(reading, recording, language, kind, origin=options["origin"], track=track)
            if publish and effect.is_doubtful and not options["sure"] and not reading.open_guesses:
                raise CommandError("\n".join([_(DOUBTFUL) % {"effect": effect}, *unchecked(effect.unchecked)]))
            imported = importing.import_track(
                recording, data, file.name, language, track=track, answers=answers, **about
            )
        except SubtitlesError as error:
            guesses = reading.open_guesses if error.code == Refusal.OPEN_GUESSES else []
            asked = [question(guess.code, outcomes.question(guess.code, guess.values)) for guess in guesses]
            raise CommandError("\n".join([f"{display_name(file.name)}: {error.said(_)}", *asked])) from error
        errors = published_or_errors(imported.revision, options["despite"]) if publish else 0
        result = as_dict(imported, publish and not errors, str(effect) if publish else "")
        if as_json:
            self.stdout.write(json.dumps(result, ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(lines(imported, result)))
        if errors:
            text = _("Saved and not published: the rules find errors (%(errors)s). See check_track, or use --despite.")
            raise CommandError(text % {"errors": errors})


def published_or_errors(revision: Revision, despite: str) -> int:
    """Publish it, or say how many errors are against that."""
    try:
        publishing.publish(revision, despite=despite)
    except BelowTheBar as error:
        return error.errors
    return 0


def named(name: str) -> Recording:
    """The one recording that is meant. Raises CommandError when there is none, or more than one."""
    condition = Q(title=name)
    if name.isascii() and name.isdecimal() and len(name) < len(str(2**63)):
        condition |= Q(pk=int(name))
    with suppress(ValueError):
        condition |= Q(uuid=UUID(name))
    found = list(Recording.objects.filter(condition).order_by("pk"))
    if not found:
        raise CommandError(_("There is no recording “%(name)s”.") % {"name": name})
    if len(found) > 1:
        numbers = ", ".join(str(recording.pk) for recording in found)
        message = _("“%(name)s” may be any of the recordings %(numbers)s; give its number or UUID.")
        raise CommandError(message % {"name": name, "numbers": numbers})
    return found[0]


def track_of(recording: Recording, uuid: UUID | None, language: str) -> Track | None:
    """The track that was named, of this recording and language. Raises CommandError."""
    if uuid is None:
        return None
    track: Track | None = recording.tracks.filter(uuid=uuid, language=language).first()
    if track is None:
        raise CommandError(_("This recording has no track %(track)s in this language.") % {"track": uuid})
    return track


def content(file: Path) -> bytes:
    """The file's bytes, a little more than is accepted at most. Raises CommandError."""
    name = {"file": display_name(file.name)}
    try:
        if not file.is_file():  # a pipe or a device could be read from for ever
            raise CommandError(_("There is no file %(file)s.") % name)
        with file.open("rb") as opened:
            return opened.read(MAX_BYTES + 1)
    except OSError as error:
        raise CommandError(_("The file %(file)s may not be read.") % name) from error


def one_line(text: str) -> str:
    """What a stranger's file says, without what would steer a terminal."""
    return "".join(" " if category(character) == "Cc" else character for character in text)


def as_dict(imported: Imported, published: bool, effect: str) -> dict[str, Any]:
    """`effect` is what publishing changes for the public, "" where that was not asked."""
    return {
        "track": str(imported.track.uuid),
        "origin": imported.revision.origin,
        "revision": imported.revision.number,
        "published": published,
        **({"effect": effect} if effect else {}),
        "cues": len(imported.cues),
        "unchecked": sum(cue.machine for cue in imported.cues),
        "mended": outcomes.explained(imported.revision.mended),
        "dropped": outcomes.explained(imported.revision.report),
        "guesses": outcomes.asked(imported.revision.guesses),
    }


def lines(imported: Imported, result: dict[str, Any]) -> list[str]:
    """The result for people: what was read, then a line for each that was not."""
    counted = ngettext("%(count)s cue read", "%(count)s cues read", result["cues"]) % {"count": result["cues"]}
    state = _("published") if result["published"] else _("not published")
    about = _("%(track)s, revision %(number)s") % {"track": imported.track, "number": result["revision"]}
    dropped = [
        _("line %(line)s: %(reason)s  %(text)s") % {**part, "text": one_line(part["text"])}
        for part in result["dropped"]
    ]
    mended = [_("line %(line)s: %(reason)s  %(was)s → %(became)s") % part for part in outcomes.shown(result["mended"])]
    asked = [question(guess["code"], guess["sentence"]) for guess in result["guesses"] if guess["answer"] is None]
    effect = [_("For the public: %(effect)s.") % result] if "effect" in result else []
    return [f"{about}: {counted}, {state}.", *effect, *unchecked(result["unchecked"]), *mended, *dropped, *asked]


def unchecked(count: int) -> list[str]:
    """That nobody has checked what a machine made."""
    said = ngettext(
        "%(count)s cue was made by a machine, and no person has checked it.",
        "%(count)s cues were made by a machine, and no person has checked them.",
        count,
    )
    return [said % {"count": count}] if count else []


def question(code: str, sentence: str) -> str:
    return f"{code}? {sentence}"
