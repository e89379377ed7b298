"""Real processes under real limits."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from archive import sandbox
from archive.exceptions import JobCancelled, ProcessFailed
from archive.sandbox import Limits
from archive.sandbox.run import ENVIRONMENT, KEPT_ERRORS, LAUNCHER

PYTHON = [sys.executable, "-I", "-S", "-u", "-c"]
ROOMY = Limits(wall_seconds=20, cpu_seconds=10)


def alive(pid: int) -> bool:
    """Whether this process still runs; one that only waits to be reaped does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def wait_until_dead(pid: int, seconds: float = 5) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if not alive(pid):
            return True
        time.sleep(0.05)
    return False


def failure(code: str, limits: Limits = ROOMY, **options: object) -> ProcessFailed:
    with pytest.raises(ProcessFailed) as caught:
        sandbox.run([*PYTHON, code], limits=limits, **options)  # type: ignore[arg-type]
    return caught.value


def test_what_a_program_says_is_returned_apart() -> None:
    done = sandbox.run([*PYTHON, "import sys; print('out'); print('err', file=sys.stderr)"], limits=ROOMY)
    assert (done.stdout, done.stderr) == ("out\n", "err\n")
    assert done.cpu_seconds > 0


def test_arguments_reach_the_program_untouched() -> None:
    hostile = "$(id) `id`; rm -rf / | 'x' \"y\" \\ *.mp4"
    done = sandbox.run([*PYTHON, "import sys; print(sys.argv[1], end='')", hostile], limits=ROOMY)
    assert done.stdout == hostile


def test_a_program_gets_an_empty_environment_and_no_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROSTARKIVET_SECRET_KEY", "canary")
    done = sandbox.run([*PYTHON, "import os, sys; print(sorted(os.environ), repr(sys.stdin.read()))"], limits=ROOMY)
    assert done.stdout == f"{sorted(ENVIRONMENT)} ''\n"


def test_a_program_inherits_no_open_file(tmp_path: Path) -> None:
    with (tmp_path / "secret").open("w") as secret:
        os.set_inheritable(secret.fileno(), True)
        done = sandbox.run([*PYTHON, "import os; print(sorted(os.listdir('/proc/self/fd'))[:4])"], limits=ROOMY)
    assert done.stdout == "['0', '1', '2', '3']\n"  # the fourth is the folder being listed


def test_a_program_runs_in_the_folder_it_is_given(tmp_path: Path) -> None:
    assert sandbox.run([*PYTHON, "import os; print(os.getcwd())"], limits=ROOMY, cwd=tmp_path).stdout == f"{tmp_path}\n"


def test_an_exit_code_is_a_failure_with_the_programs_last_words() -> None:
    error = failure("import sys; print('no such luck', file=sys.stderr); sys.exit(3)")
    assert (error.reason, error.returncode, error.detail) == ("exit", 3, "no such luck\n")


def test_only_the_end_of_a_flood_of_errors_is_kept() -> None:
    error = failure("import sys; sys.stderr.write('x' * 1_000_000 + 'end'); sys.exit(1)")
    assert len(error.detail) == KEPT_ERRORS
    assert error.detail.endswith("xend")


def test_a_missing_program_is_named() -> None:
    with pytest.raises(ProcessFailed) as caught:
        sandbox.run(["/no/such/ffmpeg"], limits=ROOMY)
    assert (caught.value.reason, caught.value.detail) == ("missing", "/no/such/ffmpeg")


def test_a_program_that_takes_too_long_is_stopped() -> None:
    assert failure("import time; time.sleep(60)", Limits(wall_seconds=0.5, cpu_seconds=10)).reason == "timeout"


def test_a_program_that_uses_too_much_cpu_is_stopped() -> None:
    assert failure("while True: pass", Limits(wall_seconds=20, cpu_seconds=1)).reason == "timeout"


def test_a_program_that_shows_no_progress_is_stopped_though_it_talks() -> None:
    talk = "import time\nwhile True: print('still here'); time.sleep(0.05)"
    limits = Limits(wall_seconds=20, cpu_seconds=10, stall_seconds=1.5)
    assert failure(talk, limits, on_line=lambda line: None, progress=lambda: "nowhere").reason == "stalled"


def test_a_program_that_shows_progress_may_go_on() -> None:
    work = "import time\nfor n in range(12): print(n); time.sleep(0.25)"
    lines: list[str] = []
    limits = Limits(wall_seconds=20, cpu_seconds=10, stall_seconds=1.5)
    sandbox.run([*PYTHON, work], limits=limits, on_line=lines.append, progress=lambda: len(lines))
    assert lines == [str(n) for n in range(12)]


