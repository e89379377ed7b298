"""What a giver says about a file. It is written down before the first byte, so that a crash forgets none of it."""

from dataclasses import dataclass
from typing import Self

from django.contrib.auth.models import User

from archive.filenames import kept_name
from archive.models import Recording, Upload


@dataclass(frozen=True, slots=True)
class Given:
    """`recording`: this is a further original of it. `size_bytes`: as announced. `work`: the slug to tie it to."""

    file_name: str
    by: User | None = None
    recording: Recording | None = None
    title: str | None = None
    language: str = ""
    size_bytes: int | None = None
    work: str = ""

    def write_down(self) -> Upload:
        """The row of a file that is on its way."""
        return Upload.objects.create(
            file_name=kept_name(self.file_name),
            created_by=self.by,
            recording=self.recording,
            title=(self.title or "")[:250],
            language=self.language,
            announced_bytes=self.size_bytes,
            work=self.work,
        )

    @classmethod
    def of(cls, upload: Upload) -> Self:
        """What was written down."""
        return cls(
            upload.file_name,
            upload.created_by,
            upload.recording,
            upload.title or None,
            upload.language,
            upload.announced_bytes,
            upload.work,
        )
