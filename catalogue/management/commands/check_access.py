import sys
from argparse import ArgumentParser

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from catalogue import checking


class Command(BaseCommand):
    help = (
        "Compute anew what every rule means for recordings and documents, and print each difference from what the gate "
        "goes by. Ends with 1 if there is any."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--mend", action="store_true", help="let the gate go by what follows from the rules")

    def handle(self, *, mend: bool, **options: object) -> None:
        count = 0
        for difference in checking.differences(mend=mend):
            count += 1
            self.stdout.write(str(difference))
        if not count:
            self.stdout.write(_("Everything is as it follows from the rules."))
        elif mend:
            checking.check()  # what waited for an archivist waits no more
            self.stdout.write(_("Mended: %(count)s.") % {"count": count})
        else:
            self.stdout.write(_("Differences: %(count)s. `check_access --mend` mends them.") % {"count": count})
            sys.exit(1)
