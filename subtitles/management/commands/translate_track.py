from argparse import ArgumentParser
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from archive.exceptions import JobFailed
from archive.languages import LANGUAGES
from archive.translating import configured
from subtitles import translating
from subtitles.management import asking
from subtitles.management.commands.import_track import track_of
from subtitles.models import Track


class Command(BaseCommand):
    help = (
        "Have a machine that the settings name translate a track. What comes goes into the recording's track of that "
        "language where nothing is said yet, marked as made by a machine. Nothing is overwritten and nothing published."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", metavar="UUID", type=UUID, help="the track to translate")
        asking.add_arguments(parser, LANGUAGES, "the language to translate into")
        parser.add_argument("--with", dest="translator", default="", help="command or address; default: the only one")

    def handle(
        self, *, source: UUID, language: str, translator: str, kind: str, track: UUID | None, later: bool,
        **options: object,
    ) -> None:  # fmt: skip
        of = _track(source)
        into = track_of(of.recording, track, language)
        try:
            asked, job = translating.ask(of, language, translator or the_only_one(), kind=kind, track=into)
        except JobFailed as error:
            raise CommandError(str(error)) from error
        self.stdout.write(asking.carried_out(asked, job, later=later))


def _track(uuid: UUID) -> Track:
    try:
        return Track.objects.select_related("recording").get(uuid=uuid)
    except Track.DoesNotExist:
        raise CommandError(_("There is no such track: %(uuid)s") % {"uuid": uuid}) from None


def the_only_one() -> str:
    """The name of the translator that the settings name. Raises CommandError where there is none, or a choice."""
    names = list(configured())
    if not names:
        raise CommandError(
            _("The settings name no translator: see ROSTARKIVET_TRANSLATOR_COMMAND and ROSTARKIVET_TRANSLATOR_URL.")
        )
    if len(names) > 1:
        raise CommandError(
            _("There are several translators; choose with --with: %(names)s.") % {"names": ", ".join(names)}
        )
    return names[0]
