"""A template and parameters become an executed notebook. The only user of papermill, with `kernels.engine`.

The kernel is this very interpreter, whatever kernels the machine offers; it works offline, in a folder of its own
choosing, without the user's IPython start-up files. The output appears under its name only when it is complete.
"""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import sys
from collections.abc import Mapping
from contextlib import suppress
from enum import StrEnum
from functools import cache
from pathlib import Path
from queue import Empty
from tempfile import TemporaryDirectory
from time import monotonic
from typing import TYPE_CHECKING, Any

from .errors import NotebookFailed, ParameterError
from .kernels.blocked import GRAMMAR, blocked

if TYPE_CHECKING:
    from jupyter_client.manager import AsyncKernelManager

Json = dict[str, Any]

SECRETS = re.compile(
    r"(?:^|_)(?:pass(?:word|wd|phrase)?|pwd|secrets?|tokens?|(?:api_?|private_?)?keys?|credentials?)(?:$|_)"
    r"|密码|口令|密钥|私钥|令牌",
    re.IGNORECASE,
)
FORK, FAST, NBCLIENT = "audit-fork", "audit-fast", "nbclient"
"""Our provisioner and our engine, as declared in pyproject.toml, and papermill's own engine."""


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
    declared = declared_parameters(template)
    _refuse_unfit(template, declared, parameters)
    folder = (folder or out.parent).resolve()
    out.parent.mkdir(parents=True, exist_ok=True)
    failed = out.with_suffix(".failed.ipynb")
    with TemporaryDirectory() as scratch:
        made = Path(scratch) / "executed.ipynb"
        shutil.copyfile(template, made)  # papermill fills in braces of paths: only names of ours reach it
        error = _execute(made, parameters, _options(engine, server, folder, Path(scratch), timeout), progress)
        if error is None:
            _place(made, out, template)
            failed.unlink(missing_ok=True)
            return out
        _place(made, failed, template)
    reason = _reason(error)
    raise NotebookFailed(
        f"{template.name} stopped: {reason}; kept as {failed.name}",
        f"{template.name} 运行中断：{reason}；已保留为 {failed.name}",
    ) from error


def _reason(error: Exception) -> str:
    """One line: the exception that ended the cell, or how long it took."""
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return lines[0] if isinstance(error, TimeoutError) else lines[-1]


def declared_parameters(template: Path) -> dict[str, Any]:
    """Names and default values in the cell tagged `parameters`; raises `ParameterError` if it holds anything else."""
    cells = [c for c in _notebook(template)["cells"] if "parameters" in c.get("metadata", {}).get("tags", ())]
    if len(cells) != 1:
        raise ParameterError(
            f"{template.name}: expected one cell tagged 'parameters', found {len(cells)}",
            f"{template.name}：应有且仅有一个标记为 parameters 的单元格，实有 {len(cells)} 个",
        )
    source = cells[0]["source"]
    declared: dict[str, Any] = {}
    for statement in ast.parse(source if isinstance(source, str) else "".join(source)).body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                declared[name] = _literal(template, name, value)
            case _:
                raise ParameterError(
                    f"{template.name} line {statement.lineno}: a parameters cell holds only `name = value`",
                    f"{template.name} 第 {statement.lineno} 行：参数单元格只能写“名称 = 值”",
                )
    return declared


def _literal(template: Path, name: str, value: ast.expr) -> Any:
    try:
        return ast.literal_eval(value)
    except ValueError as error:
        raise ParameterError(
            f"{template.name}: the default of {name} must be a plain value", f"{template.name}：{name} 的默认值须为常量"
        ) from error


def _refuse_unfit(template: Path, declared: Mapping[str, Any], given: Mapping[str, object]) -> None:
    """Unknown names, other types than the defaults have, and names that look like secrets."""
    for name, value in given.items():
        if SECRETS.search(name):
            raise ParameterError(
                f"{name}: secrets are no parameters, every parameter is filed with the notebook",
                f"{name}：参数随笔记本归档，不得传递口令、密钥",
            )
        if name not in declared:
            known = ", ".join(sorted(declared)) or "none"
            raise ParameterError(
                f"{template.name} has no parameter {name!r}; it declares: {known}",
                f"{template.name} 没有参数 {name!r}；可用：{known}",
            )
        expected = type(declared[name])
        if not _fits(value, declared[name]):
            raise ParameterError(
                f"{name}: expected {expected.__name__}, found {type(value).__name__} {value!r}",
                f"{name}：应为 {expected.__name__} 类型，实为 {type(value).__name__} {value!r}",
            )


def _fits(value: object, default: object) -> bool:
    """Same simple type; a whole number may stand for a real one, and a list or dict holds only simple values."""
    if not _is_simple(value):
        return False
    if default is None or type(value) is type(default):
        return True
    return isinstance(default, float) and type(value) is int


def _is_simple(value: object) -> bool:
    if isinstance(value, list):
        return all(map(_is_simple, value))
    if isinstance(value, dict):
        return all(isinstance(key, str) and _is_simple(entry) for key, entry in value.items())
    return value is None or type(value) in (str, int, float, bool)


