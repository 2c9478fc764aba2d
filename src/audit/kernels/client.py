"""Asking the server for a process: the part of `subprocess.Popen` that Jupyter uses, for a process that was forked."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType

from ..errors import NotebookFailed
from .wire import Json, Reader, frame

ADDRESS = "AUDIT_KERNELS"
"""Environment variable with the server's socket; without it, the server of `default_address` is looked for."""

ANSWER = 30.0  # seconds for the server to fork


class Refused(NotebookFailed):
    """The server runs, but will not serve: changed source, other environment, too many kernels."""


def supported() -> bool:
    """Whether this system can fork kernels: Linux only, as peers are told by SO_PEERCRED and orphans by prctl."""
    return sys.platform == "linux"


def default_address() -> Path:
    """Where a server that was started by hand listens: in a private folder of this user."""
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    root = Path(runtime) if runtime else Path(tempfile.gettempdir())
    return root / f"audit-kernels-{os.getuid()}" / "server"


def address() -> Path:
    """The server to ask when none is named."""
    named = os.environ.get(ADDRESS)
    return Path(named) if named else default_address()


class Forked:
    """A process forked by the server. Closing it, or dying, kills the process and its children.

    Raises `OSError` where no server listens, `Refused` where it will not serve.
    """

    stdin = stdout = stderr = None

    def __init__(
        self,
        at: Path,
        *,
        env: Mapping[str, str],
        folder: Path,
        argv: Sequence[str] = (),
        channel: socket.socket | None = None,
    ) -> None:
        """`argv` are the arguments of an IPython kernel; with `channel`, cells are taken from there instead."""
        self.returncode: int | None = None
        request: Json = {
            "argv": list(argv),
            "env": dict(env),
            "folder": str(folder),
            "limits": _limits(),
            "umask": _umask(),
            "cells": channel is not None,
        }
        self._connection = socket.socket(socket.AF_UNIX)
        try:
            self._connection.settimeout(ANSWER)
            self._connection.connect(str(at))
            with Path(os.devnull).open() as null:
                handed = [null.fileno(), 1, 2] + ([channel.fileno()] if channel else [])
                content = frame(request)
                sent = socket.send_fds(self._connection, [content], handed)
            if sent < len(content):  # even nothing cannot be sent to a server that has refused and hung up
                self._connection.sendall(content[sent:])
            self._reader = Reader(self._connection)
            answer = self._reader.receive(ANSWER)
        except OSError:
            self._connection.close()
            raise
        if answer is None or "refused" in answer:
            self._connection.close()
            words = answer["refused"] if answer else ("the kernel server went away", "内核服务已退出")
            raise Refused(*words)
        self.pid: int = answer["pid"]

    def poll(self) -> int | None:
        """Exit status (negative: the signal that ended it), None while it runs."""
        return self._ended(0.0)

    def wait(self, timeout: float | None = None) -> int:
        """Wait for the end; raises `subprocess.TimeoutExpired`."""
        status = self._ended(timeout)
        if status is None:
            raise subprocess.TimeoutExpired("forked kernel", timeout or 0.0)
        return status

    def _ended(self, timeout: float | None) -> int | None:
        if self.returncode is not None:
            return self.returncode
        deadline = None if timeout is None else time.monotonic() + timeout
        try:
            left = None if deadline is None else max(0.0, deadline - time.monotonic())
            answer = self._reader.receive(left)
        except (TimeoutError, BlockingIOError):
            return None
        except ConnectionResetError:
            answer = None
        self.returncode = answer["exit"] if answer else -signal.SIGKILL  # the server died, and its kernels with it
        self._connection.close()
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Send a signal to the process, if it still runs."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)

    def close(self) -> None:
        """Let go: the server kills the process, if it still runs, with all its children."""
        if self.returncode is None:
            self.returncode = -signal.SIGKILL
        self._connection.close()

    def __enter__(self) -> Forked:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _limits() -> dict[str, list[int]]:
    """This process's resource limits (memory, time, files …), which a launched kernel would inherit."""
    import resource

    names = [name for name in dir(resource) if name.startswith("RLIMIT_")]
    return {name: list(resource.getrlimit(getattr(resource, name))) for name in sorted(names)}


def _umask() -> int:
    """Read without setting it: setting is not safe where several threads run."""
    for line in Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines():
        if line.startswith("Umask:"):
            return int(line.split()[1], 8)
    return 0o077
