"""`python -m bench.notebooks.kills [--moments N]`: `audit run` killed (SIGKILL) at random moments, then run to its end.

After every kill: no process of the run is left, and what is in the archive is what a crash may leave (`recover` mends
it). In the end a run completes, every report is sealed once, and the archive verifies.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from audit.archive import recover, verify

ROOT = Path(__file__).parents[2]
REPORTS = sorted((ROOT / "data" / "sample" / "raw").rglob("*.*"))


def main() -> None:
    """Kill, look, and say what was found."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--moments", type=int, default=50)
    options.add_argument("--seed", type=int, default=0)
    chosen = options.parse_args()
    draw = random.Random(chosen.seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        begun = time.monotonic()
        run(folder / "whole").wait()
        whole = time.monotonic() - begun
        killed = ended = left = mended = 0
        out = folder / "out"
        for _ in range(chosen.moments):
            process = run(out)
            try:
                process.wait(draw.uniform(0.1, whole))
                ended += 1
                shutil.rmtree(out)  # it was quicker than the moment: from the beginning
                continue
            except subprocess.TimeoutExpired:
                os.kill(process.pid, signal.SIGKILL)
                killed += 1
            process.wait()
            left += remains(process.pid, str(folder))
            if (out / "archive").is_dir():
                mended += bool(recover(out / "archive"))
                state = verify(out / "archive") if (out / "archive" / "log.jsonl").exists() else None
                assert state is None or state.ok, state.report("en")
        assert run(out).wait() in (0, 1)
        state = verify(out / "archive")
        assert state.ok, state.report("en")
        assert len(state.packages) == len(REPORTS)
        print(f"killed {killed} times within {whole:.1f} s, {ended} runs had ended before; processes left: {left};")
        print(f"archives that needed mending: {mended}, bad: 0; the last run completed: {len(state.packages)} packages")


def run(out: Path) -> subprocess.Popen[bytes]:
    """`audit run` on the sample reports."""
    command = [sys.executable, "-m", "audit", "run", *map(str, REPORTS), "--out", str(out)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def remains(pid: int, folder: str) -> int:
    """Processes of the run that still live after a moment: its children, or those that work in its folder."""
    end = time.monotonic() + 5
    while time.monotonic() < end:
        found = [p for p in Path("/proc").iterdir() if p.name.isdigit() and _is_of(p, pid, folder)]
        if not found:
            return 0
        time.sleep(0.05)
    return len(found)


def _is_of(process: Path, pid: int, folder: str) -> bool:
    try:
        parent = process.joinpath("stat").read_text().rsplit(")", 1)[1].split()[1]
        return parent == str(pid) or folder in os.readlink(process / "cwd")  # noqa: PTH115  # text of a link
    except (OSError, IndexError):
        return False


if __name__ == "__main__":
    main()
