import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import uuid4

import pyrage
import pytest

from archive.access import STRANGER
from archive.exceptions import PreservationFailed
from archive.models import Job, Original, Recording
from archive.preservation import ledger, restore, tables, withdrawals
from archive.preservation.copies import State
from archive.preservation.ledger import LIFT, WITHDRAW, Entry
from archive.preservation.places import Place, moved_to
from archive.preservation.restore import Restored, Wanted
from archive.signals import withdrawal_changed
from catalogue import policy
from catalogue.models import Person, Work
from tests.archive.preservation.world import World, ask, database, elsewhere, make
from tests.databases import on_sqlite


def bring(backup: Path, place: Place, **wanted: Any) -> Restored:
    """Restore with the ledger of the archive that lives on, unless something else is said."""
    wanted.setdefault("ledger", withdrawals.path())
    return restore.restore(Wanted(backup, **wanted), place)


def withdraw(thing: Any, because: str = "", *, withdrawn: bool = True) -> None:
    (policy.withdraw if withdrawn else policy.lift)(thing, because=because)


def public_works(place: Place) -> set[str]:
    with moved_to(place):
        return set(Work.objects.visible_to(STRANGER).values_list("slug", flat=True))


def public_recordings(place: Place) -> set[int]:
    with moved_to(place):
        return set(Recording.objects.visible_to(STRANGER).values_list("pk", flat=True))


def nothing_came_of(place: Place) -> bool:
    left = [path.name for path in place.database.parent.iterdir()] if place.database.parent.exists() else []
    return not place.database.exists() and [name for name in left if name != ".restoring.lock"] == []


def test_what_was_withdrawn_after_the_backup_is_withdrawn_after_the_restore(world: World, tmp_path: Path) -> None:
    made = make(tmp_path / "backups", with_originals=True)
    withdraw(world.film, "hon bad om det")
    withdraw(world.person)
    place = elsewhere(tmp_path)
    restored = bring(made.path, place, originals=tmp_path / "backups" / "originals")
    assert {(one.model, one.pk) for one in restored.played.withdrawn} == {
        ("catalogue.Work", world.film.pk),
        ("catalogue.Authority", world.person.pk),
    }
    assert public_works(place) == {"programmet", "boken"}
    # What follows from it stands too: the archive answers for the recording without asking the catalogue.
    assert public_recordings(place) == {world.recordings[1].pk}
    assert ask(place.database, "SELECT withdrawn FROM catalogue_authority") == [(1,)]
    # The archive that goes on living was not touched.
    assert Work.objects.get(slug="filmen").withdrawn


def test_all_else_is_as_it_was(world: World, tmp_path: Path) -> None:
    made = make(tmp_path / "backups", with_originals=True)
    place = elsewhere(tmp_path)
    restored = bring(made.path, place, originals=tmp_path / "backups" / "originals", without_ledger=True, ledger=None)
    before = restored.manifest.said["tables"]
    # The work on a recording and on a document that are to be made ready again is planned, and on its way.
    forgotten = {"django_session": 0, "django_tasks_database_dbtaskresult": 2}
    expected = before | {**forgotten, "archive_job": before["archive_job"] + 2}
    # Whether the admin's own index was made goes by the kind of database that the program was started with.
    assert restored.tables | {"django_migrations": 0} == expected | {"django_migrations": 0}
    assert restored.lacking == []
    for one in Original.objects.all():
        path = place.originals / one.key
        assert (path.stat().st_size, oct(path.stat().st_mode)[-3:]) == (one.size_bytes, "400")
    assert (place.media / "original_images" / "hus i snö.jpg").read_bytes() == b"a picture"
    assert (public_works(place), oct(place.database.stat().st_mode)[-3:]) == ({"filmen", "programmet", "boken"}, "600")


