"""The drill: a backup, then changes, then a restore, and the question who would see more than now."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pyrage
import pytest
from django.conf import settings as configured
from django.core import checks
from django.core.management import CommandError, call_command

from archive import closing
from archive.models import Original
from archive.preservation import drill, tables, withdrawals
from archive.preservation.drill import Report
from archive.preservation.places import Place
from archive.preservation.restore import Wanted
from catalogue import policy
from catalogue.models import Work
from tests.archive.preservation.test_restore import withdraw
from tests.archive.preservation.world import World, make


def run(backup: Path, **wanted: Any) -> Report:
    return drill.drill(Wanted(backup, originals=backup.parent / "originals", **wanted))


def test_a_backup_of_now_gives_back_what_is_seen_now(world: World, tmp_path: Path) -> None:
    withdraw(world.radio)
    report = run(make(tmp_path / "backups", with_originals=True).path)
    assert (report.problems, report.opened, report.closed, report.not_withdrawn, report.lacking) == ([], (), (), {}, [])
    assert report.copies_read


def test_what_was_withdrawn_after_the_backup_stays_withdrawn_and_the_drill_says_so(
    world: World, tmp_path: Path
) -> None:
    made = make(tmp_path / "backups", with_originals=True)
    withdraw(world.film)
    report = run(made.path)
    assert report.passed
    assert [(one.model, one.pk) for one in report.restored.played.withdrawn] == [("catalogue.Work", world.film.pk)]


def test_a_withdrawal_that_the_ledger_lacks_is_found_by_the_drill(world: World, tmp_path: Path) -> None:
    made = make(tmp_path / "backups", with_originals=True)
    withdraw(world.film)
    withdrawals.path().write_bytes(b"")
    report = run(made.path)
    assert not report.passed
    assert report.not_withdrawn == {"catalogue.Work": [world.film.pk]}
    assert ("catalogue.Work", "STRANGER", True) in {(one.kind, one.viewer, one.listed) for one in report.opened}
    assert ("archive.Recording", "STRANGER", True) in {(one.kind, one.viewer, one.listed) for one in report.opened}


def test_what_was_closed_in_another_way_since_the_backup_is_named(world: World, tmp_path: Path) -> None:
    made = make(tmp_path / "backups", with_originals=True)
    policy.set_access(world.film, "staff")
    report = run(made.path)
    assert not report.passed
    opened = {(one.kind, one.viewer): one.ids for one in report.opened if one.listed}
    assert opened["catalogue.Work", "STRANGER"] == (world.film.pk,)
    assert ("catalogue.Work", "TRANSLATOR") not in opened


def test_what_is_newer_than_the_backup_is_no_fault_of_it(world: World, tmp_path: Path) -> None:
    policy.set_access(world.film, "staff")
    made = make(tmp_path / "backups", with_originals=True)
    policy.set_access(world.film, "public")
    report = run(made.path)
    assert report.passed
    assert world.film.pk in {pk for one in report.closed for pk in one.ids}


@pytest.mark.parametrize("encrypted", [False, True])
def test_a_copy_that_rotted_or_is_gone_fails_the_drill(world: World, tmp_path: Path, encrypted: bool) -> None:
    key = pyrage.x25519.Identity.generate()
    (tmp_path / "key").write_text(f"{key}\n")
    recipients = [str(key.to_public())] if encrypted else []
    made = make(tmp_path / "backups", with_originals=True, recipients=recipients)
    assert run(made.path, identities=[tmp_path / "key"]).passed
    rotten, gone, _ = sorted(path for path in (tmp_path / "backups" / "originals").rglob("*") if path.is_file())
    content = bytearray(rotten.read_bytes())
    content[-1] ^= 1
    rotten.write_bytes(content)
    gone.unlink()
    report = run(made.path, identities=[tmp_path / "key"])
    assert len(report.lacking) == 2
    assert not report.passed


def test_the_drill_touches_neither_the_archive_nor_its_search(world: World, tmp_path: Path) -> None:
    made = make(tmp_path / "backups", with_originals=True)
    withdraw(world.film)
    search = Path(configured.SEARCH_DIR)
    before = (tables.count(), withdrawals.path().read_bytes(), files(search), Place.configured())
    run(made.path)
    assert (tables.count(), withdrawals.path().read_bytes(), files(search), Place.configured()) == before
    assert not (Path(configured.WORK_DIR) / "drill").exists()


def files(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


# The commands, as they are typed.


def said(*arguments: Any) -> str:
    out = StringIO()
    call_command(*map(str, arguments), stdout=out, stderr=out)
    return out.getvalue()


def test_backup_and_drill_as_commands(world: World, tmp_path: Path) -> None:
    (tmp_path / "backups").mkdir()
    made = json.loads(said("backup", tmp_path / "backups", "--with-originals", "--verify", "--json"))
    assert (made["originals"], made["copied"], made["lacking"]) == (3, 3, [])
    assert "The drill went well." in said("drill", made["path"])
    policy.set_access(world.film, "staff")
    out = StringIO()
    with pytest.raises(SystemExit) as stop:
        call_command("drill", made["path"], "--json", stdout=out)
    assert (stop.value.code, json.loads(out.getvalue())["passed"]) == (1, False)


def test_the_recipients_of_the_settings_encrypt_every_backup(world: World, tmp_path: Path, settings: Any) -> None:
    settings.ROSTARKIVET_BACKUP_RECIPIENTS = [str(pyrage.x25519.Identity.generate().to_public())]
    assert ".tar.age" in said("backup", tmp_path)


def test_a_backup_that_fails_ends_with_a_sentence_and_a_status(world: World, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="There is no folder"):
        said("backup", tmp_path / "not mounted")
    with pytest.raises(CommandError, match=r"There is a database|is not empty"):
        said("restore", tmp_path / "none.tar")


def test_a_restore_as_a_command_marks_the_archive_until_somebody_has_checked_it(
    world: World, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make(tmp_path / "backups", with_originals=True)
    withdraw(world.film)
    place = Place.below(tmp_path / "elsewhere")
    from archive.preservation.places import moved_to

    with moved_to(place):
        text = said(
            "restore", made.path, "--originals", tmp_path / "backups" / "originals", "--ledger", ledger_of(tmp_path)
        )
        assert "Withdrawn again from the ledger: 1" in text
        assert set(Work.objects.filter(withdrawn=True).values_list("slug", flat=True)) == {"filmen"}
        assert Original.objects.count() == 3
        # The words of the backup are found in the new index, and it was built in this place.
        assert files(place.search)
        assert "archive.W012" in [message.id for message in checks.run_checks()]
        assert closing.is_closed()
        said("restore", "--checked")
        assert not closing.is_closed()
        assert "archive.W012" not in [message.id for message in checks.run_checks()]


def ledger_of(tmp_path: Path) -> Path:
    return tmp_path / "withdrawals.jsonl"


def test_check_ledger_names_the_differences_and_records_them_when_told_to(world: World) -> None:
    assert "say the same" in said("check_ledger")
    Work.objects.filter(pk=world.film.pk).write_rule(withdrawn=True)
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("check_ledger", stdout=out)
    assert f"catalogue.Work {world.film.pk} filmen" in out.getvalue()
    said("check_ledger", "--record", "looked at by the board")
    assert "say the same" in said("check_ledger")
