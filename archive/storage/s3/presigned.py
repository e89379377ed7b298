"""Addresses under which a reader fetches the bytes from the bucket herself, for a few minutes.

Nobody can call one back: until it ends, it opens the file to whoever has it, whatever was decided meanwhile.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from django.http import HttpResponse
from django.utils import timezone

from archive.storage.s3.link import Link, client

MOST_SECONDS = 300
KEPT_BY_NOBODY = "private, no-store"


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """`endpoint`: the server's address as readers reach it. `seconds`: how long an address works, at most; 0: none."""

    endpoint: str
    seconds: int

    def lifetime_seconds(self, until: datetime | None) -> int:
        """How long an address may work that ends by `until`; 0 where there may be none."""
        if until is None:
            return 0
        left = int((until - timezone.now()).total_seconds())
        return max(0, min(self.seconds, MOST_SECONDS, left))

    def redirect(self, link: Link, name: str, seconds: int, head: dict[str, str]) -> HttpResponse:
        """Send the reader there. `head` is what stands in the answer's head there: signed, so that nobody changes it.

        By the names that S3 gives it, such as ResponseContentType.
        """
        signer = client(replace(link.account, endpoint=self.endpoint))
        asked = {"Bucket": link.bucket, "Key": link.prefix + name, "ResponseCacheControl": KEPT_BY_NOBODY, **head}
        address = signer.generate_presigned_url("get_object", Params=asked, ExpiresIn=seconds)
        return HttpResponse(status=302, headers={"Location": address, "Cache-Control": KEPT_BY_NOBODY})