def test_what_was_under_way_is_forgotten_and_what_is_lost_is_planned(world: World, tmp_path: Path) -> None:
    place = elsewhere(tmp_path)
    restored = bring(make(tmp_path / "backups").path, place, keep_originals=True)
    assert restored.lacking == [] or len(restored.lacking) == 3
    assert (restored.settled.sessions, restored.settled.returned) == (1, 1)
    with moved_to(place):
        job = Job.objects.get(pk=world.job.pk)
        assert (job.state, job.lease, job.worker) == ("waiting", None, "")


def test_what_has_no_whole_renditions_or_clean_copy_is_planned_once_and_only_where_there_is_a_file(
    world: World, tmp_path: Path
) -> None:
    one, other = world.recordings
    Job.objects.all().delete()
    made = make(tmp_path / "backups", with_originals=True).path
    copies = made.parent / "originals"
    lost = copies / Original.objects.get(recording=other).key
    lost.unlink()
    place = elsewhere(tmp_path)
    restored = bring(made, place, originals=copies)
    assert (restored.settled.planned, [missing.state for missing in restored.lacking]) == (2, [State.MISSING])
    with moved_to(place):
        planned = {(job.kind, job.target.recording_id) for job in Job.objects.all() if job.target}
        assert planned == {("transcode", one.pk), ("clean_document", None)}


def test_an_encrypted_backup_with_its_originals_comes_back_with_the_key(world: World, tmp_path: Path) -> None:
    key, wrong = (pyrage.x25519.Identity.generate() for _ in range(2))
    for name, one in (("key", key), ("wrong", wrong)):
        (tmp_path / name).write_text(f"{one}\n")
    made = make(tmp_path / "backups", recipients=[str(key.to_public())], with_originals=True)
    copies = tmp_path / "backups" / "originals"
    for identities in ([], [tmp_path / "wrong"]):
        with pytest.raises(PreservationFailed):
            bring(made.path, elsewhere(tmp_path), originals=copies, identities=identities)
        assert nothing_came_of(elsewhere(tmp_path))
    restored = bring(
        made.path, elsewhere(tmp_path), originals=copies, identities=[tmp_path / "wrong", tmp_path / "key"]
    )
    assert restored.lacking == []


def test_where_a_database_or_originals_are_nothing_is_touched(world: World, tmp_path: Path) -> None:
    made = make(tmp_path / "backups", with_originals=True)
    before = tables.count()
    with pytest.raises(PreservationFailed, match=r"There is a database|is not empty"):
        bring(made.path, Place.configured())
    assert tables.count() == before
    place = elsewhere(tmp_path)
    place.originals.mkdir(parents=True)
    (place.originals / "ab").mkdir()
    (place.originals / "ab" / "some.wav").write_bytes(b"somebody's")
    with pytest.raises(PreservationFailed, match="--keep-originals"):
        bring(made.path, place)
    assert (place.originals / "ab" / "some.wav").read_bytes() == b"somebody's"
    assert not place.database.exists()


def test_a_wal_left_beside_a_lost_database_is_not_played_into_the_restored_one(world: World, tmp_path: Path) -> None:
    place = elsewhere(tmp_path)
    place.database.parent.mkdir()
    place.database.with_name(place.database.name + "-wal").write_bytes(b"old frames")
    with pytest.raises(PreservationFailed, match="move it away"):
        bring(make(tmp_path / "backups").path, place)


def test_originals_that_survived_are_read_and_kept(world: World, tmp_path: Path) -> None:
    made = make(tmp_path / "backups", with_originals=True)
    place = elsewhere(tmp_path)
    first, second, third = Original.objects.order_by("pk")
    for one, content in ((first, None), (second, b"rotten")):
        (place.originals / one.key).parent.mkdir(parents=True, exist_ok=True)
        source = tmp_path / "backups" / "originals" / one.key
        (place.originals / one.key).write_bytes(source.read_bytes() if content is None else content)
    restored = bring(made.path, place, originals=tmp_path / "backups" / "originals", keep_originals=True)
    assert [(one.key, one.state) for one in restored.lacking] == [(second.key, State.WRONG_SIZE)]
    assert (place.originals / third.key).exists()


