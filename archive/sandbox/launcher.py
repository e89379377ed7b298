"""Steps aside for the program it is told to start, inside its limits. Standard library only; run, never imported.

    python -I -S launcher.py PARENT_PID CPU_S MEMORY FILE_SIZE OPEN_FILES -- PROGRAM ARGUMENT…

Limits are set here and not between fork and exec in the caller: code that runs there can hang a threaded program.
"""

import ctypes
import os
import resource
import signal
import sys

PR_SET_PDEATHSIG = 1
PARENT_DIED = 125
NICENESS = 10


def lower(limit: int, value: int, grace: int = 0) -> None:
    """Set a limit, or as much of it as the system grants. macOS refuses some kinds.

    `grace`: how much further the hard limit lies; at the soft one of CPU the program is told by SIGXCPU, which it dies
    of unless it looks away, and at the hard one it is killed like by anybody.
    """
    _, ceiling = resource.getrlimit(limit)
    hard = value + grace
    if ceiling != resource.RLIM_INFINITY:
        value, hard = min(value, ceiling), min(hard, ceiling)
    try:
        resource.setrlimit(limit, (value, hard))
    except (ValueError, OSError):
        if sys.platform == "linux":
            raise


def step_back() -> None:
    """Let the web server go first; the kernel derives the turn at the disk from the same number.

    A program in a session of its own is weighed as one against all of the web server, and niceness counts only within
    the session, unless the session itself is made nice.
    """
    os.nice(max(0, NICENESS - os.nice(0)))
    try:
        with open("/proc/self/autogroup", "w") as group:  # noqa: PTH123
            group.write(str(NICENESS))
    except OSError:
        pass  # a kernel that does not group by sessions, or a parent that is nice already


def die_with_parent(parent: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    # The parent may have died before the line above took hold.
    if os.getppid() != parent:
        os._exit(PARENT_DIED)


def main(argv: list[str]) -> None:
    parent, cpu_seconds, memory, file_size, open_files = (int(value) for value in argv[1:6])
    program = argv[7:]
    lower(resource.RLIMIT_CORE, 0)
    lower(resource.RLIMIT_CPU, cpu_seconds, grace=1)
    lower(resource.RLIMIT_FSIZE, file_size)
    lower(resource.RLIMIT_NOFILE, open_files)
    lower(resource.RLIMIT_AS, memory)
    # Python ignores these two, and what is ignored stays so in the program that follows.
    for name in (signal.SIGPIPE, signal.SIGXFSZ):
        signal.signal(name, signal.SIG_DFL)
    step_back()
    die_with_parent(parent)
    os.execv(program[0], program)  # noqa: S606


if __name__ == "__main__":
    main(sys.argv)
