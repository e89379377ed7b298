"""gunicorn's threaded worker, with the threads shared by `config.serving.shares`."""

import contextlib
import errno
import selectors
import socket
import time
from collections import Counter
from concurrent.futures import Future
from functools import partial

from django.conf import settings
from gunicorn.workers.gthread import ThreadWorker

from config.serving import heads
from config.serving.connection import Connection, PacedSocket
from config.serving.shares import Refusal, Shares, Waiting, staff

HEAD_SECONDS = 10.0  # how long a request may take to say what it wants
TURN_SECONDS = 0.1  # how often those who wait are looked at
RETRY_AFTER_SECONDS = 5
MOST_CONNECTIONS = 128  # of one client, in one process
NO_FILES = (errno.EMFILE, errno.ENFILE)
SAID = {Refusal.TOO_MANY: "Too Many Requests", Refusal.BUSY: "Service Unavailable"}


class Worker(ThreadWorker):
    """Gathers heads in the loop, so that a thread is spent only on a request that is there, and when it is its turn."""

    def init_process(self) -> None:
        self.shares: Shares[Connection] = Shares(self.cfg.threads)
        self.held: Counter[bytes] = Counter()
        super().init_process()

    def accept(self, listener: socket.socket) -> None:
        try:
            sock, address = listener.accept()
        except OSError as error:
            if error.errno in NO_FILES:
                time.sleep(TURN_SECONDS)  # until some connection is over
            elif error.errno not in (errno.EAGAIN, errno.ECONNABORTED, errno.EWOULDBLOCK):
                raise
            return
        self.nr_conns += 1
        paced = PacedSocket(sock, settings.LOWEST_SPEED, settings.PATIENCE_SECONDS)
        conn = Connection(self.cfg, paced, address, listener.getsockname())
        if self.hold(conn):
            self.gather(conn)
        else:
            self.drop(conn)

    def hold(self, conn: Connection) -> bool:
        """Count a client's connections; False when this one is too many. Behind a proxy all are the proxy's."""
        if settings.BEHIND_PROXY or not conn.client:
            return True
        client = heads.client_of(str(conn.client[0]), b"", behind_proxy=False)
        if self.held[client] >= MOST_CONNECTIONS:
            return False
        self.held[client] += 1
        conn.on_close = partial(self.let_go, client)
        return True

    def let_go(self, client: bytes) -> None:
        self.held[client] -= 1
        self.held += Counter()  # forgets who holds none

    def gather(self, conn: Connection) -> None:
        """Wait for a request's head without a thread."""
        conn.timeout = time.monotonic() + HEAD_SECONDS
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self.on_pending_socket_readable, conn))

    def on_pending_socket_readable(self, conn: Connection, client: object) -> None:
        try:
            piece = conn.sock.recv(heads.LONGEST)
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            piece = b""
        conn.gathered += piece
        if piece and not heads.is_whole(conn.gathered):
            return
        self.poller.unregister(client)
        self.pending_conns.remove(conn)
        if piece:
            self.enqueue_req(conn)
        else:
            self.drop(conn)

    def on_client_socket_readable(self, conn: Connection, client: object) -> None:
        """The next request on a connection that was kept."""
        self.poller.unregister(client)
        self.keepalived_conns.remove(conn)
        self.gather(conn)

    def enqueue_req(self, conn: Connection) -> None:
        """Put a request in its client's line, once its head is there."""
        conn.gathered = (conn.parser.unreader.take_buffered() if conn.parser else b"") + conn.gathered
        if not heads.is_whole(conn.gathered):
            conn.sock.setblocking(False)
            return self.gather(conn)
        head, now = heads.read(conn.gathered, settings.SESSION_COOKIE_NAME), time.monotonic()
        address = str(conn.client[0]) if conn.client else ""
        client = heads.client_of(address, head.forwarded, behind_proxy=settings.BEHIND_PROXY)
        conn.waiting = waiting = Waiting(conn, client, head.kind, staff.knows(head.session, now), now)
        if refusal := self.shares.ask(waiting):
            return self.refuse(conn, refusal)
        return self.take_turns()

    def take_turns(self) -> None:
        now = time.monotonic()
        for late in self.shares.tired(now):
            self.refuse(late.thing, Refusal.BUSY)
        while turn := self.shares.next(now):
            conn = turn.thing
            conn.data_ready = True
            conn.init()
            conn.parser.unreader.unread(conn.gathered)
            conn.gathered = b""
            super().enqueue_req(conn)

    def finish_request(self, conn: Connection, future: Future[object]) -> None:
        if conn.waiting is not None:
            self.shares.done(conn.waiting, time.monotonic())
        conn.sock.while_waiting = None
        super().finish_request(conn, future)
        self.take_turns()

    def refuse(self, conn: Connection, refusal: Refusal) -> None:
        """Say so in one piece, as far as the connection takes it."""
        answer = (
            f"HTTP/1.1 {refusal.value} {SAID[refusal]}\r\nRetry-After: {RETRY_AFTER_SECONDS}\r\n"
            "Content-Length: 0\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n"
        )
        with contextlib.suppress(OSError):
            conn.sock.setblocking(False)
            conn.sock.send(answer.encode())
        self.drop(conn, graceful=True)

    def drop(self, conn: Connection, *, graceful: bool = False) -> None:
        self.nr_conns -= 1
        conn.close(graceful)

    def wait_for_and_dispatch_events(self, timeout: float) -> None:
        waits = self.shares.waiting() > 0
        super().wait_for_and_dispatch_events(min(timeout, TURN_SECONDS) if waits else timeout)
        self.take_turns()

    def handle_error(self, req: object, client: object, addr: object, exc: BaseException) -> None:
        """As gunicorn does, which writes the address into its log: nobody's is kept."""
        super().handle_error(req, client, ("-", 0), exc)