@pytest.mark.parametrize("how", ["cut", "end", "database", "manifest", "seal"])
def test_a_damaged_backup_is_refused_and_nothing_comes_of_it(world: World, tmp_path: Path, how: str) -> None:
    path = make(tmp_path / "backups").path
    content = bytearray(path.read_bytes())
    if how in ("cut", "end"):
        content = content[: len(content) // 2] if how == "cut" else content[: content.rindex(b"manifest.sha256")]
    else:
        needle = {"database": b"programmet", "manifest": b'"made_at"', "seal": b"manifest.sha256"}[how]
        at = content.rindex(needle) + (512 if how == "seal" else 0)
        content[at] ^= 1
    path.write_bytes(content)
    with pytest.raises(PreservationFailed):
        bring(path, elsewhere(tmp_path))
    assert nothing_came_of(elsewhere(tmp_path))


@on_sqlite
def test_a_backup_of_a_newer_version_is_refused(world: World, tmp_path: Path) -> None:
    with closing(sqlite3.connect(database(), isolation_level=None)) as file:
        file.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('archive', '9999_later', '2030-01-01')"
        )
    try:
        path = make(tmp_path / "backups").path
    finally:
        with closing(sqlite3.connect(database(), isolation_level=None)) as file:
            file.execute("DELETE FROM django_migrations WHERE name = '9999_later'")
    with pytest.raises(PreservationFailed, match=r"newer version.*archive\.9999_later"):
        bring(path, elsewhere(tmp_path))
    assert nothing_came_of(elsewhere(tmp_path))


@on_sqlite
def test_a_backup_of_an_older_version_is_brought_up_to_date(world: World, tmp_path: Path) -> None:
    with closing(sqlite3.connect(database(), isolation_level=None)) as file:
        undone = "app = 'search' AND name = '0001_initial'"
        file.execute("ALTER TABLE search_pendingupdate RENAME TO kept_aside")
        file.execute(f"DELETE FROM django_migrations WHERE {undone}")
        for (name,) in list(
            file.execute("SELECT name FROM sqlite_master WHERE tbl_name = 'kept_aside' AND type = 'index'")
        ):
            file.execute(f"DROP INDEX {name}") if not name.startswith("sqlite_") else None
        try:
            path = make(tmp_path / "backups").path
        finally:
            file.execute("ALTER TABLE kept_aside RENAME TO search_pendingupdate")
            file.execute(
                "INSERT INTO django_migrations (app, name, applied) VALUES ('search', '0001_initial', '2026-01-01')"
            )
    restored = bring(path, elsewhere(tmp_path))
    assert "search_pendingupdate" not in restored.manifest.said["tables"]
    assert "search_pendingupdate" in restored.tables


def test_without_a_ledger_outside_a_restore_wants_to_be_told_that_it_is_lost(world: World, tmp_path: Path) -> None:
    made = make(tmp_path / "backups")
    with pytest.raises(PreservationFailed, match="--without-ledger"):
        bring(made.path, elsewhere(tmp_path), ledger=None)
    with pytest.raises(PreservationFailed, match="no ledger at"):
        bring(made.path, elsewhere(tmp_path), ledger=tmp_path / "none.jsonl")
    assert nothing_came_of(elsewhere(tmp_path))


def test_the_ledger_in_the_place_goes_on_and_says_that_there_was_a_restore(world: World, tmp_path: Path) -> None:
    made = make(tmp_path / "backups")
    withdraw(world.film)
    place = elsewhere(tmp_path)
    place.ledger.parent.mkdir()
    place.ledger.write_bytes(withdrawals.path().read_bytes())
    bring(made.path, place, ledger=None)
    actions = [entry.action for entry in ledger.read(place.ledger).entries]
    assert actions == ["withdraw", "restored"]
    assert "filmen" not in public_works(place)


