import hashlib
import uuid
from typing import Any

import factory
from factory.django import DjangoModelFactory

from archive.models import Assembly, CleanCopy, Document, Job, Original, Recording, RenditionSet, Restriction
from archive.transcoding.assembling import Piece, assemble


class RecordingFactory(DjangoModelFactory):
    """A recording nobody vouches for yet: closed to all below translator."""

    class Meta:
        model = Recording

    title = factory.Sequence(lambda n: f"Recording {n}")
    kind = "audio"
    language = "fa"


class RestrictionFactory(DjangoModelFactory):
    """By default what a public work leaves on its recording: it vouches and closes nothing."""

    class Meta:
        model = Restriction

    recording = factory.SubFactory(RecordingFactory)
    basis = "policy"
    source = factory.Sequence(lambda n: f"work:{n}")
    audience = "public"

    @classmethod
    def _create(cls, model_class: type[Restriction], *args: Any, **kwargs: Any) -> Restriction:
        made = model_class(**kwargs)
        model_class.objects.write_rows([made])
        return made


class DocumentFactory(DjangoModelFactory):
    class Meta:
        model = Document

    title = factory.Sequence(lambda n: f"Document {n}")


class OriginalFactory(DjangoModelFactory):
    class Meta:
        model = Original

    recording = factory.SubFactory(RecordingFactory)
    sha256 = factory.Sequence(lambda n: hashlib.sha256(str(n).encode()).hexdigest())
    key = factory.LazyAttribute(lambda original: f"{original.sha256[:2]}/{original.sha256}.bin")
    size_bytes = 1000
    media_type = "audio/mpeg"
    file_name = factory.Sequence(lambda n: f"tape {n}.mp3")


class CleanCopyFactory(DjangoModelFactory):
    """What the public reads of a document; its file is not there."""

    class Meta:
        model = CleanCopy

    document = factory.SubFactory(DocumentFactory)
    original = factory.SubFactory(
        OriginalFactory,
        recording=None,
        document=factory.SelfAttribute("..document"),
        media_type="application/pdf",
        file_name="book.pdf",
    )
    recipe = "test"
    key = factory.LazyFunction(lambda: f"documents/{uuid.uuid4().hex}.pdf")
    sha256 = factory.Sequence(lambda n: hashlib.sha256(f"copy {n}".encode()).hexdigest())
    size_bytes = 1000
    pages = 1


class AssemblyFactory(DjangoModelFactory):
    """One original, all of it, and what its recording is to stream."""

    class Meta:
        model = Assembly

    recording = factory.SubFactory(RecordingFactory)
    original = factory.SubFactory(OriginalFactory, recording=factory.SelfAttribute("..recording"))
    chosen = True

    @classmethod
    def _create(
        cls, model_class: type[Assembly], *, recording: Recording, original: Original, chosen: bool
    ) -> Assembly:
        made = assemble(recording, [Piece(original)])
        if chosen:
            recording.assembly = made
            recording.save(update_fields=["assembly"])
        return made


class RenditionSetFactory(DjangoModelFactory):
    """A set that exists as rows; `live=True` points its recording at it."""

    class Meta:
        model = RenditionSet
        skip_postgeneration_save = True

    class Params:
        original = factory.SubFactory(OriginalFactory, recording=factory.SelfAttribute("..recording"))

    recording = factory.SubFactory(RecordingFactory)
    assembly = factory.SubFactory(
        AssemblyFactory, recording=factory.SelfAttribute("..recording"), original=factory.SelfAttribute("..original")
    )
    directory = factory.LazyFunction(lambda: uuid.uuid4().hex)
    duration_ms = 60_000

    @factory.post_generation
    def live(self: RenditionSet, create: bool, extracted: bool | None, **kwargs: object) -> None:
        if create and extracted:
            self.recording.rendition_set = self
            self.recording.duration_ms = self.duration_ms
            self.recording.save(update_fields=["rendition_set", "duration_ms"])


class JobFactory(DjangoModelFactory):
    class Meta:
        model = Job

    kind = "transcode"
    target = factory.SubFactory(AssemblyFactory)
