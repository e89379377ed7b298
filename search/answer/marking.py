"""What was found, marked in HTML."""

from collections.abc import Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString

from search.answer.highlight import Segment


def marked(segments: Sequence[Segment]) -> SafeString:
    """HTML: escaped text with what was found in <mark>."""
    return SafeString(
        "".join(f"<mark>{escape(part.text)}</mark>" if part.matched else escape(part.text) for part in segments)
    )
