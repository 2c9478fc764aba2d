"""What the server has in memory before it forks: modules, word lists, fonts. Nothing that a fork cannot carry."""

from __future__ import annotations

import gc
import json
import os
import sys
import threading
import warnings
from collections.abc import Iterable
from contextlib import redirect_stdout
from importlib import import_module
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from ..errors import ConfigError
from .blocked import DEBUGGER, GRAMMAR, blocked

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
    "IPython.extensions.storemagic",
    "tornado.platform.asyncio",
    "matplotlib.backends.backend_agg",
    "audit.plot",
    "audit.table",
    "pandas",
    "pyarrow.parquet",
)

REHEARSAL = """示例区2023年工作总结
一、主要工作。全年共排查隐患38处，其中一级27处、二级11处，完成率100％；走访农户**户，同比增长5％。
二、存在问题。部分工作进度不快。
三、下一步计划。2024年底前走访不少于500户。
"""


def preload(templates: Iterable[Path] = ()) -> None:
    """Import and rehearse. Raises `ConfigError` if something was started that must not be before a fork."""
    with warnings.catch_warnings(), blocked(GRAMMAR, DEBUGGER):
        warnings.simplefilter("ignore")  # and forgets which warnings were given: each notebook gives its own
        for name in MODULES:
            import_module(name)
        for template in templates:
            _rehearse(template)
    _refuse_threads()
    gc.collect()
    gc.freeze()  # memory that is never collected is never written to, so the forks keep sharing it


def _rehearse(template: Path) -> None:
    """Run the template once on a report of four lines: word lists, patterns and the font are then in memory.

    A template that fails here will fail, and be kept with its traceback, where it is run in earnest.
    """
    with TemporaryDirectory() as folder, redirect_stdout(StringIO()):
        source = Path(folder) / "示例区.txt"
        source.write_text(REHEARSAL, encoding="utf-8")
        scope: dict[str, object] = {"__name__": "__main__"}
        try:
            for cell in json.loads(template.read_text(encoding="utf-8"))["cells"]:
                if cell["cell_type"] == "code":
                    exec(compile("".join(cell["source"]), template.name, "exec"), scope)
                    scope |= {"source": str(source)} if "parameters" in cell["metadata"].get("tags", ()) else {}
        except Exception as error:
            print(f"{template.name} was not rehearsed to its end: {error!r}", file=sys.stderr)


def _refuse_threads() -> None:
    import zmq

    native = len(os.listdir("/proc/self/task"))  # noqa: PTH208  # names of threads, not paths
    if native > 1 or threading.active_count() > 1 or zmq.Context._instance is not None:
        raise ConfigError(
            f"not fit to fork: {native} threads run and zmq must not be started; is a library missing in ONE_THREAD?",
            f"内核服务不能派生进程：已有 {native} 个线程在运行",
        )
