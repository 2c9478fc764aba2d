"""The fork server: one loop, one thread, one connection per kernel."""

from __future__ import annotations

import os
import selectors
import signal
import socket
import struct
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from ..errors import ConfigError
from .birth import settle
from .freshness import Watch
from .guardian import Guardian, kill_group
from .wire import Json, Reader, frame

LIMIT = 32
"""Kernels at a time; one more is refused, not queued: a queue would hide a leak."""

DESCRIPTORS = 4  # standard input, output, error, and the channel for cells
FIXED_AT_START = ("LANG", "LANGUAGE", "LC_ALL", "LC_CTYPE", "LD_LIBRARY_PATH", "LD_PRELOAD", "VIRTUAL_ENV")
"""Variables that a running interpreter has taken into itself, as all that begin with PYTHON."""

Life = Callable[[Json, int | None], None]
"""What a forked process does: given the request and, for cells, the channel's descriptor."""


class Client:
    """One connection: a request that may arrive in pieces, then the kernel it asked for."""

    def __init__(self, connection: socket.socket) -> None:
        connection.setblocking(False)
        self.connection = connection
        self.reader = Reader(connection)
        self.descriptors: list[int] = []
        self.pid = 0

    def read(self) -> Json | None:
        """The request, once it is complete; raises `ConnectionError` when the client is gone."""
        piece, descriptors, _, _ = socket.recv_fds(self.connection, 1 << 20, DESCRIPTORS)
        self.descriptors += descriptors
        if not piece:
            raise ConnectionResetError
        self.reader.add(piece)
        return self.reader.complete()

    def answer(self, message: Json) -> None:
        """Tell it; a client that is gone is found out by the loop."""
        with suppress(OSError):
            self.connection.sendall(frame(message))

    def drop_descriptors(self) -> None:
        """They belong to the kernel now, or to nobody."""
        for descriptor in self.descriptors:
            os.close(descriptor)
        self.descriptors.clear()


