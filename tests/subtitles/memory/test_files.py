import pytest
from django.contrib.auth.models import User

from archive import access, policy
from subtitles.exceptions import UnreadableSubtitles
from subtitles.memory import files, tmx
from subtitles.memory.tmx import Unit
from subtitles.models import MemoryFile
from tests.subtitles.memory.scene import read, translated

pytestmark = pytest.mark.django_db


def test_what_a_file_holds_is_kept_once_with_its_origin(translator: User) -> None:
    units = [Unit("sv", "Hon kom.", "fa", "آمد.", "m" * 120)] * 2
    taken = files.take_in("gammalt.tmx", "".join(tmx.written(units)).encode(), translator)
    (pair,) = taken.file.pairs.all()
    assert (taken.pairs, taken.left_out, pair.target, pair.by) == (1, 0, "آمد.", "m" * 100)
    assert (str(taken.file), taken.file.by) == ("gammalt.tmx", translator)


def test_a_file_without_a_pair_is_refused_and_leaves_nothing() -> None:
    with pytest.raises(UnreadableSubtitles, match="no text with a translation"):
        files.take_in("x.tmx", "".join(tmx.written([])).encode())
    assert not MemoryFile.objects.exists()


def test_a_memory_goes_out_as_far_as_one_may_see_it(translator: User, archivist: User) -> None:
    hidden = translated(("Hemligt.", "راز"))
    translated(("Hon skrev.", "نوشت."))
    files.take_in("a.tmx", "".join(tmx.written([Unit("sv", "Hon kom.", "fa", "آمد.")])).encode())
    read()
    policy.withdraw(hidden.recording)
    for user, told in ((translator, {"نوشت.", "آمد."}), (archivist, {"نوشت.", "آمد.", "راز"})):
        data = "".join(files.written(access.viewer_of(user))).encode()
        assert {unit.target for unit in tmx.read(data).units} == told
