"""The papermill engine `audit-fast`: cells run in a forked IPython, without zmq. And papermill's own, observed."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import Any

from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine, NBClientEngine
from papermill.log import logger

from .client import Forked, address, supported
from .wire import Json, Reader, frame

CELL = "cell"  # the one message every output answers to


class FastEngine(Engine):  # type: ignore[misc]
    """Runs the cells over a socket of its own; where no server runs, hands over to papermill's usual engine.

    Options, besides papermill's: `at` (the server's socket), `folder` (the notebook's working folder), `env` (its
    environment) and `running` (a list that is given papermill's manager of the notebook at the start). Raises
    `Refused` where the server will not serve.
    """

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: Any,
        kernel_name: str,
        *,
        at: Path | None = None,
        folder: Path | None = None,
        env: Mapping[str, str] | None = None,
        execution_timeout: int | None = None,
        running: list[Any] | None = None,
        **options: Any,
    ) -> None:
        """Run the notebook that papermill manages."""
        if running is not None:
            running.append(nb_man)
        folder = folder or Path.cwd()
        try:
            if not supported():
                raise ConnectionRefusedError
            ours, theirs = socket.socketpair()
            with ours:
                with theirs:
                    process = Forked(at or address(), env=env or os.environ, folder=folder, channel=theirs)
                with process:
                    client = FastClient(nb_man, ours, process, timeout=execution_timeout)
                    client.run()
        except (FileNotFoundError, ConnectionRefusedError):
            logger.warning("no kernel server runs: the notebook is run as usual")
            resources = {"metadata": {"path": str(folder)}}
            NBClientEngine.execute_managed_notebook(
                nb_man, kernel_name, execution_timeout=execution_timeout, resources=resources, **options
            )


class UsualEngine(NBClientEngine):  # type: ignore[misc]
    """papermill's own engine, which also knows `running`: a notebook whose kernel dies is kept as far as it came."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, *, running: list[Any], **options: Any) -> None:
        """As papermill's."""
        running.append(nb_man)
        super().execute_managed_notebook(nb_man, kernel_name, **options)


class FastClient(PapermillNotebookClient):  # type: ignore[misc]
    """papermill's client, which keeps the outputs, with another way to have a cell executed."""

    def __init__(self, nb_man: Any, channel: socket.socket, process: Forked, *, timeout: int | None) -> None:
        super().__init__(nb_man, record_timing=False)
        self._channel, self._process = channel, process
        self._seconds = timeout or None  # papermill: 0 is no limit
        self._reader = Reader(channel)

    def run(self) -> None:
        """All cells, as far as they go."""
        self.reset_execution_trackers()
        ready = self._receive(None)
        self.papermill_execute_cells()
        self.nb.metadata["language_info"] = ready["content"]["language_info"]

    def execute_cell(self, cell: Any, cell_index: int, *_: Any, **__: Any) -> Any:
        """Send the cell, keep its outputs. Raises as nbclient does."""
        if cell.cell_type != "code" or not cell.source.strip():
            return cell
        tags = cell.metadata.get("tags", ())
        if self.skip_cells_with_tag in tags:
            return cell
        cell.outputs = []
        self.clear_before_next_output = False
        with suppress(BrokenPipeError):  # the kernel died between two cells: found out by reading
            self._channel.settimeout(None)
            self._channel.sendall(frame({"code": cell.source}))
        deadline = None if self._seconds is None else monotonic() + self._seconds
        while (message := self._receive(deadline, cell))["msg_type"] != "execute_reply":
            self.process_message(_as_jupyter(message), cell, cell_index)
        reply = message["content"]
        cell["execution_count"] = reply.get("execution_count", cell.execution_count)
        if reply["status"] == "error" and "raises-exception" not in tags:
            raise CellExecutionError.from_cell_and_msg(cell, reply)
        return cell

    def _receive(self, deadline: float | None, cell: Any = None) -> Json:
        """The next message; `deadline` is a moment of the monotonic clock."""
        try:
            message = self._reader.receive(None if deadline is None else max(0.001, deadline - monotonic()))
        except TimeoutError:
            self._process.kill()
            raise CellTimeoutError.error_from_timeout_and_cell(
                "Cell execution timed out", self._seconds or 0, cell
            ) from None
        except ConnectionResetError:
            message = None
        if message is None:
            status = self._process.wait(10)
            raise DeadKernelError(f"Kernel died ({_ending(status)})")
        return message


def _as_jupyter(message: Json) -> Json:
    header = {"msg_type": message["msg_type"]}
    return {**message, "header": header, "parent_header": {"msg_id": CELL}, "buffers": []}


def _ending(status: int) -> str:
    return f"exit status {status}" if status >= 0 else f"signal {signal.Signals(-status).name}"