class Server:
    """Listens at a private Unix socket and forks `life` for each request of the same user."""

    def __init__(self, at: Path, life: Life, guardian: Guardian, watch: Watch, *, limit: int = LIMIT) -> None:
        self._at, self._life, self._guardian, self._watch, self._limit = at, life, guardian, watch, limit
        self._environment = _fixed(os.environ)
        self._kernels: dict[int, Client] = {}
        self._open = True
        self._selector = selectors.DefaultSelector()
        self._listener = _listen(at)
        self._selector.register(self._listener, selectors.EVENT_READ, self._accept)

    def serve(self, lifeline: int | None = None) -> None:
        """Until SIGTERM or SIGINT, or until `lifeline`, a pipe held by the parent, ends."""
        waking, wakes = socket.socketpair()
        for end in (waking, wakes):
            end.setblocking(False)
        signal.set_wakeup_fd(wakes.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)  # only to be woken
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        self._selector.register(waking, selectors.EVENT_READ, lambda: self._woken(waking))
        if lifeline is not None:
            self._selector.register(lifeline, selectors.EVENT_READ, self._stop)
        try:
            while self._open:
                for key, _ in self._selector.select():
                    if self._selector.get_map().get(key.fd) is key:  # not dropped meanwhile
                        key.data()
        finally:
            self._at.unlink(missing_ok=True)
            for pid in self._kernels:
                kill_group(pid)

    def _stop(self, *_: object) -> None:
        self._open = False

    def _accept(self) -> None:
        connection, _ = self._listener.accept()
        if _user(connection) != os.getuid():
            connection.close()
            return
        client = Client(connection)
        self._selector.register(connection, selectors.EVENT_READ, lambda: self._hear(client))

    def _hear(self, client: Client) -> None:
        """A piece of a request, or the end of a connection: then its kernel must not linger."""
        try:
            request = client.read()
        except BlockingIOError:
            return
        except OSError:
            if client.pid:
                kill_group(client.pid)
            self._drop(client)
            return
        if request is None or client.pid:
            return
        refusal = self._refusal(request)
        if refusal:
            client.answer({"refused": refusal})
            self._drop(client)
            return
        self._fork(client, request)

    def _refusal(self, request: Json) -> Sequence[str]:
        """Why this cannot be served, in English and Chinese; nothing if it can."""
        if changed := self._watch.changed():
            return (
                f"{changed} was changed since the kernel server started: start it again",
                f"内核服务启动后 {changed} 已有改动，请重新启动",
            )
        asked = _fixed(request["env"])
        if asked != self._environment:
            names = sorted(
                name for name in asked.keys() | self._environment if asked.get(name) != self._environment.get(name)
            )
            return (
                f"the kernel server was started with another environment: {', '.join(names)}",
                f"内核服务启动时的环境变量不同：{'、'.join(names)}",
            )
        if len(self._kernels) >= self._limit:
            return (
                f"{self._limit} kernels run already, the most the kernel server allows",
                f"已有 {self._limit} 个内核在运行，达到上限",
            )
        return ()

    def _fork(self, client: Client, request: Json) -> None:
        server = os.getpid()
        sys.stdout.flush()
        sys.stderr.flush()
        pid = os.fork()
        if pid == 0:
            _live(self._life, request, client.descriptors, server)
        client.pid = pid
        client.drop_descriptors()
        self._kernels[pid] = client
        self._guardian.watch(pid)
        client.answer({"pid": pid})

    def _woken(self, waking: socket.socket) -> None:
        """Kernels may have ended: tell their clients how, and end what they left running."""
        with suppress(BlockingIOError):
            waking.recv(4096)
        while True:
            try:
                found = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            except ChildProcessError:
                return
            if found is None:
                return
            pid = found.si_pid
            client = self._kernels.pop(pid, None)
            if client is not None:
                kill_group(pid)  # before its number can be given to another
            _, status = os.waitpid(pid, 0)
            if pid == self._guardian.pid:
                raise ConfigError("the guardian of the kernel server was killed", "内核服务的守护进程被终止")
            if client is not None:
                self._guardian.release(pid)
                client.answer({"exit": os.waitstatus_to_exitcode(status)})
                self._drop(client)

    def _drop(self, client: Client) -> None:
        client.drop_descriptors()
        if client.connection.fileno() >= 0:  # not dropped before, when the client went away first
            self._selector.unregister(client.connection)
            client.connection.close()


def _live(life: Life, request: Json, descriptors: Sequence[int], server: int) -> None:
    """The forked process, from beginning to end; it never returns into the server's loop."""
    status = 1
    try:
        life(request, settle(request, descriptors, server))
        status = 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc(file=sys.__stderr__)
    finally:
        with suppress(OSError, ValueError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(status)


def _listen(at: Path) -> socket.socket:
    """A socket that only this user can reach: its folder must be private. Raises `ConfigError`."""
    folder = at.parent.stat()
    if folder.st_uid != os.getuid() or folder.st_mode & 0o077:
        raise ConfigError(
            f"{at.parent}: the kernel server's folder must belong to you alone (chmod 700)",
            f"{at.parent}：内核服务的文件夹只能由本人访问（chmod 700）",
        )
    listener = socket.socket(socket.AF_UNIX)
    try:
        listener.bind(str(at))
    except OSError as error:
        raise ConfigError(
            f"{at}: cannot listen here: {error}; does a server run already?",
            f"{at}：无法监听：{error}；是否已有内核服务在运行？",
        ) from error
    listener.listen(64)
    return listener


def _user(connection: socket.socket) -> int:
    """The user at the other end, as the system knows it."""
    credentials = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    uid: int = struct.unpack("3i", credentials)[1]
    return uid


def _fixed(env: Mapping[str, str]) -> dict[str, str]:
    names = [name for name in env if name.startswith("PYTHON") or name in FIXED_AT_START]
    return {name: env[name] for name in names}
