"""`python -m bench.notebooks [--rounds N] [--all]`: what a notebook costs, against stock papermill.

One interleaved run on notebooks/report.ipynb and a sample report: in every round each way runs once, so that whatever
else the machine does falls on all alike. The ratios of medians are the figures to read; times differ from machine to
machine.

* `papermill`: the command, one process per notebook, as people run it;
* `papermill, warm`: papermill already imported, a kernel launched per notebook;
* `fork`, `fast`: `audit.notebook.run` with the kernel server, as `audit run` does.

`--all` also runs every sample report by all three engines, and from other surroundings, and compares SHA-256.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

from audit.archive import canonical
from audit.kernels import Serving, serving
from audit.notebook import Engine, run

ROOT = Path(__file__).parents[2]
TEMPLATE = ROOT / "notebooks" / "report.ipynb"
RAW = ROOT / "data" / "sample" / "raw"
REPORT = RAW / "2022" / "槐渚区.docx"
WATCHED = [ROOT / "expectations", ROOT / "requirements.lock"]
SURROUNDINGS = {"TZ": "America/St_Johns", "LC_ALL": "C", "PYTHONHASHSEED": "4711"}


def main() -> None:
    """Measure and print Markdown."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--all", action="store_true")
    options.add_argument("--digests", type=Path, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.digests:
        with serving(WATCHED, rehearse=[TEMPLATE]) as server:
            print(*digests(chosen.digests, Engine.FAST, server), sep="\n")
        return
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), chosen.rounds)
        if chosen.all:
            compare(Path(folder))


def measure(folder: Path, rounds: int) -> None:
    """The table of times, and memory and two workers below it."""
    begun = time.perf_counter()
    with serving(WATCHED, rehearse=[TEMPLATE]) as server:
        _ = server.address
        started = time.perf_counter() - begun
        ways = _ways(folder, server)
        for once in ways.values():  # nobody pays for the first time
            once()
        times: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(rounds):
            for name, once in ways.items():
                begun = time.perf_counter()
                once()
                times[name].append(time.perf_counter() - begun)
        _print(times, rounds)
        print(f"\nThe server is ready after {started:.1f} s, once per batch.")
        _two_workers(folder, server)
        _memory(server)


def _ways(folder: Path, server: Serving) -> dict[str, Callable[[], object]]:
    def ours(engine: Engine) -> Callable[[], object]:
        def once() -> object:
            out = folder / f"{engine}.ipynb"
            return run(TEMPLATE, {"source": str(REPORT)}, out, engine=engine, server=server.address)

        return once

    command = [sys.executable, "-m", "papermill", str(TEMPLATE), str(folder / "cli.ipynb"), "-p", "source", str(REPORT)]

    def warm() -> object:
        import papermill

        out = str(folder / "warm.ipynb")
        return papermill.execute_notebook(str(TEMPLATE), out, {"source": str(REPORT)}, progress_bar=False)

    return {
        "papermill": lambda: subprocess.run(command, check=True, capture_output=True),
        "papermill, warm": warm,
        "stock": ours(Engine.STOCK),
        "fork": ours(Engine.FORK),
        "fast": ours(Engine.FAST),
    }


def _print(times: dict[str, list[float]], rounds: int) -> None:
    middle = {name: statistics.median(taken) for name, taken in times.items()}
    print(f"Median of {rounds} interleaved rounds, {os.cpu_count()} cores, Python {sys.version.split()[0]}.\n")
    print("| way | seconds | range | papermill ÷ this | papermill, warm ÷ this |\n|---|---|---|---|---|")
    for name, taken in times.items():
        first, second = (middle[base] / middle[name] for base in ("papermill", "papermill, warm"))
        print(f"| {name} | {middle[name]:.3f} | {min(taken):.3f}–{max(taken):.3f} | {first:.1f}× | {second:.1f}× |")


def _two_workers(folder: Path, server: Serving) -> None:
    """Four notebooks, one at a time and two at a time."""
    for engine in (Engine.STOCK, Engine.FORK, Engine.FAST):
        taken = []
        for workers in (1, 2):
            begun = time.perf_counter()
            with ThreadPoolExecutor(workers) as pool:
                outs = [folder / f"{engine}-{n}.ipynb" for n in range(4)]
                done = [
                    pool.submit(run, TEMPLATE, {"source": str(REPORT)}, out, engine=engine, server=server.address)
                    for out in outs
                ]
                for one in done:
                    one.result()
            taken.append(time.perf_counter() - begun)
        one, two = taken
        print(f"- {engine}: 4 notebooks {one:.1f} s with one worker, {two:.1f} s with two ({one / two:.2f}×)")


def _memory(server: Serving) -> None:
    """Memory of one kernel while it holds an audited report: what it has alone, and its share of what is shared."""
    import json

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        notebook = json.loads(TEMPLATE.read_text(encoding="utf-8"))
        look = "import os\nprint('MEMORY', open(f'/proc/{os.getpid()}/smaps_rollup').read())"
        last = {"cell_type": "code", "id": "memory", "metadata": {}, "source": look, "outputs": []}
        notebook["cells"].append(last | {"execution_count": None})
        template = folder / "memory.ipynb"
        template.write_text(json.dumps(notebook), encoding="utf-8")
        for engine in Engine:
            out = run(template, {"source": str(REPORT)}, folder / "o.ipynb", engine=engine, server=server.address)
            shown = "".join(json.loads(out.read_text(encoding="utf-8"))["cells"][-1]["outputs"][0]["text"])
            sizes = {line.split()[0]: int(line.split()[1]) / 1024 for line in shown.splitlines() if line.endswith("kB")}
            alone = sizes["Private_Clean:"] + sizes["Private_Dirty:"]
            share, resident = sizes["Pss:"], sizes["Rss:"]
            print(f"- {engine}: {alone:.0f} MB of its own, {share:.0f} MB with its share, {resident:.0f} MB resident")


def digests(folder: Path, engine: Engine, server: Serving) -> list[str]:
    """SHA-256 of the canonical notebook of every sample report."""
    found = []
    for source in sorted(RAW.rglob("*.*")):
        inside = folder / source.relative_to(RAW)
        inside.parent.mkdir(parents=True, exist_ok=True)
        inside.write_bytes(source.read_bytes())
        given = {"source": str(source.relative_to(RAW))}
        out = run(TEMPLATE, given, folder / f"{engine}.ipynb", folder=folder, engine=engine, server=server.address)
        found.append(sha256(canonical(out.read_bytes(), template=TEMPLATE.read_bytes()).notebook).hexdigest())
    return found


def compare(folder: Path) -> None:
    """One SHA-256 per sample report, whatever the engine and the surroundings."""
    with serving(WATCHED, rehearse=[TEMPLATE]) as server:
        by_way = {engine.value: digests(folder / f"as-{engine}", engine, server) for engine in Engine}
    command = [sys.executable, "-m", "bench.notebooks", "--digests", str(folder / "elsewhere 另处")]
    there = subprocess.run(
        command, env={**os.environ, **SURROUNDINGS}, cwd=ROOT, check=True, capture_output=True, text=True
    )
    by_way["fast, other folder, time zone, locale, hash seed"] = there.stdout.split()
    for name, found in by_way.items():
        same = sum(a == b for a, b in zip(found, by_way["stock"], strict=True))
        print(f"- {name}: {same} of {len(found)} reports have the stock run's SHA-256")


if __name__ == "__main__":
    main()
