from archive.models.assembly import Assembly, AssemblySource
from archive.models.document import CleanCopy, Document
from archive.models.event import Event
from archive.models.grant import Grant
from archive.models.job import Job
from archive.models.original import Original
from archive.models.protected import Protected
from archive.models.recording import Recording
from archive.models.rendition import Rendition, RenditionSet
from archive.models.restriction import Restriction
from archive.models.role import Role
from archive.models.upload import Upload
from archive.models.withdrawal import Withdrawal

__all__ = [
    "Assembly",
    "AssemblySource",
    "CleanCopy",
    "Document",
    "Event",
    "Grant",
    "Job",
    "Original",
    "Protected",
    "Recording",
    "Rendition",
    "RenditionSet",
    "Restriction",
    "Role",
    "Upload",
    "Withdrawal",
]
