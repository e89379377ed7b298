"""Addresses under which a reader fetches the bytes from the bucket herself, for a few minutes.

Nobody can call one back: until it ends, it opens the file to whoever has it, whatever was decided meanwhile.
"""

from dataclasses import dataclass, replace

from django.http import HttpResponse
from django.utils import timezone

from archive.storage.base import Until
from archive.storage.s3.link import Link, call

MOST_SECONDS = 300
KEPT_BY_NOBODY = "private, no-store"


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """`endpoint`: the server's address as readers reach it. `seconds`: how long an address works, at most; 0: none."""

    endpoint: str
    seconds: int

    def lifetime_seconds(self, until: Until | None) -> int:
        """How long an address may work, see `Store.respond`; 0 where there may be none."""
        most = min(self.seconds, MOST_SECONDS)
        if until is None or most <= 0:
            return 0
        end = until()
        return most if end is None else max(0, min(most, int((end - timezone.now()).total_seconds())))

    def redirect(self, link: Link, name: str, seconds: int, head: dict[str, str]) -> HttpResponse:
        """Send the reader there. `head` is what stands in the answer's head there: signed, so that nobody changes it.

        By the names that S3 gives it, such as ResponseContentType.
        """
        signer = replace(link.account, endpoint=self.endpoint)
        asked = {"Bucket": link.bucket, "Key": link.prefix + name, "ResponseCacheControl": KEPT_BY_NOBODY, **head}
        address = call(signer, "generate_presigned_url", ClientMethod="get_object", Params=asked, ExpiresIn=seconds)
        return HttpResponse(status=302, headers={"Location": str(address), "Cache-Control": KEPT_BY_NOBODY})
