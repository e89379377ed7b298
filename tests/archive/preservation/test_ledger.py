import json
import threading
from pathlib import Path

import pytest

from archive.preservation import ledger
from archive.preservation.ledger import LIFT, WITHDRAW, Entry, Ledger, Thing


def entry(pk: int, action: str = WITHDRAW, because: str = "") -> Entry:
    return Entry("2026-11-25T04:00:00+00:00", action, "catalogue.Work", pk, slug=f"work-{pk}", because=because)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return tmp_path / "elsewhere" / "withdrawals.jsonl"


def test_a_ledger_that_was_never_written_is_empty(book: Path) -> None:
    assert ledger.read(book) == Ledger()


def test_what_was_written_is_read_in_its_order_and_the_last_word_counts(book: Path) -> None:
    written = [entry(1, because="hon bad om det\nدرخواست او"), entry(2), entry(1, LIFT)]
    for one in written:
        ledger.append(book, [one])
    read = ledger.read(book)
    assert (list(read.entries), read.broken) == (written, ())
    assert {thing: word.action for thing, word in read.last_words().items()} == {
        Thing("catalogue.Work", 1): LIFT,
        Thing("catalogue.Work", 2): WITHDRAW,
    }


def test_the_file_is_nobody_elses_to_read(book: Path) -> None:
    ledger.append(book, [entry(1)])
    assert (oct(book.stat().st_mode)[-3:], oct(book.parent.stat().st_mode)[-3:]) == ("600", "700")


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_changed_word_is_seen_at_its_line(book: Path, number: int) -> None:
    ledger.append(book, [entry(1), entry(2), entry(3)])
    lines = book.read_text().splitlines()
    lines[number - 1] = lines[number - 1].replace('"withdraw"', '"lift"')
    book.write_text("\n".join(lines) + "\n")
    assert ledger.read(book).broken == (number,)


def test_a_line_cut_out_is_seen(book: Path) -> None:
    ledger.append(book, [entry(1), entry(2), entry(3)])
    lines = book.read_text().splitlines()
    book.write_text("\n".join([lines[0], lines[2]]) + "\n")
    assert ledger.read(book).broken == (2,)


def test_a_torn_last_line_spoils_no_other(book: Path) -> None:
    ledger.append(book, [entry(1), entry(2)])
    book.write_bytes(book.read_bytes()[:-20])
    ledger.append(book, [entry(3)])
    read = ledger.read(book)
    assert ([one.pk for one in read.entries], read.broken) == ([1, 3], (2,))


@pytest.mark.parametrize("line", ["null", "[]", "7", "{}", '{"digest": 1}', '{"pk": "x", "digest": ""}', "\x00", "ä"])
def test_a_line_that_is_none_is_counted_and_passed_over(book: Path, line: str) -> None:
    ledger.append(book, [entry(1)])
    with book.open("a") as stream:
        stream.write(line + "\n")
    ledger.append(book, [entry(2)])
    read = ledger.read(book)
    assert ([one.pk for one in read.entries], read.broken) == ([1, 2], (2,))


def test_half_a_character_pair_does_not_stop_a_withdrawal(book: Path) -> None:
    ledger.append(book, [entry(1, because="\udc80")])
    assert (ledger.read(book).entries[0].because, ledger.read(book).broken) == ("\udc80", ())


def test_many_writers_at_once_lose_no_line_and_break_no_chain(book: Path) -> None:
    def write(first: int) -> None:
        for pk in range(first, first + 20):
            ledger.append(book, [entry(pk)])

    threads = [threading.Thread(target=write, args=(first,)) for first in range(0, 100, 20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    read = ledger.read(book)
    assert (sorted(one.pk for one in read.entries), read.broken) == (list(range(100)), ())


def test_a_ledger_that_another_keeps_locked_is_given_up_after_a_while(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger, "LOCK_SECONDS", 0.05)
    with ledger.locked(book), pytest.raises(OSError, match="unavailable"):
        ledger.append(book, [entry(1)])


def test_a_continuation_is_known_and_gives_what_was_added(book: Path) -> None:
    ledger.append(book, [entry(1)])
    before = ledger.read(book)
    ledger.append(book, [entry(2)])
    now = ledger.read(book)
    assert (now.continues(before), before.continues(now), now.after(before)) == (True, False, (entry(2),))


def test_of_another_ledger_everything_counts_as_added(book: Path, tmp_path: Path) -> None:
    ledger.append(book, [entry(1)])
    other = tmp_path / "other.jsonl"
    ledger.append(other, [entry(9)])
    assert ledger.read(other).after(ledger.read(book)) == (entry(9),)


def test_a_person_can_read_a_line(book: Path) -> None:
    ledger.append(book, [entry(1, because="درخواست او")])
    assert "درخواست او" in book.read_text()
    assert json.loads(book.read_text())["slug"] == "work-1"
