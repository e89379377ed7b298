"""What shows of a work: the rows whose change changes its face, and how each is reached from it.

The series of an episode stands for the episodes beside it: `catalogue.face` takes it into the episode's own key.
"""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from django.db.models import Model

from archive.models import CleanCopy, Document, Recording, RenditionSet, Restriction
from archive.models.protected import Policed
from catalogue.models import (
    Authority,
    Award,
    Broadcast,
    Edition,
    Mention,
    Name,
    Note,
    RadioEpisode,
    SpeakerPerson,
    Text,
    Title,
    Work,
    WorkDocument,
    WorkRecording,
)
from subtitles.models import Speaker, Track

_RECORDING, _DOCUMENT, _NAME = "recordings_links__recording", "documents_links__document", "mentions__authority"
_HEARD = f"{_RECORDING}__speakers__person_link"
# By model, the paths from Work to its rows; "" to itself.
SHOWN: dict[type[Model], tuple[str, ...]] = {
    Work: ("",),
    **dict.fromkeys(Work.kinds.values(), ("",)),
    RadioEpisode: ("", "radioseries__episodes"),
    Title: ("titles",),
    Text: ("texts",),
    Mention: ("mentions",),
    Broadcast: ("broadcasts",),
    Award: ("awards",),
    Edition: ("book__editions",),
    WorkRecording: ("recordings_links",),
    WorkDocument: ("documents_links",),
    **dict.fromkeys((Authority, *Authority.kinds.values()), (_NAME, f"{_HEARD}__authority")),
    Name: (f"{_NAME}__names", f"{_HEARD}__authority__names"),
    Note: (f"{_NAME}__notes",),
    Recording: (_RECORDING,),
    RenditionSet: (f"{_RECORDING}__rendition_set",),
    Track: (f"{_RECORDING}__tracks",),
    Speaker: (f"{_RECORDING}__speakers",),
    SpeakerPerson: (_HEARD,),
    Document: (_DOCUMENT,),
    CleanCopy: (f"{_DOCUMENT}__clean_copy",),
    Restriction: (f"{_RECORDING}__restrictions", f"{_DOCUMENT}__restrictions"),
}
# What of a work's row only those who work on it meet: saving a draft changes nothing that shows.
OF_DRAFTS = frozenset({"latest_revision", "has_unpublished_changes", "locked", "locked_at", "locked_by"})


def works_of(model: type[Model], ids: Collection[int]) -> set[int]:
    """The works on which these rows show, as the database has it."""
    found: set[int] = set()
    for path in SHOWN[model]:
        found.update(Work.objects.order_by().filter(**{_along(path, "pk__in"): ids}).values_list("pk", flat=True))
    return found


def moments(work_ids: Collection[int], after: datetime) -> dict[int, list[datetime]]:
    """When anything of these works opens or closes by itself, later than `after`."""
    works = Work.objects.order_by().filter(pk__in=work_ids)
    asked = [
        works.filter(**{_along(field, "gt"): after}).values_list("pk", field)
        for model, paths in SHOWN.items()
        if issubclass(model, Policed) and model._meta.get_field("until").model is model
        for path in paths
        for field in (_along(path, "embargo_until"), _along(path, "until"))
    ]
    found: dict[int, list[datetime]] = defaultdict(list)
    for work_id, moment in asked[0].union(*asked[1:]):
        found[work_id].append(moment)
    return found


def _along(path: str, name: str) -> str:
    return f"{path}__{name}" if path else name
