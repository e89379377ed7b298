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
from django.utils.translation import ngettext

from archive.filenames import display_name
from archive.languages import LANGUAGES
from archive.models import Recording
from subtitles import importing, publishing
from subtitles.admin import dropped as reports
from subtitles.exceptions import SubtitlesError
from subtitles.formats import MAX_BYTES
from subtitles.importing import Imported
from subtitles.models import OF_A_REVISION, Origin, Track


class Command(BaseCommand):
    help = (
        "Read a subtitle file (.vtt or .srt) into a new revision of a recording's track. "
        "Earlier revisions stay as they are, and nothing is public before it is published."
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
        parser.add_argument("--publish", action="store_true", help="show the new revision to the public at once")
        parser.add_argument("--json", action="store_true", dest="as_json", help="write one JSON object, nothing else")

    def handle(self, *, file: Path, language: str, kind: str, publish: bool, as_json: bool, **options: Any) -> None:
        recording = named(options["recording"])
        about = {"kind": kind, "origin": options["origin"], "tool": options["tool"]}
        track = track_of(recording, options["track"], language)
        try:
            imported = importing.import_track(recording, content(file), file.name, language, track=track, **about)
        except SubtitlesError as error:
            raise CommandError(f"{display_name(file.name)}: {_(str(error))}") from error
        if publish:
            publishing.publish(imported.revision)
        result = as_dict(imported, publish)
        if as_json:
            self.stdout.write(json.dumps(result, ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(lines(imported, result)))


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


def as_dict(imported: Imported, published: bool) -> dict[str, Any]:
    return {
        "track": str(imported.track.uuid),
        "origin": imported.revision.origin,
        "revision": imported.revision.number,
        "published": published,
        "cues": len(imported.cues),
        "dropped": reports.explained(imported.revision.report),
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
    return [f"{about}: {counted}, {state}.", *dropped]
