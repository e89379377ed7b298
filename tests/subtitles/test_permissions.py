import pytest
from django.contrib.auth.models import User

pytestmark = pytest.mark.django_db


def test_archivists_and_translators_may_import_and_publish_and_nobody_may_delete_a_track(
    archivist: User, translator: User, invited: User, researcher: User
) -> None:
    own = {"subtitles.view_track", "subtitles.add_track", "subtitles.change_track", "subtitles.view_revision"}
    rules = {f"subtitles.{verb}_profile" for verb in ("view", "add", "change", "delete")}
    terms = {f"subtitles.{verb}_term" for verb in ("view", "add", "change")} | {"subtitles.view_memoryfile"}
    files = {"subtitles.delete_term", "subtitles.add_memoryfile", "subtitles.delete_memoryfile"}
    hers = {"subtitles.view_track", "subtitles.change_track"}
    for person, expected in (
        (archivist, own | rules | terms | files),
        (translator, own | terms),
        (invited, hers),
        (researcher, set()),
    ):
        assert {name for name in person.get_all_permissions() if name.startswith("subtitles.")} == expected
