"""Who gets a thread, worked out without one."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from config.serving import heads, shares
from config.serving.heads import Kind
from config.serving.shares import BURST, PATIENCE_SECONDS, PER_SECOND, Refusal, Shares, Staff, Waiting

THREADS = 8


def wanted(client: str, kind: Kind = Kind.PAGE, *, staff: bool = False, since: float = 0.0) -> Waiting[str]:
    return Waiting(client, client.encode(), kind, staff, since)


def started(sharing: Shares[str], *asked: Waiting[str], now: float = 0.0) -> list[Waiting[str]]:
    for each in asked:
        sharing.ask(each)
    return list(iter(lambda: sharing.next(now), None))


def crowd(kind: Kind, size: int = 40) -> list[Waiting[str]]:
    return [wanted(f"{kind.value}{number}", kind) for number in range(size)]


@pytest.mark.parametrize("kind", Kind)
def test_no_crowd_of_visitors_takes_the_thread_that_is_staffs(kind: Kind) -> None:
    sharing: Shares[str] = Shares(THREADS)
    running = started(sharing, *crowd(kind))
    assert len(running) < THREADS
    assert [each.thing for each in started(sharing, wanted("anna", staff=True))] == ["anna"]


def test_a_crowd_of_every_kind_leaves_pages_to_visitors_the_door_to_newcomers_and_a_thread_to_staff() -> None:
    sharing: Shares[str] = Shares(THREADS)
    assert len(started(sharing, *crowd(Kind.FILES))) == 5
    assert len(started(sharing, *crowd(Kind.PAGE))) == 1
    assert len(started(sharing, *crowd(Kind.ENTRY))) == 1
    assert len(started(sharing, wanted("anna", staff=True))) == 1
    assert started(sharing, wanted("berit", staff=True)) == []  # every thread works


def test_staffs_own_downloads_leave_threads_for_her_pages() -> None:
    sharing: Shares[str] = Shares(THREADS)
    files = [wanted("anna", Kind.FILES, staff=True) for _ in range(20)]
    assert len(started(sharing, *files)) == 5
    assert len(started(sharing, wanted("anna", staff=True))) == 1


def test_what_is_done_makes_room_for_who_waits() -> None:
    sharing: Shares[str] = Shares(THREADS)
    running = started(sharing, *crowd(Kind.PAGE))
    assert sharing.waiting() == 40 - len(running)
    sharing.done(running[0], 1.0)
    assert len(started(sharing, now=1.0)) == 1


def test_clients_take_turns_however_many_one_of_them_asks() -> None:
    sharing: Shares[str] = Shares(THREADS)
    running = started(sharing, *[wanted("greedy") for _ in range(20)])
    assert len(running) == shares.AT_ONCE
    assert [each.thing for each in started(sharing, wanted("modest"))] == ["modest"]


def test_a_line_that_is_too_long_is_told_so() -> None:
    sharing: Shares[str] = Shares(THREADS)
    answers = [sharing.ask(wanted("greedy")) for _ in range(40)]
    assert answers.count(Refusal.TOO_MANY) == 40 - shares.LONGEST_LINE
    assert sharing.ask(wanted("modest")) is None


def test_in_the_long_run_a_client_gets_so_many_a_second() -> None:
    sharing: Shares[str] = Shares(THREADS)
    answered = 0
    for tick in range(1000):  # ten seconds, a hundred questions each
        now = tick / 100
        sharing.ask(wanted("greedy", since=now))
        while turn := sharing.next(now):
            sharing.done(turn, now)
            answered += 1
    assert answered == pytest.approx(BURST + 10 * PER_SECOND, abs=2)


def test_whoever_waits_too_long_is_taken_out() -> None:
    sharing: Shares[str] = Shares(THREADS)
    running = started(sharing, *crowd(Kind.FILES))
    assert sharing.tired(PATIENCE_SECONDS) == []
    assert len(sharing.tired(PATIENCE_SECONDS + 1)) == 40 - len(running)
    assert sharing.waiting() == 0


def test_a_client_is_forgotten_within_a_minute() -> None:
    sharing: Shares[str] = Shares(THREADS)
    for _ in range(100):
        for each in started(sharing, *[wanted("anna") for _ in range(3)]):
            sharing.done(each, 0.0)
    assert sharing.known_clients() == 1
    sharing.tired(60.0)
    assert sharing.known_clients() == 0


def test_few_threads_still_have_a_share_each() -> None:
    sharing: Shares[str] = Shares(1)
    assert (sharing.threads, sharing.for_visitors, sharing.for_files) == (4, 2, 1)


asks = some.tuples(some.sampled_from("abcdefgh"), some.sampled_from(Kind), some.booleans(), some.booleans())


@given(some.lists(asks, max_size=80))
def test_in_whatever_order_they_come_nobody_gets_more_than_her_share(steps: list[tuple[str, Kind, bool, bool]]) -> None:
    sharing: Shares[str] = Shares(THREADS)
    running: list[Waiting[str]] = []
    for now, (client, kind, staff, finish) in enumerate(steps):
        running += started(sharing, wanted(client, kind, staff=staff, since=now), now=now)
        outside = [each for each in running if not each.staff]
        assert len(running) <= THREADS
        assert len(outside) <= THREADS - 1
        assert len([each for each in outside if each.kind is not Kind.ENTRY]) <= THREADS - 2
        assert len([each for each in running if each.kind is Kind.FILES]) <= THREADS - 3
        assert all(len([each for each in outside if each.client == one.client]) <= shares.AT_ONCE for one in outside)
        if finish and running:
            sharing.done(running.pop(0), now)
    while running:
        sharing.done(running.pop(), 100)
        running += started(sharing, now=100)
    assert sharing.waiting() == 0


def test_a_session_is_staffs_for_as_long_as_it_was_seen_lately() -> None:
    staff = Staff()
    staff.seen(b"anna", 0)
    assert (staff.knows(b"anna", 899), staff.knows(b"anna", 901), staff.knows(b"", 0)) == (True, False, False)
    staff.seen(b"anna", 0)
    staff.gone(b"anna")
    assert not staff.knows(b"anna", 1)


def head(text: str) -> heads.Head:
    return heads.read((text + "\r\n\r\n").encode(), "sessionid")


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("GET / HTTP/1.1", Kind.PAGE),
        ("GET /stream/x/master.m3u8 HTTP/1.1", Kind.FILES),
        ("GET http://localhost/documents/x/ HTTP/1.1", Kind.FILES),
        ("GET /admin/recordings/originals/3/ HTTP/1.1", Kind.FILES),
        ("GET /admin/ HTTP/1.1", Kind.ENTRY),
        ("POST /fa/login/ HTTP/1.1", Kind.ENTRY),
        ("GET /works/?q=/admin/ HTTP/1.1", Kind.PAGE),
        ("nonsense", Kind.PAGE),
        ("", Kind.PAGE),
    ],
)
def test_the_kind_is_read_from_the_first_line(line: str, kind: Kind) -> None:
    assert head(line).kind is kind


def test_the_session_is_found_among_the_cookies_and_hashed() -> None:
    read = head('GET / HTTP/1.1\r\nCOOKIE: a=b; sessionid="secret" ; c=d')
    assert read.session == heads.hashed(b"secret")
    assert b"secret" not in read.session
    assert head("GET / HTTP/1.1\r\nCookie: xsessionid=secret").session == b""


def test_behind_a_proxy_only_the_last_hop_counts_and_without_one_none_does() -> None:
    forwarded = head("GET / HTTP/1.1\r\nX-Forwarded-For: 6.6.6.6, 7.7.7.7").forwarded
    assert forwarded == b"7.7.7.7"
    assert heads.client_of("127.0.0.1", forwarded, behind_proxy=True) == heads.hashed(b"7.7.7.7")
    assert heads.client_of("127.0.0.1", forwarded, behind_proxy=False) == heads.hashed(b"127.0.0.1")


def test_a_network_of_ipv6_is_one_client() -> None:
    def who(address: str) -> bytes:
        return heads.client_of(address, b"", behind_proxy=False)

    assert who("2001:db8:1:2::1") == who("2001:db8:1:2:ffff::7") != who("2001:db8:1:3::1")
    assert who("10.0.0.1") != who("10.0.0.2")


@given(some.binary(max_size=300))
def test_no_bytes_break_the_reading_of_a_head(junk: bytes) -> None:
    assert heads.read(junk + b"\r\n\r\n", "sessionid").kind in Kind
