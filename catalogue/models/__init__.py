from archive.languages import Tagged
from catalogue.models.access_request import AccessRequest
from catalogue.models.authority import Authority, Name, NameKind, Note
from catalogue.models.book import Book, Edition
from catalogue.models.broadcast import Award, Broadcast
from catalogue.models.caption import CaptionExemption, CaptionRequirement
from catalogue.models.documentary import Documentary
from catalogue.models.face import Face, Frame
from catalogue.models.kinds import Organisation, Person, Place, Subject
from catalogue.models.mention import Mention, Role
from catalogue.models.page import HomePage, StandardPage
from catalogue.models.parts import WorkDocument, WorkRecording
from catalogue.models.radio import RadioEpisode, RadioSeries
from catalogue.models.sent import SentForm
from catalogue.models.speaker_person import SpeakerPerson
from catalogue.models.work import Kind, Text, Title, Work

__all__ = [
    "AccessRequest",
    "Authority",
    "Award",
    "Book",
    "Broadcast",
    "CaptionExemption",
    "CaptionRequirement",
    "Documentary",
    "Edition",
    "Face",
    "Frame",
    "HomePage",
    "Kind",
    "Mention",
    "Name",
    "NameKind",
    "Note",
    "Organisation",
    "Person",
    "Place",
    "RadioEpisode",
    "RadioSeries",
    "Role",
    "SentForm",
    "SpeakerPerson",
    "StandardPage",
    "Subject",
    "Tagged",
    "Text",
    "Title",
    "Work",
    "WorkDocument",
    "WorkRecording",
]
