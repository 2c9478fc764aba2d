"""What a forked process becomes: a Jupyter kernel, or a reader of cells."""

from __future__ import annotations

import os
import socket
import sys

from . import cells
from .wire import Json


def live(request: Json, channel: int | None) -> None:
    """Be what was asked for, until the client or the kernel ends it."""
    sys.modules.pop("__main__", None)  # the notebook's own takes its place
    if channel is None:
        cells.forget()
        _kernel(request["argv"])
        return
    with socket.socket(fileno=channel) as connection:
        cells.serve_cells(connection)


def _kernel(argv: list[str]) -> None:
    """As `python -m ipykernel_launcher`; sockets are made only now, after the fork."""
    from ipykernel.kernelapp import IPKernelApp

    sys.argv = ["ipykernel_launcher.py", *argv]
    private = [f"--IPKernelApp.parent_handle={os.getppid()}", "--HistoryManager.enabled=False"]
    IPKernelApp.launch_instance(argv=[*argv, *private])
