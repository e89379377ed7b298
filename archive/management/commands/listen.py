from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from archive.jobs import plan
from archive.listening import kept
from archive.listening.job import KIND
from archive.models import Recording


class Command(BaseCommand):
    help = "Plan that workers find where somebody speaks in recordings, and where their pictures are cut."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("recordings", metavar="RECORDING", nargs="*", type=int, help="numbers of recordings")
        parser.add_argument("--missing", action="store_true", help="all that stream something and were not listened to")

    def handle(self, *, recordings: list[int], missing: bool, **options: object) -> None:
        if bool(recordings) == missing:
            raise CommandError(_("Name recordings, or say --missing."))
        chosen = Recording.objects.exclude(assembly=None).select_related("assembly").order_by("pk")
        found = list(chosen if missing else chosen.filter(pk__in=recordings))
        if absent := sorted(set(recordings) - {recording.pk for recording in found}):
            numbers = ", ".join(map(str, absent))
            raise CommandError(
                _("No such recordings, or nothing of them is streamed: %(numbers)s") % {"numbers": numbers}
            )
        waiting = [recording for recording in found if kept.read(recording) is None]
        for recording in waiting:
            plan.plan(KIND, recording)
        self.stdout.write(_("Planned: %(count)s.") % {"count": len(waiting)})
