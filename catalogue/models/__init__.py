from catalogue.models.access_request import AccessRequest
from catalogue.models.authority import Authority
from catalogue.models.book import Book, Edition
from catalogue.models.broadcast import Award, Broadcast
from catalogue.models.credit import Credit, Role
from catalogue.models.documentary import Documentary
from catalogue.models.face import Face
from catalogue.models.links import WorkDocument, WorkRecording
from catalogue.models.organisation import Organisation, OrganisationName, OrganisationText
from catalogue.models.page import HomePage, StandardPage
from catalogue.models.person import Person, PersonName, PersonText
from catalogue.models.place import Place, PlaceName, PlaceText, WorkPlace
from catalogue.models.radio import RadioEpisode, RadioSeries
from catalogue.models.sent import SentForm
from catalogue.models.subject import Subject, SubjectName, SubjectText, WorkSubject
from catalogue.models.tagged import Tagged
from catalogue.models.work import Kind, Text, Title, Work

__all__ = [
    "AccessRequest",
    "Authority",
    "Award",
    "Book",
    "Broadcast",
    "Credit",
    "Documentary",
    "Edition",
    "Face",
    "HomePage",
    "Kind",
    "Organisation",
    "OrganisationName",
    "OrganisationText",
    "Person",
    "PersonName",
    "PersonText",
    "Place",
    "PlaceName",
    "PlaceText",
    "RadioEpisode",
    "RadioSeries",
    "Role",
    "SentForm",
    "StandardPage",
    "Subject",
    "SubjectName",
    "SubjectText",
    "Tagged",
    "Text",
    "Title",
    "Work",
    "WorkDocument",
    "WorkPlace",
    "WorkRecording",
    "WorkSubject",
]
