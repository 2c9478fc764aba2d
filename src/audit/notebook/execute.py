"""One notebook, run by papermill.

The kernel is this very interpreter, whatever kernels the machine offers; it works offline, in a folder of its own
choosing, without the user's IPython start-up files. The output appears under its name only when it is complete.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ..errors import NotebookFailed
from ..kernels.blocked import GRAMMAR, blocked
from .manager import kernel_manager
from .parameters import declared_parameters, refuse_unfit

Json = dict[str, Any]

FAST, USUAL = "audit-fast", "audit-usual"
"""Our engine, as declared in pyproject.toml, and papermill's own, which hands out the notebook as it runs."""


class Engine(StrEnum):
    """How a notebook is run; all three give the same canonical notebook."""

    STOCK = "stock"  # a kernel launched as Jupyter does
    FORK = "fork"  # a kernel forked by the server of `audit.kernels`
    FAST = "fast"  # cells run in a forked IPython, without sockets


def run(
    template: Path,
    parameters: Mapping[str, object],
    out: Path,
    *,
    folder: Path | None = None,
    progress: bool = False,
    engine: Engine = Engine.STOCK,
    server: Path | None = None,
    timeout: int | None = None,
) -> Path:
    """Execute `template` with `parameters` in `folder` (default: where `out` lies) and write it to `out`.

    `server` is the socket of the kernel server that `engine` asks; where it does not answer, the kernel is launched as
    usual. `timeout` are the seconds that one cell may take (default: no limit). Several may run at a time, in threads.

    Raises `ParameterError` before anything runs if the parameters are not those the template declares, and
    `NotebookFailed` if a cell raised or the kernel died: then the notebook is kept, traceback included, under
    `<out>.failed.ipynb`. `progress` draws a bar on standard error.
    """
    refuse_unfit(template, declared_parameters(template), parameters)
    folder = (folder or out.parent).resolve()
    out.parent.mkdir(parents=True, exist_ok=True)
    failed = out.with_suffix(".failed.ipynb")
    with TemporaryDirectory() as scratch:
        options = _options(engine, server, folder, Path(scratch), timeout)
        notebook, error = _execute(template, parameters, options, Path(scratch), progress)
    if error is None:
        _place(notebook, out, template)
        failed.unlink(missing_ok=True)
        return out
    _place(notebook, failed, template)
    reason = _reason(error)
    raise NotebookFailed(
        f"{template.name} stopped: {reason}; kept as {failed.name}",
        f"{template.name} 运行中断：{reason}；已保留为 {failed.name}",
    ) from error


def _reason(error: Exception) -> str:
    """One line: the exception that ended the cell, or how long it took."""
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return lines[0] if isinstance(error, TimeoutError) else lines[-1]


def _execute(
    template: Path, parameters: Mapping[str, object], options: Json, scratch: Path, progress: bool
) -> tuple[Any, Exception | None]:
    """The notebook as far as it came, and the error that stopped it, if any.

    papermill is given no place to write to: it would write the notebook anew before and after every cell.
    """
    papermill = _papermill()
    from nbclient.exceptions import CellTimeoutError
    from papermill import PapermillExecutionError

    given = str(template)
    if "{" in given or "}" in given or ":" in given:  # papermill fills in braces; other places than files
        given = str(shutil.copyfile(template, scratch / "template.ipynb"))
    running: list[Any] = []
    error = None
    try:
        papermill.execute_notebook(
            given,
            None,
            dict(parameters),
            kernel_name="python3",
            language="python",
            progress_bar=progress,
            running=running,
            **options,
        )
    except (PapermillExecutionError, CellTimeoutError, RuntimeError) as stopped:  # RuntimeError: the kernel died
        error = stopped
    return running[0].nb, error


def _options(engine: Engine, server: Path | None, folder: Path, scratch: Path, timeout: int | None) -> Json:
    """What papermill is told about the engine. Never `cwd`: that would change the folder of this whole process."""
    common: Json = {"execution_timeout": timeout}
    bare = {"IPYTHONDIR": str(scratch), "MPLBACKEND": "agg"}  # no start-up files; history stays in memory
    if engine is Engine.FAST and server is not None:
        return common | {"engine_name": FAST, "at": server, "folder": folder, "env": {**os.environ, **bare}}
    manager = kernel_manager(scratch, bare, server if engine is Engine.FORK else None)
    resources = {"metadata": {"path": str(folder)}}
    if engine is Engine.FORK:  # all its outputs are here: ended at once, not asked to end
        common["shutdown_kernel"] = "immediate"
    return common | {"engine_name": USUAL, "kernel_manager_class": manager, "resources": resources}


@cache
def _papermill() -> Any:
    """papermill with our translator (readable Chinese), imported without the grammar that it does not need."""
    with blocked(GRAMMAR):
        import papermill
        from papermill.engines import papermill_engines
        from papermill.translators import PythonTranslator, papermill_translators

        from ..kernels.engine import FastEngine, UsualEngine

    class Readable(PythonTranslator):  # type: ignore[misc]
        """Strings as people write them: 苇塘区, not \\u82c7\\u5858\\u533a."""

        @classmethod
        def translate_str(cls, val: str) -> str:
            return json.dumps(val, ensure_ascii=False)

    papermill_engines.register(FAST, FastEngine)  # also where only the sources are on the path
    papermill_engines.register(USUAL, UsualEngine)
    papermill_translators.register("python", Readable)
    return papermill


def _place(notebook: Any, out: Path, template: Path) -> None:
    """Put the notebook under its name in one step; what names this machine's folders is cut to file names.

    Not forced to the disk: what a power failure must not take is brought there when it is sealed.
    """
    import nbformat

    notebook.metadata.papermill |= {"input_path": template.name, "output_path": out.name}
    fresh = out.with_name(f".{out.name}.new")
    text: str = nbformat.writes(notebook)  # type: ignore[no-untyped-call]
    fresh.write_text(text + "\n", encoding="utf-8")
    fresh.replace(out)
