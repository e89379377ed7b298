from argparse import ArgumentParser
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from archive.exceptions import JobFailed
from archive.languages import LANGUAGES
from archive.listening import recognisers
from subtitles import transcribing
from subtitles.management import asking
from subtitles.management.commands.import_track import named, track_of


class Command(BaseCommand):
    help = (
        "Have a recogniser that the settings name write down what is said in a recording: its cues become a new "
        "revision, marked as made by a machine. Earlier revisions stay as they are, and nothing is published."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("recording", metavar="RECORDING", help="the recording's number, UUID or working title")
        asking.add_arguments(parser, LANGUAGES, "the language that is spoken")
        parser.add_argument("--with", dest="recogniser", default="", help="command or address; default: the only one")

    def handle(
        self,
        *,
        recording: str,
        language: str,
        recogniser: str,
        kind: str,
        track: UUID | None,
        later: bool,
        **options: object,
    ) -> None:
        about = named(recording)
        into = track_of(about, track, language)
        try:
            asked, job = transcribing.ask(about, language, recogniser or the_only_one(), kind=kind, track=into)
        except JobFailed as error:
            raise CommandError(str(error)) from error
        self.stdout.write(asking.carried_out(asked, job, later=later))


def the_only_one() -> str:
    """The name of the recogniser that the settings name. Raises CommandError where there is none, or a choice."""
    names = list(recognisers.configured())
    if not names:
        raise CommandError(
            _("The settings name no recogniser: see ROSTARKIVET_RECOGNISER_COMMAND and ROSTARKIVET_RECOGNISER_URL.")
        )
    if len(names) > 1:
        raise CommandError(
            _("There are several recognisers; choose with --with: %(names)s.") % {"names": ", ".join(names)}
        )
    return names[0]