def test_a_program_that_takes_too_much_memory_fails_for_it() -> None:
    limits = Limits(wall_seconds=20, cpu_seconds=10, memory_bytes=300 * 1024**2)
    code = "import sys\ntry: bytearray(10**9)\nexcept MemoryError: sys.exit('Cannot allocate memory')"
    assert failure(code, limits).reason == "memory"


def test_a_program_cannot_write_beyond_its_file_size(tmp_path: Path) -> None:
    limits = Limits(wall_seconds=20, cpu_seconds=10, file_bytes=1000)
    assert (
        failure(f"with open({str(tmp_path / 'big')!r}, 'wb') as big: big.write(bytes(5000))", limits).reason == "exit"
    )
    assert (tmp_path / "big").stat().st_size <= 1000


def test_a_program_that_ignores_the_polite_signal_is_killed_with_its_children(tmp_path: Path) -> None:
    code = (
        "import os, signal, time\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        f"child = os.fork()\nif child: open({str(tmp_path / 'pids')!r}, 'w').write(f'{{os.getpid()}} {{child}}')\n"
        "time.sleep(60)"
    )
    started = time.monotonic()
    assert failure(code, Limits(wall_seconds=0.7, cpu_seconds=10)).reason == "timeout"
    assert time.monotonic() - started < 5
    assert all(wait_until_dead(int(pid)) for pid in (tmp_path / "pids").read_text().split())


def test_somebody_who_asks_for_a_stop_gets_it_within_seconds() -> None:
    stop = threading.Event()
    threading.Timer(0.3, stop.set).start()
    started = time.monotonic()
    assert failure("import time; time.sleep(60)", should_stop=stop.is_set).reason == "cancelled"
    assert time.monotonic() - started < 4


def test_what_the_listener_raises_stops_the_program_and_comes_out(tmp_path: Path) -> None:
    def refuse(line: str) -> None:
        (tmp_path / "pid").write_text(line)
        raise JobCancelled

    with pytest.raises(JobCancelled):
        code = "import os, time; print(os.getpid()); time.sleep(60)"
        sandbox.run([*PYTHON, code], limits=ROOMY, on_line=refuse)
    assert not alive(int((tmp_path / "pid").read_text()))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ties a child's life to its parent's")
def test_a_program_dies_with_the_worker_that_is_killed(tmp_path: Path) -> None:
    pid_file = tmp_path / "pid"
    inner = f"import os, time; open({str(pid_file)!r}, 'w').write(str(os.getpid())); time.sleep(60)"
    worker = (
        "import os, sys\nos.environ['DJANGO_SETTINGS_MODULE'] = 'config.settings.test'\n"
        "import django; django.setup()\nfrom archive import sandbox\n"
        f"sandbox.run([sys.executable, '-I', '-S', '-c', {inner!r}], "
        "limits=sandbox.Limits(wall_seconds=60, cpu_seconds=60))"
    )
    root = Path(sandbox.__file__).parents[2]
    parent = subprocess.Popen([sys.executable, "-c", worker], cwd=root)
    try:
        until = time.monotonic() + 20
        while not (pid_file.exists() and pid_file.read_text()) and time.monotonic() < until:
            time.sleep(0.05)
        pid = int(pid_file.read_text())
        assert alive(pid)
    finally:
        parent.send_signal(signal.SIGKILL)
        parent.wait()
    assert wait_until_dead(pid)


def test_a_launcher_whose_parent_is_gone_starts_nothing(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    argv = [sys.executable, "-I", "-S", str(LAUNCHER), "1", "10", str(2**31), "1000", "64", "--"]
    code = f"open({str(mark)!r}, 'w')"
    assert subprocess.run([*argv, *PYTHON, code], check=False).returncode == 125
    assert not mark.exists()


def test_the_bundled_programs_are_the_static_ones_and_a_setting_replaces_them(settings: object) -> None:
    assert Path(sandbox.ffmpeg_path()).is_file()
    assert Path(sandbox.ffprobe_path()).is_file()
    assert "ubuntu" not in Path(sandbox.ffmpeg_path()).name
    settings.FFMPEG, settings.FFPROBE = "/opt/ffmpeg", "/opt/ffprobe"  # type: ignore[attr-defined]
    assert (sandbox.ffmpeg_path(), sandbox.ffprobe_path()) == ("/opt/ffmpeg", "/opt/ffprobe")


def test_a_program_steps_back_for_the_web_server_and_so_does_its_whole_session() -> None:
    code = "import os; print(os.nice(0)); print(open('/proc/self/autogroup').read())"
    said = sandbox.run([*PYTHON, code], limits=ROOMY).stdout.split("\n")
    assert (int(said[0]) >= 10, said[1].partition("nice ")[2]) == (True, "10")
    assert os.nice(0) == 0
