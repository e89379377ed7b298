import pytest
from django.contrib.auth.models import User

pytestmark = pytest.mark.django_db


def test_archivists_and_translators_may_import_and_publish_and_nobody_may_delete(
    archivist: User, translator: User, researcher: User
) -> None:
    own = {"subtitles.view_track", "subtitles.add_track", "subtitles.change_track", "subtitles.view_revision"}
    for person, expected in ((archivist, own), (translator, own), (researcher, set())):
        assert {name for name in person.get_all_permissions() if name.startswith("subtitles.")} == expected