def test_a_ledger_from_elsewhere_takes_the_place_of_an_older_one(world: World, tmp_path: Path) -> None:
    withdraw(world.radio)
    made = make(tmp_path / "backups")
    place = elsewhere(tmp_path)
    place.ledger.parent.mkdir()
    place.ledger.write_bytes(withdrawals.path().read_bytes())
    withdraw(world.film)
    bring(made.path, place)
    assert [entry.action for entry in ledger.read(place.ledger).entries] == ["withdraw", "withdraw", "restored"]
    assert ledger.read(place.ledger).broken == ()
    assert public_works(place) == {"boken"}


def test_a_restored_archive_is_not_moved_to_for_good(world: World, tmp_path: Path) -> None:
    before = database()
    bring(make(tmp_path / "backups").path, elsewhere(tmp_path))
    assert database() == before
    assert Work.objects.count() == 3


def test_a_restore_that_breaks_off_leaves_the_settings_and_nothing_else(world: World, tmp_path: Path) -> None:
    made = make(tmp_path / "backups", with_originals=True)
    place = elsewhere(tmp_path)

    def stop(step: str, done: int, total: int) -> None:
        if step.startswith("Bringing"):
            raise KeyboardInterrupt

    wanted = Wanted(made.path, originals=tmp_path / "backups" / "originals", ledger=withdrawals.path())
    with pytest.raises(KeyboardInterrupt):
        restore.restore(wanted, place, stop)
    assert not place.database.exists()
    assert not (place.database.parent / ".restoring").exists()
    again = bring(made.path, place, originals=tmp_path / "backups" / "originals", keep_originals=True)
    assert again.lacking == []


# What of the ledgers is to be believed. The film is withdrawn in the backup, the radio is open.


def scene(world: World, tmp_path: Path) -> Path:
    withdraw(world.film)
    return make(tmp_path / "backups").path


def test_a_lift_after_the_backup_is_played_back(world: World, tmp_path: Path) -> None:
    path = scene(world, tmp_path)
    withdraw(world.film, withdrawn=False)
    restored = bring(path, elsewhere(tmp_path))
    assert [(one.action, one.pk) for one in restored.played.lifted] == [("lift", world.film.pk)]
    assert "filmen" in public_works(elsewhere(tmp_path))
    assert world.recordings[0].pk in public_recordings(elsewhere(tmp_path))


def test_the_last_word_counts_whichever_it_is(world: World, tmp_path: Path) -> None:
    path = scene(world, tmp_path)
    for withdrawn in (False, True, False, True):
        withdraw(world.film, withdrawn=withdrawn)
        withdraw(world.radio, withdrawn=not withdrawn)
    bring(path, elsewhere(tmp_path))
    assert public_works(elsewhere(tmp_path)) == {"programmet", "boken"}


def test_a_lift_from_before_a_withdrawal_that_the_ledger_lacks_opens_nothing(world: World, tmp_path: Path) -> None:
    withdraw(world.film)
    withdraw(world.film, withdrawn=False)
    Work.objects.filter(pk=world.film.pk).write_rule(withdrawn=True)
    old = withdrawals.path().read_bytes()
    path = make(tmp_path / "backups").path  # which writes the withdrawal into the ledger
    withdrawals.path().write_bytes(old)
    bring(path, elsewhere(tmp_path))
    assert "filmen" not in public_works(elsewhere(tmp_path))


@pytest.mark.parametrize("how", ["changed", "torn", "cut out"])
def test_a_damaged_ledger_closes_and_opens_nothing(world: World, tmp_path: Path, how: str) -> None:
    path = scene(world, tmp_path)
    withdraw(world.radio)
    withdraw(world.person)
    withdraw(world.film, withdrawn=False)
    lines = withdrawals.path().read_bytes().splitlines()
    if how == "cut out":
        del lines[2]
    else:
        lines[2] = lines[2].replace(b'"withdraw"', b'"lift"') if how == "changed" else lines[2][:40]
    withdrawals.path().write_bytes(b"\n".join(lines) + b"\n")
    restored = bring(path, elsewhere(tmp_path))
    assert public_works(elsewhere(tmp_path)) == {"boken"}
    assert (restored.played.lifted, len(restored.played.doubts)) == ((), 1)