def _execute(made: Path, parameters: Mapping[str, object], options: Json, progress: bool) -> Exception | None:
    """Run it in place; the error that stopped it, or None. `made` holds the notebook as far as it came."""
    papermill = _papermill()
    from nbclient.exceptions import CellTimeoutError
    from papermill import PapermillExecutionError

    try:
        papermill.execute_notebook(
            str(made),
            str(made),
            dict(parameters),
            kernel_name="python3",
            language="python",
            progress_bar=progress,
            **options,
        )
    except (PapermillExecutionError, CellTimeoutError, RuntimeError) as error:  # RuntimeError: the kernel died
        return error
    return None


def _options(engine: Engine, server: Path | None, folder: Path, scratch: Path, timeout: int | None) -> Json:
    """What papermill is told about the engine. Never `cwd`: that would change the folder of this whole process."""
    common: Json = {"execution_timeout": timeout}
    profile = scratch / "ipython"
    profile.mkdir(mode=0o700)
    bare = {"IPYTHONDIR": str(profile), "MPLBACKEND": "agg"}  # no start-up files; history stays in memory
    if engine is Engine.FAST and server is not None:
        return common | {"engine_name": FAST, "at": server, "folder": folder, "env": {**os.environ, **bare}}
    manager = _manager(scratch, bare, server if engine is Engine.FORK else None)
    resources = {"metadata": {"path": str(folder)}}
    if engine is Engine.FORK:  # all its outputs are here: ended at once, not asked to end
        common["shutdown_kernel"] = "immediate"
    return common | {"engine_name": NBCLIENT, "kernel_manager_class": manager, "resources": resources}


@cache
def _papermill() -> Any:
    """papermill with our translator (readable Chinese), imported without the grammar that it does not need."""
    with blocked(GRAMMAR):
        import papermill
        from papermill.engines import papermill_engines
        from papermill.translators import PythonTranslator, papermill_translators

        from .kernels.engine import FastEngine

    class Readable(PythonTranslator):  # type: ignore[misc]
        """Strings as people write them: 苇塘区, not \\u82c7\\u5858\\u533a."""

        @classmethod
        def translate_str(cls, val: str) -> str:
            return json.dumps(val, ensure_ascii=False)

    papermill_engines.register(FAST, FastEngine)  # also where only the sources are on the path
    papermill_translators.register("python", Readable)
    return papermill


def _manager(scratch: Path, env: Mapping[str, str], server: Path | None) -> type[AsyncKernelManager]:
    """A kernel manager that starts this interpreter, or asks the server for a copy of it.

    `scratch` is a private folder: connection file and sockets are there, no port is opened.
    """
    from jupyter_client.asynchronous.client import AsyncKernelClient
    from jupyter_client.kernelspec import KernelSpec
    from jupyter_client.manager import AsyncKernelManager

    class Prompt(AsyncKernelClient):
        """Ready when the kernel has answered: without the 0.2 s in which Jupyter waits for messages to throw away."""

        async def _async_wait_for_ready(self, timeout: float | None = None) -> None:
            end = monotonic() + (timeout or float("inf"))
            while monotonic() < end:
                self.kernel_info()
                with suppress(Empty):
                    await self.get_shell_msg(timeout=1)
                    await self.get_iopub_msg(timeout=0.2)  # else not connected yet: ask again
                    return
                if not await self.is_alive():
                    raise RuntimeError("Kernel died before it was ready")
            raise RuntimeError(f"Kernel was not ready in {timeout} s")

        wait_for_ready = _async_wait_for_ready

    provisioner = {"provisioner_name": FORK, "config": {"address": str(server)}}

    class ThisInterpreter(AsyncKernelManager):
        """Does not search the machine for kernels."""

        kernel_spec = KernelSpec(
            argv=[sys.executable, "-Xfrozen_modules=off", "-m", "ipykernel_launcher", "-f", "{connection_file}"],
            display_name="Python 3",
            language="python",
            env=dict(env),
            metadata={"kernel_provisioner": provisioner} if server else {},
        )

        def __init__(self, **options: Any) -> None:
            private = {} if sys.platform == "win32" else {"transport": "ipc"}
            options |= private | {"connection_file": str(scratch / "kernel.json"), "client_factory": Prompt}
            super().__init__(**options)

        async def _async_interrupt_kernel(self) -> None:
            """Not at shutdown: a kernel that has answered may be putting its interrupt handler back, and complains."""
            if not self.shutting_down:
                await super()._async_interrupt_kernel()

        interrupt_kernel = _async_interrupt_kernel

    return ThisInterpreter


def _place(made: Path, out: Path, template: Path) -> None:
    """Put the notebook under its name in one step; what names this machine's folders is cut to file names."""
    notebook = _notebook(made)
    papermill = notebook["metadata"].get("papermill", {})
    papermill |= {"input_path": template.name, "output_path": out.name}
    fresh = out.with_name(f".{out.name}.new")
    with fresh.open("w", encoding="utf-8") as file:
        json.dump(notebook, file, ensure_ascii=False, indent=1)
        file.write("\n")
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(out)


def _notebook(path: Path) -> Json:
    content: Json = json.loads(path.read_text(encoding="utf-8"))
    return content
