"""What the server has in memory before it forks: modules, word lists, fonts. Nothing that a fork cannot carry."""

from __future__ import annotations

import gc
import os
import threading
import warnings
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

from ..errors import ConfigError
from .blocked import DEBUGGER, GRAMMAR, blocked
from .cells import prepare
from .rehearsal import rehearse

ONE_THREAD = {
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
    "MKL_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
}
"""In the environment before the first import: a library's own threads do not live on in a forked process."""

MODULES = (
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "ipykernel.zmqshell",
    "ipykernel.debugger",
    "IPython.core.completer",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.logger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "IPython.utils.wildcard",
    "faulthandler",
    "pdb",
    "resource",
    "tornado.platform.asyncio",
    "matplotlib.backends.backend_agg",
    "audit.plot",
    "audit.table",
    "pandas",
    "pyarrow.parquet",
)


def preload(templates: Iterable[Path] = ()) -> None:
    """Import and rehearse. Raises `ConfigError` if something was started that must not be before a fork."""
    with warnings.catch_warnings(), blocked(GRAMMAR, DEBUGGER):
        warnings.simplefilter("ignore")  # and forgets which warnings were given: each notebook gives its own
        for name in MODULES:
            import_module(name)
        for template in templates:
            rehearse(template)
    with blocked(DEBUGGER):
        prepare()
    _refuse_threads()
    gc.collect()
    gc.freeze()  # memory that is never collected is never written to, so the forks keep sharing it


def _refuse_threads() -> None:
    import zmq

    native = len(os.listdir("/proc/self/task"))  # noqa: PTH208  # names of threads, not paths
    if native > 1 or threading.active_count() > 1 or zmq.Context._instance is not None:
        raise ConfigError(
            f"not fit to fork: {native} threads run and zmq must not be started; is a library missing in ONE_THREAD?",
            f"内核服务不能派生进程：已有 {native} 个线程在运行",
        )
