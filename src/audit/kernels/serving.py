"""A server for as long as a batch lasts."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from ..errors import NotebookFailed


class Serving:
    """A server that was started and may not be ready yet."""

    def __init__(self, at: Path, server: subprocess.Popen[str], errors: Path) -> None:
        self._at, self._server, self._errors, self._ready = at, server, errors, False

    @property
    def pid(self) -> int:
        """Of the server."""
        return self._server.pid

    @property
    def address(self) -> Path:
        """Its socket, once it listens. Raises `NotebookFailed` if it could not start."""
        if not self._ready:
            assert self._server.stdout is not None
            if self._server.stdout.readline() != "ready\n":
                reason = self._errors.read_text(encoding="utf-8").strip().splitlines()[-1:] or ["no reason given"]
                raise NotebookFailed(f"the kernel server did not start: {reason[0]}", f"内核服务未能启动：{reason[0]}")
            self._ready = True
        return self._at


@contextmanager
def serving(
    watch: Iterable[Path] = (), *, rehearse: Iterable[Path] = (), limit: int | None = None
) -> Iterator[Serving]:
    """A server in a private folder; it ends with the context, or with this process, however that ends.

    `watch` are files and folders, besides the program's own, whose change makes the server refuse to serve; `rehearse`
    are templates to run once on a report of four lines, so that all they need is in memory (they are watched too).
    """
    with TemporaryDirectory(prefix="audit-kernels-") as folder:
        at = Path(folder) / "server"
        lifeline, held = os.pipe()
        command = [sys.executable, "-m", "audit.kernels", "--at", str(at), "--lifeline", str(lifeline)]
        command += [part for path in watch for part in ("--watch", str(path))]
        command += [part for path in rehearse for part in ("--rehearse", str(path))]
        command += ["--limit", str(limit)] if limit else []
        errors = Path(folder) / "errors"
        with errors.open("wb") as log:
            server = subprocess.Popen(
                command,
                pass_fds=[lifeline],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                start_new_session=True,  # an interrupt at the terminal is for us, we end the server
            )
        os.close(lifeline)
        try:
            yield Serving(at, server, errors)
        finally:
            os.close(held)
            server.communicate()
