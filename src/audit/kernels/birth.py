"""The first moments of a forked process: from a copy of the server to a process like any freshly started one."""

from __future__ import annotations

import ctypes
import locale
import os
import random
import signal
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress

from .wire import Json

PR_SET_PDEATHSIG = 1
FIRST_FREE = 3  # file descriptors after standard input, output and error


def settle(request: Json, descriptors: Sequence[int], server: int) -> int | None:
    """Cut what ties this process to the server, take over the client's place; the channel's descriptor, if any."""
    os.setsid()  # a process group of its own: one signal reaches all that the notebook starts
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != server:  # it died before the line above
        os._exit(1)
    _default_signals()
    channel = _take_descriptors(descriptors)
    _limit(request["limits"])
    os.umask(request["umask"])
    os.chdir(request["folder"])
    _environment(request["env"])
    _reseed()
    return channel


def _default_signals() -> None:
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGCHLD, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)


def _take_descriptors(descriptors: Sequence[int]) -> int | None:
    """The client's standard streams become ours; every other descriptor of the server's is closed."""
    channel = os.dup(descriptors[3]) if len(descriptors) > FIRST_FREE else None
    for number, descriptor in enumerate(descriptors[:FIRST_FREE]):
        os.dup2(descriptor, number)
    kept = -1 if channel is None else channel
    os.closerange(FIRST_FREE, max(kept, FIRST_FREE))
    os.closerange(max(kept + 1, FIRST_FREE), os.sysconf("SC_OPEN_MAX") if kept < 0 else 65536)
    return channel


def _limit(limits: Mapping[str, Sequence[int]]) -> None:
    """The client's resource limits, as far as the server's own allow."""
    import resource

    for name, (soft, hard) in limits.items():
        kind = getattr(resource, name)
        _, own = resource.getrlimit(kind)
        highest = _lower(hard, own)
        resource.setrlimit(kind, (_lower(soft, highest), highest))


def _lower(one: int, other: int) -> int:
    import resource

    finite = [limit for limit in (one, other) if limit != resource.RLIM_INFINITY]
    return min(finite, default=resource.RLIM_INFINITY)


def _environment(env: Mapping[str, str]) -> None:
    os.environ.clear()
    os.environ.update(env)
    os.environ["JPY_PARENT_PID"] = str(os.getppid())
    time.tzset()
    with suppress(locale.Error):  # a locale that is not installed: Python starts without it too
        locale.setlocale(locale.LC_CTYPE, "")
    matplotlib = sys.modules.get("matplotlib")
    if matplotlib is not None:  # it read the server's MPLBACKEND when it was imported
        matplotlib.rcParams["backend"] = env.get("MPLBACKEND") or "module://matplotlib_inline.backend_inline"


def _reseed() -> None:
    """Otherwise every notebook would draw the same random numbers."""
    random.seed()
    if "numpy.random" in sys.modules:
        sys.modules["numpy.random"].seed()
