"""The way in: bytes are received, examined, sealed. `ingest.accept` takes in one file, `batch` many."""

from archive.ingest.accept import accept, accept_chunks, record_refusal
from archive.ingest.giving import Given

__all__ = ["Given", "accept", "accept_chunks", "record_refusal"]
