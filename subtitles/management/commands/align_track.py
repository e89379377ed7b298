from argparse import ArgumentParser
from pathlib import Path
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from archive.exceptions import JobFailed
from archive.filenames import display_name
from archive.listening.speaking import VOICES
from subtitles import aligning, manuscript_text
from subtitles.exceptions import SubtitlesError
from subtitles.management import asking
from subtitles.management.commands.import_track import content, named, track_of


class Command(BaseCommand):
    help = (
        "Lay a text without times (.txt or .docx) along a recording: its cues become a new revision, marked as made "
        "by a machine. Earlier revisions stay as they are, and nothing is published."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("recording", metavar="RECORDING", help="the recording's number, UUID or working title")
        parser.add_argument("file", metavar="FILE", type=Path, help="the text: .txt or .docx")
        asking.add_arguments(parser, VOICES, "the language of the text")

    def handle(
        self,
        *,
        recording: str,
        file: Path,
        language: str,
        kind: str,
        track: UUID | None,
        later: bool,
        **options: object,
    ) -> None:
        about = named(recording)
        into = track_of(about, track, language)
        try:
            text = manuscript_text.text_of(content(file), file.name, language)
            manuscript, job = aligning.ask(
                about, text, language, kind=kind, track=into, file_name=display_name(file.name)
            )
        except SubtitlesError as error:
            raise CommandError(f"{display_name(file.name)}: {_(str(error))}") from error
        except JobFailed as error:
            raise CommandError(str(error)) from error
        self.stdout.write(asking.carried_out(manuscript, job, later=later))
