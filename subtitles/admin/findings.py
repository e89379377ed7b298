"""The admin's pages on what the rules find in a revision."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy

from archive import access
from archive.languages import digits
from subtitles import effects, lexicon, publishing, reviewing
from subtitles.admin import outcomes
from subtitles.admin.pages import RevisionView, may_decide
from subtitles.cuelike import Placed
from subtitles.explaining import RULE_NAMES, SEVERITY_NAMES, Explained, key_of, word_of
from subtitles.models import Profile
from subtitles.reviewing import Reviewed
from subtitles.rules import RULES, SEVERITIES, Finding, Severity, suggestions
from subtitles.webvtt.languages import spans

FINDINGS_ON_A_PAGE = 50
FILTERS = ("code", "severity")


@dataclass(frozen=True, slots=True)
class Kind:
    """The findings of one rule: how many, and how many can be repaired ("" for none), in the reader's digits."""

    code: str
    name: str
    severity: str
    count: str
    repairable: str


class ReviewView(RevisionView):
    """What both pages show: how much was found."""

    permission_required = "view"

    page_title: str | Promise

    def get_breadcrumbs_items(self) -> list[dict[str, object]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    @cached_property
    def reviewed(self) -> Reviewed:
        return reviewing.review(self.revision, access.viewer(self.request))

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        counts = [(SEVERITY_NAMES[severity], digits(self.reviewed.count(severity))) for severity in SEVERITIES]
        return super().get_context_data(revision=self.revision, counts=counts, **kwargs)


class FindingsPage(ReviewView):
    """`?code=` and `?severity=` choose among the findings; `?suggest=` asks what a finding's word may mean."""

    template_name = "subtitles/findings.html"
    page_title = gettext_lazy("What the rules find")

    @property
    def is_newest(self) -> bool:
        return not self.track.revisions.filter(number__gt=self.revision.number).exists()

    def chosen(self) -> list[Finding]:
        found = self.reviewed.findings
        for name in FILTERS:
            if wanted := self.request.GET.get(name):
                found = [each for each in found if getattr(each, name) == wanted]
        return found

    def _suggested(self, key: str) -> tuple[str, ...]:
        """Asked for one word at a time: it takes a third of a second."""
        cues = self.reviewed.cues
        asked = (each for each in self.reviewed.findings if key and word_of(each) and key_of(each, cues) == key)
        return next((suggested(each, self.reviewed.cues, self.track.language) for each in asked), ())

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        asked_about = self.request.GET.get("suggest", "")
        page = Paginator(self.chosen(), FINDINGS_ON_A_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(
            kinds=kinds(self.reviewed.findings),
            severities=[(severity, SEVERITY_NAMES[severity]) for severity in SEVERITIES],
            chosen={name: self.request.GET.get(name, "") for name in FILTERS},
            findings=page,
            rows=[Explained.of(finding, self.reviewed.cues) for finding in page],
            asked_about=asked_about,
            suggested=self._suggested(asked_about),
            accepted=lexicon.accepted_in(self.track, self.reviewed.cues),
            elided_page_range=page.paginator.get_elided_page_range(page.number),
            source=self.reviewed.source,
            may_repair=self.may("add") and self.is_newest,
            is_newest=self.is_newest,
            profiles=Profile.objects.all(),
            default_profile=reviewing.default_profile(),
            query=self.request.GET.urlencode(),
            **kwargs,
        )


def suggested(finding: Finding, cues: Sequence[Placed], language: str) -> tuple[str, ...]:
    """What may be meant by the word of a finding in these cues, in the language that the word is in."""
    at = 0
    for span in spans(cues[finding.cue].payload, language):
        at += len(span.text)
        if finding.start < at:
            return suggestions(word_of(finding), span.language)
    return ()


class DespitePage(ReviewView):
    """A revision that one would not expect is to be published: what the public would meet of it, and its errors and
    the open questions about its file, for which a reason is asked."""

    permission_required = "change"
    template_name = "subtitles/despite.html"
    page_title = gettext_lazy("Before it is published")

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        errors = self.reviewed.count(Severity.ERROR)
        return super().get_context_data(
            errors=errors,
            unapproved=publishing.is_unapproved(self.revision),
            effect=effects.of_revision(self.revision),
            guesses=outcomes.asked(self.revision.open_guesses),
            may_decide=may_decide(self.revision) and self.may("add"),
            **kwargs,
        )


def kinds(findings: list[Finding]) -> list[Kind]:
    """The rules that found something, the gravest first."""
    counted = Counter(finding.code for finding in findings)
    mending = Counter(finding.code for finding in findings if finding.repair)
    worst: dict[str, Severity] = {}
    for finding in findings:
        worst[finding.code] = min(worst.get(finding.code, Severity.NOTE), finding.severity, key=SEVERITIES.index)
    codes = sorted(counted, key=lambda code: (SEVERITIES.index(worst[code]), list(RULES).index(code)))
    return [
        Kind(
            code,
            str(RULE_NAMES[code]),
            str(SEVERITY_NAMES[worst[code]]),
            digits(counted[code]),
            digits(mending[code] or ""),
        )
        for code in codes
    ]
