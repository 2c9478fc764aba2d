"""Kernels behave as stock ones do, leave nothing behind, and leak nothing from one notebook to the next."""

from __future__ import annotations

import os
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import KernelManager

from audit.errors import NotebookFailed
from audit.kernels import Forked, Refused, Serving, serving
from audit.kernels.wire import Reader, frame
from audit.notebook import Engine, run

from .conftest import environment, gone

pytestmark = pytest.mark.slow
FORKED = [Engine.FORK, Engine.FAST]


def stdout(path: Path) -> str:
    import json

    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return "".join("".join(o["text"]) for c in cells for o in c.get("outputs", []) if o["output_type"] == "stream")


def fast(server: Serving, folder: Path, env: dict[str, str] | None = None) -> tuple[Forked, socket.socket]:
    """A forked IPython by itself, and the channel to it."""
    ours, theirs = socket.socketpair()
    with theirs:
        try:
            process = Forked(server.address, env=env or environment(), folder=folder, channel=theirs)
        except Refused:
            ours.close()
            raise
    return process, ours


def cell(channel: socket.socket, reader: Reader, code: str) -> list[dict[str, object]]:
    """The messages one cell gives."""
    channel.settimeout(None)
    channel.sendall(frame({"code": code}))
    found = []
    while True:
        message = reader.receive(20)
        assert message is not None
        found.append(message)
        if message["msg_type"] == "execute_reply":
            return found


