"""Cells run in this process by IPython's own kernel, its messages sent over one Unix socket instead of zmq.

Everything between a cell's source and its messages is ipykernel's: tracebacks, display updates, the refusal of
input(), top-level await. Only the transport and the standard streams are ours.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import socket
import sys
import threading
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import Any

from ipykernel.ipkernel import IPythonKernel
from IPython.core.profiledir import ProfileDir
from IPython.paths import get_ipython_dir
from jupyter_client.jsonutil import json_default
from jupyter_client.session import Session
from traitlets.config import Config

from .streams import Capture, Stream
from .wire import Json, Reader, frame


def serve_cells(connection: socket.socket) -> None:
    """Run the cells that arrive, one at a time, until the client is gone."""
    outbox = Outbox(connection)
    kernel = _kernel(outbox)  # before the streams are captured: if it fails, the server's log says why
    lock = threading.RLock()
    streams = {name: Stream(name, outbox.text, lock) for name in ("stdout", "stderr")}
    sys.stdout, sys.stderr = streams["stdout"], streams["stderr"]
    capture = Capture({1: streams["stdout"], 2: streams["stderr"]})
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt between two cells is meant for none
    outbox.send("ready", {"language_info": kernel.language_info})
    reader = Reader(connection)
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    while (request := reader.receive()) is not None:
        reply = loop.run_until_complete(_execute(kernel, request["code"], outbox))
        capture.drain()
        outbox.send("execute_reply", reply)


async def _execute(kernel: Any, code: str, outbox: Outbox) -> Json:
    from ipykernel.jsonutil import json_clean

    kernel.execution_count += 1
    outbox.send("execute_input", {"execution_count": kernel.execution_count})
    kernel.pre_handler_hook()
    try:
        reply = await kernel.do_execute(code, silent=False, store_history=True, allow_stdin=False)
    except KeyboardInterrupt:  # it came when the cell had just ended
        reply = {"status": "error", "ename": "KeyboardInterrupt", "evalue": "", "traceback": []}
    finally:
        kernel.post_handler_hook()
    sys.stdout.flush()
    sys.stderr.flush()
    cleaned: Json = json_clean(  # type: ignore[no-untyped-call]
        {key: reply[key] for key in reply if key not in ("payload", "user_expressions")}
    )
    return cleaned


class Outbox:
    """Messages to the client, in the order in which they came about."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._lock = threading.Lock()

    def send(self, kind: str, content: Json, metadata: Json | None = None) -> None:
        """One message; text that a thread prints meanwhile waits."""
        message = frame({"msg_type": kind, "content": content, "metadata": metadata or {}}, json_default)
        with self._lock:
            self._connection.sendall(message)

    def text(self, name: str, text: str) -> None:
        """A piece of a standard stream."""
        self.send("stream", {"name": name, "text": text})


def prepare() -> None:
    """Build the kernel before the fork: the parts of it that do not depend on folder and environment."""
    with TemporaryDirectory() as folder:
        _prepared.append(_built(folder))


def forget() -> None:
    """A forked process that becomes another kind of kernel does not know the one that was prepared."""
    for kernel in _prepared:
        type(kernel.shell).clear_instance()
    _prepared.clear()


_prepared: list[Any] = []


def _kernel(outbox: Outbox) -> Any:
    """IPython's kernel, without sockets and threads, at home in this process."""
    kernel = _prepared.pop() if _prepared else _built(get_ipython_dir())
    kernel.session.outbox = outbox
    shell = kernel.shell
    shell.ipython_dir = get_ipython_dir()
    shell.profile_dir = Bare(location=shell.ipython_dir)
    shell.starting_dir = os.getcwd()  # noqa: PTH109  # text, as IPython keeps it
    shell.user_ns["_dh"][:] = [Path.cwd()]
    shell.init_environment()
    shell.init_sys_modules()  # the notebook is __main__, not the server
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    _working_folder_first()
    return kernel


class Bare(ProfileDir):
    """A profile without the folders for logs, security and start-up files, which nobody looks into."""

    def check_dirs(self) -> None:
        """There are none."""


class Direct(Session):
    """Sends what the kernel publishes to the outbox."""

    outbox: Outbox

    def send(self, _stream: Any, message: Any, content: Any = None, *_: Any, **__: Any) -> Any:  # type: ignore[override]
        """One message."""
        if isinstance(message, str):
            message = {"msg_type": message, "content": content}
        self.outbox.send(message["msg_type"], message["content"])
        return message


def _built(profile: str) -> Any:
    """The kernel, its shell set up as its application would."""
    _interruptible_debugger()
    parts: Json = {
        "config": Config({"HistoryManager": {"enabled": False}}),
        "session": Direct(),
        "iopub_socket": SimpleNamespace(),
        "log": logging.getLogger("ipykernel"),
        "profile_dir": Bare(location=profile),
        "user_ns": None,
    }
    kernel = IPythonKernel(**parts)  # type: ignore[no-untyped-call]
    kernel.shell_channel_thread = SimpleNamespace(parent_thread=threading.main_thread())
    shell: Any = kernel.shell
    shell.displayhook.get_execution_count = lambda: kernel.execution_count
    shell.extension_manager.load_extension("storemagic")
    return kernel


def _interruptible_debugger() -> None:
    """As `IPKernelApp.init_pdb`."""
    import pdb

    from IPython.core import debugger

    debugger.Pdb = debugger.InterruptiblePdb  # type: ignore[misc]
    pdb.Pdb = debugger.Pdb  # type: ignore[assignment,misc]
    pdb.set_trace = debugger.set_trace


def _working_folder_first() -> None:
    """As `InteractiveShellApp.init_path`: modules in the notebook's folder can be imported."""
    if "" in sys.path or sys.flags.safe_path:
        return
    for place, entry in enumerate(sys.path):
        if entry.rstrip("/").endswith(("site-packages", "dist-packages")):
            sys.path.insert(place, "")
            return
    sys.path.insert(0, "")
