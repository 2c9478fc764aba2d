"""How fast the solver is: per report, in the large, and beside scipy's milp on the same systems.

    python bench/solve/run.py [REPORT.txt ...] [--scipy PYTHON] [--maskings 10000]

Prints milliseconds per report (relate + solve), time against size with 40 % of the figures masked, and the ratio to
`scipy.optimize.milp` asked for both ends of every masked figure. scipy is no dependency of the project: name a Python
that has it, or that part is skipped with a message. Processor time, the least of several runs, on whatever machine.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "tests" / "solve"))  # the ledgers of the tests

from checker import check  # noqa: E402
from ledgers import Ledger  # noqa: E402
from self_masked import self_masked  # noqa: E402

from audit.extract import extract  # noqa: E402
from audit.read import read  # noqa: E402
from audit.records import Linear  # noqa: E402
from audit.relate import relate  # noqa: E402
from audit.solve import solve  # noqa: E402


def least(call: Callable[[], object], runs: int = 5) -> float:
    """Milliseconds of processor time of the fastest run."""
    times = []
    for _ in range(runs):
        start = process_time()
        call()
        times.append(process_time() - start)
    return 1000 * min(times)


def reports(paths: list[Path]) -> None:
    """One line per report."""
    for path in paths:
        report = read(path)
        extraction = extract(report)
        relations = relate(report, extraction)
        relating, solving = (
            least(lambda report=report, extraction=extraction: relate(report, extraction)),
            least(lambda extraction=extraction, relations=relations: solve(extraction, relations)),
        )
        size = f"{len(extraction.figures):5} figures {len(relations):4} relations"
        print(f"{path.stem:24} {size}   relate {relating:6.1f} ms   solve {solving:6.1f} ms")


def growth() -> None:
    """Time against size; the last column is what near-linear growth keeps flat."""
    for figures in (100, 1_000, 10_000):
        ledger, truth = self_masked(figures, figures=figures, masked=0.4)
        relations = tuple(ledger.relations)
        start = process_time()
        bounds = solve(ledger.extraction, relations)
        took = 1000 * (process_time() - start)
        sound = all(truth[f] in found.values for f, found in bounds.feasible.items())
        exact = sum(found.exact for found in bounds.feasible.values())
        print(
            f"{len(ledger.figures):6} figures {len(relations):5} relations   {took:9.1f} ms   "
            f"{took / len(ledger.figures):6.3f} ms a figure   {len(bounds.feasible)} ranges, {exact} exact, "
            f"{'all' if sound else 'NOT ALL'} hold the truth"
        )


def linear_ledger(seed: int) -> Ledger:
    """A ledger of sums only, so that milp solves the very same system."""
    ledger, _ = self_masked(seed, figures=60, masked=0.4)
    ledger.relations = [r for r in ledger.relations if all(isinstance(c, Linear) for c in r.constraints)]
    return ledger


def against_scipy(python: str) -> None:
    """The same systems through milp, in a Python that has it."""
    ledgers = [linear_ledger(seed) for seed in range(10)]
    systems = []
    for ledger in ledgers:
        rows = [
            [
                [[int(a), n] for a, n in c.terms],
                None if c.lo is None else int(c.lo),
                None if c.hi is None else int(c.hi),
            ]
            for r in ledger.relations
            for c in r.constraints
            if isinstance(c, Linear)
        ]
        systems.append({"values": {f.id: f.value and int(f.value) for f in ledger.figures}, "rows": rows})
    done = subprocess.run(
        [python, str(HERE / "milp.py")], input=json.dumps(systems), capture_output=True, text=True, check=False
    )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        print(f"milp skipped: {python} could not run it ({last})")
        return
    ours = sum(least(lambda x=x: solve(x.extraction, tuple(x.relations)), 3) for x in ledgers)
    theirs = json.loads(done.stdout)
    ends = theirs["ends"]
    agree = 0
    for ledger, found in zip(ledgers, ends, strict=True):
        bounds = solve(ledger.extraction, tuple(ledger.relations))
        for figure, (lo, hi) in found.items():
            hull = bounds.feasible[figure].values.hull if figure in bounds.feasible else None
            agree += (hull.lo, hull.hi) == (lo, hi) if hull is not None else (lo, hi) == (0, None)
    asked = sum(map(len, ends))
    print(
        f"10 ledgers: ours {ours:.1f} ms (verdicts, ranges, proofs), milp {theirs['ms']:.1f} ms (ranges only), ", end=""
    )
    print(f"ratio {theirs['ms'] / ours:.1f}; {agree} of {asked} ranges agree")


def maskings(wanted: int) -> None:
    """Is the truth in every range, and does the checker accept every proof? Ledgers with 20, 40 and 60 % masked."""
    ranges = outside = proofs = refused = seed = 0
    while ranges < wanted:
        ledger, truth = self_masked(seed, figures=30, masked=(0.2, 0.4, 0.6)[seed % 3])
        bounds = solve(ledger.extraction, tuple(ledger.relations))
        for figure, found in bounds.feasible.items():
            ranges += 1
            outside += truth[figure] not in found.values
            for proof in filter(None, found.certificate.split("\n\n")):
                proofs += 1
                try:
                    refused += figure not in check(proof)
                except AssertionError:
                    refused += 1
        seed += 1
    print(f"{seed} ledgers: {ranges} ranges, truth outside of {outside}; {proofs} proofs, refused {refused}")


def main() -> None:
    """Reports, growth, scipy."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", nargs="*", type=Path)
    parser.add_argument("--scipy", default=sys.executable, help="a Python interpreter that has scipy")
    parser.add_argument("--maskings", type=int, default=0, help="how many ranges of random ledgers to check")
    chosen = parser.parse_args()
    reports(chosen.reports)
    if chosen.maskings:
        maskings(chosen.maskings)
    growth()
    against_scipy(chosen.scipy)


if __name__ == "__main__":
    main()
