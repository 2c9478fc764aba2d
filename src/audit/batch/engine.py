"""Notebooks run the fastest safe way this machine has, or the way that was asked for."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from threading import Lock
from types import TracebackType

from ..kernels import Refused, Serving, serving, supported
from ..notebook import Engine, run
from .project import Project

logger = logging.getLogger(__name__)

PATIENCE = 2  # servers asked before a kernel is launched as usual


class Notebooks:
    """A context in which notebooks of a project are run, several at a time if wished, from threads.

    By default with the fast engine where kernels can be forked (Linux), else with launched kernels; all engines give
    the same canonical notebook. The kernel server starts with the first notebook, or with `prepare`.
    """

    def __init__(self, project: Project, engine: Engine | None = None) -> None:
        self.engine = engine or (Engine.FAST if supported() else Engine.STOCK)
        self._project = project
        self._serving: Serving | None = None
        self._lock = Lock()
        self._open = ExitStack()

    def __enter__(self) -> Notebooks:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def prepare(self) -> None:
        """Have the server start while other work is done."""
        with self._lock:
            self._start()

    def run(self, template: Path, parameters: Mapping[str, object], out: Path, *, folder: Path) -> Path:
        """As `audit.notebook.run`. A server that refuses because a file was changed is replaced by a fresh one."""
        for _ in range(PATIENCE):
            serving = self._ready()
            server = serving.address if serving else None
            try:
                return run(template, parameters, out, folder=folder, engine=self.engine, server=server)
            except Refused as refusal:
                logger.warning("%s", refusal)
                self._replace(serving)
        return run(template, parameters, out, folder=folder)

    def _ready(self) -> Serving | None:
        with self._lock:
            self._start()
            if self._serving:
                _ = self._serving.address  # one thread waits for it, the others for the lock
            return self._serving

    def _start(self) -> None:
        if self._serving is None and self.engine is not Engine.STOCK and supported():
            watched = [self._project.expectations, self._project.root / "requirements.lock"]
            template = self._project.template("report")
            self._serving = self._open.enter_context(serving(watched, rehearse=[template]))

    def _replace(self, refused: Serving | None) -> None:
        """Start another; the old one stays until the end, its kernels may still run."""
        with self._lock:
            if self._serving is refused:
                self._serving = None
