from pathlib import Path

import pytest

from subtitles.memory.database import MissingMemory
from subtitles.memory.store import Pair, Store

SV_FA = ("sv", "fa")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "memory" / "memory.sqlite3")


def pair(key: int, said: str, became: str = "x", languages: tuple[str, str] = SV_FA) -> Pair:
    return Pair((key,), (key + 1000,), languages, tuple(said.split()), tuple(became.split()))


def near(store: Store, said: str, languages: tuple[str, str] = SV_FA, least: float = 0.6) -> list[str]:
    return sorted(" ".join(words) for _, words in store.near(said.split(), languages, least))


def test_what_was_never_written_is_missing(store: Store) -> None:
    assert store.held() == {}
    with pytest.raises(MissingMemory):
        store.near(["a"], SV_FA, 0.6)


def test_texts_that_share_enough_words_are_found_in_their_languages_alone(store: Store) -> None:
    store.replace("track:1", "k", [pair(1, "vi var fyrtio kvinnor i rummet"), pair(2, "hon skrev ett brev")])
    store.replace("track:2", "k", [pair(3, "vi var fyrtio kvinnor i rummet", languages=("sv", "en"))])
    assert near(store, "vi var tretton kvinnor i rummet") == ["vi var fyrtio kvinnor i rummet"]
    assert near(store, "hon skrev tre brev") == ["hon skrev ett brev"]
    assert near(store, "hon skrev tre brev", ("fa", "sv")) == []
    assert near(store, "ett") == []  # one word of four


def test_no_text_that_is_like_enough_is_passed_over(store: Store) -> None:
    """Whatever two words of five differ, the rarest that are asked for are among the three that are left."""
    words = ["a", "b", "c", "d", "e"]
    others = [
        " ".join("z" if at in (first, second) else word for at, word in enumerate(words))
        for first in range(5)
        for second in range(5)
    ]
    store.replace("track:1", "k", [pair(key, said) for key, said in enumerate(others)])
    assert near(store, "a b c d e") == sorted(others)


def test_what_is_replaced_is_not_found_any_more(store: Store) -> None:
    store.replace("track:1", "k", [pair(1, "hon skrev ett brev", "nameh")])
    store.replace("track:1", "k2", [pair(2, "hon skrev en bok", "ketab")])
    assert near(store, "hon skrev ett brev", least=1) == []
    assert store.containing([(SV_FA, "became", ["nameh"])], 10) == []
    assert store.held() == {"track:1": "k2"}
    store.replace("track:1", None)
    assert (near(store, "hon skrev en bok"), store.held()) == ([], {})


def test_deleted_words_leave_the_file(store: Store) -> None:
    store.replace("track:1", "k", [pair(1, "hemligtkvinnonamn talade", "nameh")])
    store.replace("track:1", None)
    store.tidy()
    kept = b"".join(path.read_bytes() for path in store.path.parent.iterdir() if not path.name.endswith("-shm"))
    assert b"hemligtkvinnonamn" not in kept


def test_words_are_sought_on_either_side(store: Store) -> None:
    store.replace("track:1", "k", [pair(1, "hon skrev", "او نوشت"), pair(2, "hon kom", "او آمد")])
    (found,) = store.containing([(SV_FA, "said", ["hon", "kom"])], 10)
    assert (found.targets, found.sources, found.became, found.holder) == ((2,), (1002,), ("او", "آمد"), "track:1")
    assert len(store.containing([(SV_FA, "became", ["او"]), (SV_FA, "said", ["kom"])], 10)) == 2
    assert len(store.containing([(SV_FA, "became", ["او"])], 1)) == 1
    assert store.containing([(SV_FA, "said", [])], 10) == []


@pytest.mark.parametrize("damage", [b"", b"no database", b"SQLite format 3\x00" + b"x" * 5000])
def test_a_damaged_file_is_missing_and_mended_by_writing(store: Store, damage: bytes) -> None:
    store.replace("track:1", "k", [pair(1, "hon skrev")])
    for path in store.path.parent.glob("memory.sqlite3-*"):
        path.unlink()
    store.path.write_bytes(damage)
    assert store.held() == {}
    with pytest.raises(MissingMemory):
        store.near(["hon"], SV_FA, 0.6)
    try:
        store.replace("track:2", "k", [pair(2, "hon kom")])
    except Exception:
        store.replace("track:2", "k", [pair(2, "hon kom")])
    assert store.held() == {"track:2": "k"}


def test_what_breaks_off_leaves_what_was_there(store: Store) -> None:
    store.replace("track:1", "k", [pair(1, "hon skrev")])

    def broken() -> object:
        yield pair(2, "hon kom")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        store.replace("track:1", "k2", broken())  # type: ignore[arg-type]
    assert (store.held(), near(store, "hon skrev")) == ({"track:1": "k"}, ["hon skrev"])