@contextmanager
def interactive(server: Serving, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[KernelManager]:
    """A kernel as JupyterLab starts it: from the kernelspec we ship, by Jupyter's own manager."""
    shipped = Path(__file__).parents[2] / "src" / "audit" / "kernels"
    specs = KernelSpecManager(kernel_dirs=[str(shipped)])
    manager = KernelManager(kernel_name="kernelspec", kernel_spec_manager=specs)
    monkeypatch.setenv("AUDIT_KERNELS", str(server.address))
    manager.start_kernel(cwd=str(folder))
    try:
        yield manager
    finally:
        manager.shutdown_kernel(now=True)


@pytest.mark.parametrize("engine", FORKED)
def test_the_notebook_runs_in_its_folder_with_its_environment(
    server: Serving, template: Callable[..., Path], tmp_path: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLACE", "苇塘")
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "beside.py").write_text("name = 'imported from the folder'")
    laid_out = template("import os, time, beside\nprint(os.getcwd(), os.environ['PLACE'], beside.name, time.timezone)")
    out = run(laid_out, {}, tmp_path / "out.ipynb", folder=inside, engine=engine, server=server.address)
    assert stdout(out) == f"{inside} 苇塘 imported from the folder -28800\n"


@pytest.mark.parametrize("engine", FORKED)
def test_nothing_leaks_from_one_notebook_to_the_next(
    server: Serving, template: Callable[..., Path], tmp_path: Path, engine: Engine
) -> None:
    leaving = """
import builtins, os, sys, threading, warnings, locale, decimal, pandas, audit.sets, matplotlib
builtins.left = sys.left = audit.sets.left = 1
os.environ["LEFT"] = "1"
os.chdir("/")
sys.path.append("/left")
pandas.set_option("display.max_rows", 7)
matplotlib.rcParams["font.size"] = 99
decimal.getcontext().prec = 3
warnings.simplefilter("error")
threading.Thread(target=__import__("time").sleep, args=(60,), daemon=True).start()
"""
    looking = """
import builtins, os, sys, threading, warnings, decimal, pandas, audit.sets, matplotlib
print(hasattr(builtins, "left"), hasattr(sys, "left"), hasattr(audit.sets, "left"), "LEFT" in os.environ)
print("/left" in sys.path, pandas.get_option("display.max_rows") == 7, decimal.getcontext().prec == 3)
print(matplotlib.rcParams["font.size"] == 99, warnings.filters[0][0] == "error", os.getcwd() == "/", "looking" in dir())
"""
    for source in (leaving, looking):
        out = run(template(source), {}, tmp_path / "out.ipynb", engine=engine, server=server.address)
    assert set(stdout(out).split()) == {"False"}


@pytest.mark.parametrize("engine", FORKED)
def test_every_notebook_draws_other_random_numbers(
    server: Serving, template: Callable[..., Path], tmp_path: Path, engine: Engine
) -> None:
    laid_out = template("import random, numpy, uuid\nprint(random.random(), numpy.random.random(), uuid.uuid4())")
    drawn = [
        stdout(run(laid_out, {}, tmp_path / f"{n}.ipynb", engine=engine, server=server.address)).split() for n in (0, 1)
    ]
    assert not set(drawn[0]) & set(drawn[1])


@pytest.mark.parametrize("engine", list(Engine))
def test_an_endless_loop_is_stopped(
    server: Serving, template: Callable[..., Path], tmp_path: Path, engine: Engine
) -> None:
    laid_out = template("import os\nopen('pid', 'w').write(str(os.getpid()))\nwhile True:\n    pass")
    with pytest.raises(NotebookFailed, match="timed out"):
        run(laid_out, {}, tmp_path / "out.ipynb", engine=engine, server=server.address, timeout=2)
    assert gone(int((tmp_path / "pid").read_text()))


@pytest.mark.parametrize("engine", list(Engine))
@pytest.mark.parametrize(
    "end", ["os._exit(3)", "os.kill(os.getpid(), 11)", "os.kill(os.getpid(), 9)", "os.abort()"], ids=str
)
def test_a_crash_stops_one_notebook_only(
    server: Serving, template: Callable[..., Path], tmp_path: Path, engine: Engine, end: str
) -> None:
    with pytest.raises(NotebookFailed, match="Kernel died"):
        run(template(f"import os\n{end}"), {}, tmp_path / "out.ipynb", engine=engine, server=server.address)
    good = run(template("print('well')"), {}, tmp_path / "good.ipynb", engine=engine, server=server.address)
    assert stdout(good) == "well\n"


@pytest.mark.parametrize("engine", list(Engine))
def test_out_of_memory_is_an_error_in_the_cell(
    server: Serving, template: Callable[..., Path], tmp_path: Path, engine: Engine
) -> None:
    laid_out = template(
        "import resource\nresource.setrlimit(resource.RLIMIT_AS, (1 << 32, 1 << 32))", "b = bytearray(1 << 33)"
    )
    with pytest.raises(NotebookFailed, match="MemoryError"):
        run(laid_out, {}, tmp_path / "out.ipynb", engine=engine, server=server.address)


def test_limits_of_the_client_hold_in_the_kernel(server: Serving, tmp_path: Path) -> None:
    code = f"""
import resource, socket
from pathlib import Path
resource.setrlimit(resource.RLIMIT_NOFILE, (99, 99))
from audit.kernels import Forked
from audit.kernels.wire import Reader
import os
ours, theirs = socket.socketpair()
process = Forked(Path({str(server.address)!r}), env=os.environ, folder=Path.cwd(), channel=theirs)
assert Reader(ours).receive(20)["msg_type"] == "ready"
print(open(f"/proc/{{process.pid}}/limits").read())
"""
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    (line,) = [line for line in shown.splitlines() if line.startswith("Max open files")]
    assert line.split()[3:5] == ["99", "99"]


def test_interrupt_restart_and_shutdown_as_in_jupyterlab(
    server: Serving, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with interactive(server, tmp_path, monkeypatch) as manager:
        client = manager.client()
        client.start_channels()
        client.wait_for_ready(timeout=20)
        first = _ask(client, "import os; os.getpid()")
        assert Path(f"/proc/{first}/status").read_text().count(f"PPid:\t{server.pid}") == 1
        client.execute("import time\nt = time.time()\ntime.sleep(30)", stop_on_error=False)
        time.sleep(0.5)
        manager.interrupt_kernel()
        assert float(_ask(client, "time.time() - t")) < 20
        manager.restart_kernel()
        client.wait_for_ready(timeout=20)
        assert gone(int(first))
        assert _ask(client, "'t' in dir()") == "False"
        second = int(_ask(client, "import os; os.getpid()"))
        client.stop_channels()
        manager.shutdown_kernel()
    assert gone(second)


def _ask(client: object, code: str) -> str:
    """What an expression gives."""
    shown: list[str] = []

    def keep(message: dict[str, object]) -> None:
        if message["msg_type"] == "execute_result":
            shown.append(message["content"]["data"]["text/plain"])  # type: ignore[index]

    reply = client.execute_interactive(code, output_hook=keep, timeout=20)  # type: ignore[attr-defined]
    assert reply["content"]["status"] == "ok" or not shown
    return shown[0] if shown else ""


def test_plain_papermill_finds_the_kernel_and_the_server(
    server: Serving, template: Callable[..., Path], tmp_path: Path
) -> None:
    """As `make` installs the kernel, and as anybody calls papermill."""
    shipped = Path(__file__).parents[2] / "src" / "audit" / "kernels" / "kernelspec"
    jupyter = [sys.executable, "-m", "jupyter", "kernelspec", "install", "--prefix", tmp_path, "--name", "audit-fork"]
    subprocess.run([*jupyter, shipped], check=True, capture_output=True)
    out = tmp_path / "out.ipynb"
    laid_out = template("import os\nprint(os.getppid())")
    command = [sys.executable, "-m", "papermill", "-k", "audit-fork", laid_out, out]
    env = environment(JUPYTER_PATH=str(tmp_path / "share" / "jupyter"), AUDIT_KERNELS=str(server.address))
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert stdout(out) == f"{server.pid}\n"


def test_the_fast_engine_is_found_by_plain_papermill(
    server: Serving, template: Callable[..., Path], tmp_path: Path
) -> None:
    out = tmp_path / "out.ipynb"
    laid_out = template("import os\nprint(os.getppid())")
    command = [sys.executable, "-m", "papermill", "--engine", "audit-fast", "-k", "python3", laid_out, out]
    env = environment(AUDIT_KERNELS=str(server.address))
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert stdout(out) == f"{server.pid}\n"


def test_sockets_are_private(server: Serving, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert stat.S_IMODE(server.address.parent.stat().st_mode) == 0o700
    with interactive(server, tmp_path, monkeypatch) as manager:
        assert manager.transport == "ipc"
        assert stat.S_IMODE(Path(manager.ip).parent.stat().st_mode) == 0o700


def test_a_folder_that_others_can_enter_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    command = [sys.executable, "-m", "audit.kernels", "--at", str(tmp_path / "server")]
    found = subprocess.run(command, capture_output=True, text=True, check=False, timeout=30)
    assert found.returncode == 1
    assert "must belong to you alone" in found.stderr


@pytest.mark.skipif(os.getuid() != 0, reason="needs to become another user")
def test_other_users_are_refused(tmp_path: Path) -> None:
    with serving() as server:
        server.address.parent.chmod(0o755)  # even if the folder were open
        server.address.chmod(0o777)
        code = (
            "import os, socket, sys; os.setuid(65534); s = socket.socket(socket.AF_UNIX); s.settimeout(10)\n"
            f"s.connect({str(server.address)!r}); print(s.recv(10))"
        )
        shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert shown == "b''\n"


def test_one_kernel_too_many_is_refused(server: Serving, tmp_path: Path) -> None:
    running = [fast(server, tmp_path) for _ in range(4)]
    try:
        with pytest.raises(Refused, match="4 kernels run already"):
            fast(server, tmp_path)
    finally:
        for process, channel in running:
            process.close()
            channel.close()
    assert gone(*(process.pid for process, _ in running))
    process, channel = fast(server, tmp_path)
    process.close()
    channel.close()


def test_another_interpreter_environment_is_refused(server: Serving, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="PYTHONHASHSEED"):
        fast(server, tmp_path, environment(PYTHONHASHSEED="4711"))


def test_a_changed_file_is_refused_and_a_touched_one_is_not(tmp_path: Path) -> None:
    suite = tmp_path / "expectations" / "figures.json"
    suite.parent.mkdir()
    suite.write_text("{}")
    with serving([suite.parent]) as server:
        suite.touch()
        process, channel = fast(server, tmp_path)
        process.close()
        channel.close()
        suite.write_text("[]")
        with pytest.raises(Refused, match=r"figures\.json was changed"):
            fast(server, tmp_path)
        suite.write_text("{}")
        (suite.parent / "new.json").write_text("{}")
        with pytest.raises(Refused, match=r"new\.json was changed"):
            fast(server, tmp_path)


def test_a_killed_client_leaves_no_process(server: Serving, tmp_path: Path) -> None:
    """Its kernel is busy, and does not look whether anybody is still there."""
    code = f"""
import os, signal, socket
from pathlib import Path
from audit.kernels import Forked
from audit.kernels.wire import frame, Reader
ours, theirs = socket.socketpair()
process = Forked(Path({str(server.address)!r}), env=os.environ, folder=Path({str(tmp_path)!r}), channel=theirs)
theirs.close()
source = "import subprocess, time; child = subprocess.Popen(['sleep', '600']); open('child', 'w').write(str(child.pid))"
ours.sendall(frame({{"code": source}}))
reader = Reader(ours)
while reader.receive()["msg_type"] != "execute_reply":
    pass
ours.sendall(frame({{"code": "while True: pass"}}))
while reader.receive()["msg_type"] != "execute_input":
    pass
print(process.pid, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False).stdout
    assert gone(int(shown), int((tmp_path / "child").read_text()))


def test_a_killed_server_leaves_no_process(tmp_path: Path) -> None:
    with serving() as server:
        process, channel = fast(server, tmp_path)
        messages = cell(channel, Reader(channel), "import subprocess\nprint(subprocess.Popen(['sleep', '600']).pid)")
        (text,) = [m["content"]["text"] for m in messages if m["msg_type"] == "stream"]  # type: ignore[index]
        os.kill(server.pid, signal.SIGKILL)
        assert gone(process.pid, int(text), server.pid)
        assert process.wait(5) == -signal.SIGKILL
        channel.close()


def test_an_ended_kernel_takes_its_programs_along(server: Serving, tmp_path: Path) -> None:
    process, channel = fast(server, tmp_path)
    reader = Reader(channel)
    messages = cell(channel, reader, "import subprocess\nprint(subprocess.Popen(['sleep', '600']).pid)")
    (text,) = [m["content"]["text"] for m in messages if m["msg_type"] == "stream"]  # type: ignore[index]
    channel.close()  # the fast kernel ends by itself when nobody sends cells
    assert process.wait(10) == 0
    assert gone(int(text))


def test_the_server_ends_with_the_one_who_started_it(tmp_path: Path) -> None:
    code = (
        "import os, signal\nfrom audit.kernels import serving\n"
        "with serving() as server:\n    server.address\n    print(server.pid, flush=True)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False).stdout
    assert gone(int(shown))


def test_without_a_server_the_kernel_is_launched_as_usual(template: Callable[..., Path], tmp_path: Path) -> None:
    nowhere = tmp_path / "no server here"
    for engine in FORKED:
        out = run(template("print('launched')"), {}, tmp_path / "o.ipynb", engine=engine, server=nowhere)
        assert stdout(out) == "launched\n"


def test_start_up_costs_are_gone(server: Serving, template: Callable[..., Path], tmp_path: Path) -> None:
    source = "import sys\nprint(*[m in sys.modules for m in ('rfc3987_syntax', 'lark', 'debugpy', 'pandas', 'audit')])"
    for engine in FORKED:
        out = run(template(source), {}, tmp_path / "o.ipynb", engine=engine, server=server.address)
        assert stdout(out).split() == ["False", "False", "False", "True", "True"]


def test_the_template_is_rehearsed_to_its_end_on_a_report_that_has_everything() -> None:
    """Whatever the rehearsal does not reach is paid for by every notebook."""
    code = """
import sys
from pathlib import Path
from audit.kernels.rehearsal import rehearse
from audit.run import facts
import audit.run
seen = []
audit.run.facts = lambda *given, **named: seen.append(facts(*given, **named)) or seen[-1]
rehearse(Path(sys.argv[1]))
found = seen[-1]
print(bool(found.prior), bool(found.contradictions), bool(found.bounds.feasible), "lxml.etree" in sys.modules)
print(found.sheet_used, any(f.masked for f in found.figures), bool(found.assessment.verdicts))
"""
    template = Path(__file__).parents[2] / "notebooks" / "report.ipynb"
    done = subprocess.run([sys.executable, "-c", code, template], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert done.stdout.split() == ["True"] * 7
