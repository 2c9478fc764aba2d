"""How fast figures are read, how that grows with the text, and the ratio to the peers in the same run.

    python bench/figures/run.py [--peers PYTHON] [--longest 10000000] [--text FILE ...]

PYTHON is the interpreter of an environment with the dependency group `peers` (recognizers-text-suite, jionlp, cn2an);
without it only our own speed is measured. The text is that of the project's sample reports or of the files, repeated.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from audit.extract import extract
from audit.lang.dates import times
from audit.read import from_text, read

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "sample" / "raw" / "2022"


def text_of(files: list[Path]) -> Callable[[int], str]:
    """So many characters of the files, one behind the other, repeated."""
    once = "\n".join(read(path).text for path in files)
    return lambda length: (once * (length // len(once) + 1))[:length]


def seconds(work: Callable[[], object], times: int = 1) -> float:
    """Processor time of the fastest of some calls, so that other work on the machine does not count."""
    fastest = float("inf")
    for _ in range(times):
        began = time.process_time()
        work()
        fastest = min(fastest, time.process_time() - began)
    return fastest


def ours(longest: int, text_of: Callable[[int], str]) -> float:
    """Print our speed by length; returns characters per second of the whole extraction at one hundred thousand."""
    print(f"{'characters':>12} {'figures, chars/s':>18} {'dates only, chars/s':>20} {'peak memory MB':>15}")
    extract(from_text(text_of(1000)))  # compile the patterns
    asked = 0.0
    for power in range(3, 8):
        length = 10**power
        if length > longest:
            break
        text = text_of(length)
        report = from_text(text)
        often = max(1, min(5, 10**6 // length))
        whole = length / seconds(lambda report=report: extract(report), often)  # type: ignore[misc]
        dates = length / seconds(lambda text=text: list(times(text, 2022)), often)  # type: ignore[misc]
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{length:12,} {whole:18,.0f} {dates:20,.0f} {peak:15,.0f}", flush=True)
        asked = whole if power <= 5 else asked
    return asked


def theirs(python: str, measured: str) -> dict[str, object]:
    """Speeds of the peers, measured by their own interpreter on one hundred thousand characters."""
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / "text.txt"
        text.write_text(measured, encoding="utf-8")
        command = [python, str(Path(__file__).with_name("peers.py")), str(text)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    """Measure and print."""
    wanted = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wanted.add_argument("--peers", default="", help="Python of an environment that holds the peers")
    wanted.add_argument("--longest", type=int, default=1_000_000, help="longest text in characters")
    wanted.add_argument("--text", type=Path, nargs="+", default=[], help="reports to be read instead of the sample")
    asked = wanted.parse_args()
    measured = text_of(asked.text or sorted(SAMPLE.glob("*.*")))
    speed = ours(asked.longest, measured)
    if not asked.peers:
        print("peers not measured: no --peers", file=sys.stderr)
        return
    for name, peer in theirs(asked.peers, measured(100_000)).items():
        if isinstance(peer, dict):
            ratio = speed / peer["characters_per_second"]
            print(f"{name:18} {peer['characters_per_second']:12,.0f} chars/s, raised on {peer['lines_raised']:.1%} of "
                  f"lines; ours is {ratio:,.1f} times as fast")  # fmt: skip
        else:
            print(f"{name:18} {peer}")


if __name__ == "__main__":
    main()
