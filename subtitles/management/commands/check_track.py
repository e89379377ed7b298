import json
from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from subtitles import reviewing, rules
from subtitles.explaining import Explained
from subtitles.models import Profile, Revision, Track
from subtitles.reviewing import Reviewed
from subtitles.rules import SEVERITIES, Severity

FAILING = (Severity.ERROR, Severity.WARNING)


class Command(BaseCommand):
    help = (
        "Check the newest revision of tracks by the rules for subtitles, and say what they find. "
        "Ends with status 1 where something is as grave as --fail-on says."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("tracks", metavar="TRACK", nargs="+", help="a track's number or UUID")
        parser.add_argument(
            "--profile", default="", metavar="NAME",
            help=f"the rules of this name, or published ones ({', '.join(rules.PUBLISHED)}); default: the track's own",
        )  # fmt: skip
        parser.add_argument("--fail-on", choices=[str(each) for each in FAILING], default=str(Severity.ERROR))
        parser.add_argument("--json", action="store_true", dest="as_json", help="write one JSON object, nothing else")

    def handle(self, *, tracks: list[str], profile: str, fail_on: str, as_json: bool, **options: Any) -> None:
        chosen = profile_named(profile) if profile else None
        newest = [newest_of(name) for name in tracks]
        checked = [(revision, reviewing.review(revision, profile=chosen)) for revision in newest]
        if as_json:
            result = [as_dict(revision, found) for revision, found in checked]
            self.stdout.write(json.dumps({"tracks": result}, ensure_ascii=False, indent=2))
        else:
            for revision, found in checked:
                self.stdout.write("\n".join(lines(revision, found)))
        grave = SEVERITIES[: SEVERITIES.index(Severity(fail_on)) + 1]
        if count := sum(found.count(severity) for _revision, found in checked for severity in grave):
            said = ngettext("%(count)s finding is too grave.", "%(count)s findings are too grave.", count)
            raise CommandError(said % {"count": count})


def profile_named(name: str) -> rules.Profile:
    """An organisation's own rules, or published ones. Raises CommandError."""
    own = Profile.objects.filter(name=name).first()
    if own is None and name not in rules.PUBLISHED:
        raise CommandError(_("There are no rules called “%(name)s”.") % {"name": name})
    return own.rules() if own else rules.PUBLISHED[name]


def newest_of(name: str) -> Revision:
    """The newest revision of the track with this number or UUID. Raises CommandError."""
    try:
        by = (
            {"pk": int(name)}
            if name.isascii() and name.isdecimal() and len(name) < len(str(2**63))
            else {"uuid": UUID(name)}
        )
    except ValueError:
        by = {"pk": 0}
    track = Track.objects.filter(**by).select_related("recording").first()
    revision: Revision | None = track.revisions.first() if track else None
    if revision is None:
        raise CommandError(_("There is no track “%(name)s” with anything in it.") % {"name": name})
    return revision


def lines(revision: Revision, found: Reviewed) -> Iterable[str]:
    """What was found, for people: a line for each finding and one below it with the place."""
    about = _("%(track)s, revision %(number)s") % {"track": revision.track, "number": revision.number}
    count = len(found.findings)
    yield f"{about}: " + ngettext("%(count)s finding.", "%(count)s findings.", count) % {"count": count}
    for finding in found.findings:
        said = Explained.of(finding, found.cues)
        yield f"{said.number}  {said.start}  {said.severity}  {finding.code}: {said.sentence}"
        yield "    " + f"{said.before}⟦{said.marked}⟧{said.after}".replace("\n", " | ")


def as_dict(revision: Revision, found: Reviewed) -> dict[str, object]:
    return {
        "track": str(revision.track.uuid),
        "revision": revision.number,
        "cues": len(found.cues),
        **{f"{severity}s": found.count(severity) for severity in SEVERITIES},
        "findings": [
            {
                "code": finding.code,
                "severity": finding.severity,
                "cue": finding.cue + 1,
                "cue_uuid": str(found.cues[finding.cue].uuid),
                "start_ms": found.cues[finding.cue].start_ms,
                "text": found.cues[finding.cue].text,
                "range": [finding.start, finding.end],
                "sentence": Explained.of(finding, found.cues).sentence,
                "repairable": finding.repair is not None,
            }
            for finding in found.findings
        ],
    }