def test_of_two_ledgers_that_went_different_ways_each_closes_and_neither_opens(world: World, tmp_path: Path) -> None:
    path = scene(world, tmp_path)
    common = withdrawals.path().read_bytes()
    withdraw(world.radio)
    place = elsewhere(tmp_path)
    place.ledger.parent.mkdir()
    place.ledger.write_bytes(common)
    ledger.append(place.ledger, [Entry("2026-11-25T00:00:00+00:00", LIFT, "catalogue.Work", world.film.pk)])
    ledger.append(place.ledger, [Entry("2026-11-25T00:00:00+00:00", WITHDRAW, "catalogue.Work", world.book.pk)])
    restored = bring(path, place)
    assert public_works(place) == set()
    assert (restored.played.lifted, len(restored.played.doubts)) == ((), 1)
    # The ledger that stays knows what either knew.
    with moved_to(place):
        assert not withdrawals.compare().unwritten


def test_what_is_withdrawn_in_the_ledger_and_not_in_the_backup_is_reported(world: World, tmp_path: Path) -> None:
    path = scene(world, tmp_path)
    later = Person.objects.create(slug="senare", audience="public")
    withdraw(later)
    ledger.append(withdrawals.path(), [Entry("2026-11-25T00:00:00+00:00", WITHDRAW, "later.Kind", 1)])
    restored = bring(path, elsewhere(tmp_path))
    assert {(one.model, one.pk) for one in restored.played.unknown} == {
        ("catalogue.Authority", later.pk),
        ("later.Kind", 1),
    }


def test_a_key_that_belonged_to_another_recording_closes_nothing_else(world: World, tmp_path: Path) -> None:
    recording = world.recordings[0]
    ledger.append(
        withdrawals.path(),
        [Entry("2026-11-25T00:00:00+00:00", WITHDRAW, "archive.Recording", recording.pk, uuid=str(uuid4()))],
    )
    restored = bring(make(tmp_path / "backups").path, elsewhere(tmp_path))
    assert [one.pk for one in restored.played.unknown] == [recording.pk]
    assert recording.pk in public_recordings(elsewhere(tmp_path))


def test_a_line_whose_uuid_is_none_closes_by_its_key(world: World, tmp_path: Path) -> None:
    recording = world.recordings[0]
    path = make(tmp_path / "backups").path
    line = Entry("2026-11-25T00:00:00+00:00", WITHDRAW, "archive.Recording", recording.pk, uuid="no uuid")
    ledger.append(withdrawals.path(), [line])
    bring(path, elsewhere(tmp_path))
    assert recording.pk not in public_recordings(elsewhere(tmp_path))


def test_playing_back_writes_nothing_into_the_ledger_of_the_living_archive(world: World, tmp_path: Path) -> None:
    path = scene(world, tmp_path)
    withdraw(world.radio)
    before = withdrawals.path().read_bytes()
    bring(path, elsewhere(tmp_path))
    assert withdrawals.path().read_bytes() == before


def test_many_withdrawals_are_played_back_in_bulk(world: World, tmp_path: Path) -> None:
    recordings = [Recording(title=str(number), kind="audio") for number in range(700)]
    Recording.objects.bulk_create(recordings)
    path = make(tmp_path / "backups").path
    ids = list(Recording.objects.values_list("pk", flat=True))
    withdrawal_changed.send(sender=Recording, model="archive.Recording", ids=ids, withdrawn=True, by=None, because="")
    assert len(bring(path, elsewhere(tmp_path)).played.withdrawn) == len(ids)
