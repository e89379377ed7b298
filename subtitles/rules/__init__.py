"""Rules for timed text, without Django: what is found in cues, how grave it is, and what would mend it.

findings = check(document.cues, "sv", PUBLISHED["svt"], Source(original.cues, "fa"))
mended = repair(document.cues, findings)
"""

from subtitles.rules.checking import Source, check, is_asked, wants_source
from subtitles.rules.finding import SEVERITIES, Finding, Repair, Severity
from subtitles.rules.marks import REACH
from subtitles.rules.profile import DEFAULT, NAMES, OFF, PUBLISHED, Numbers, Profile
from subtitles.rules.registry import RULES
from subtitles.rules.repairing import Repaired, repair
from subtitles.rules.sentences import SENTENCES
from subtitles.rules.spelling import suggestions
from subtitles.rules.terms import Entry, Glossary

__all__ = [
    "DEFAULT", "NAMES", "OFF", "PUBLISHED", "REACH", "RULES", "SENTENCES", "SEVERITIES", "Entry", "Finding", "Glossary",
    "Numbers", "Profile", "Repair", "Repaired", "Severity", "Source", "check", "is_asked", "repair", "suggestions",
    "wants_source",
]  # fmt: skip
