"""Planted faults found, and harmless look-alikes left alone, in synthetic text; beside three simple baselines.

    python bench/synth/run.py [--passages 400] [--seed 1]

For the open and the held-out phrasings at 0, 20 and 40 % masking: recall over all plants and over those that what is
shown contradicts at all ("checkable"), precision, whether the likeliest explanation names the planted figure, and
whether every range holds the truth. Half of all passages carry a fault, the other half look like one or are plain.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parent))

from ledger import FAULTS, Passage, contradicts, passage, phrases

from audit.extract import extract
from audit.read import read
from audit.records import Bounds, Extraction, Holds, Relation
from audit.relate import relate
from audit.sets import between, exact
from audit.solve import solve


@dataclass(slots=True)
class Tally:
    """Counts of one method."""

    plants: int = 0
    checkable: int = 0
    found: int = 0
    found_checkable: int = 0
    alarms: int = 0
    located: int = 0
    locatable: int = 0
    ranges: int = 0
    unsound: int = 0
    missed: dict[str, int] = field(default_factory=dict)

    def add(self, made: Passage, alarm: bool) -> None:
        """One passage: was there a fault, was there an alarm."""
        self.alarms += alarm
        if made.fault:
            self.plants += 1
            self.found += alarm
            possible = contradicts(made)
            self.checkable += possible
            self.found_checkable += possible and alarm
            if possible and not alarm:
                self.missed[made.fault] = self.missed.get(made.fault, 0) + 1

    def line(self, name: str) -> str:
        """The table's row."""
        top = f"top-1 {share(self.located, self.locatable)}" if self.locatable else ""
        sound = f"ranges {self.ranges}, {self.unsound} unsound" if self.ranges else ""
        return (
            f"  {name:22} recall {share(self.found, self.plants)} of all, "
            f"{share(self.found_checkable, self.checkable)} of checkable   "
            f"precision {share(self.found, self.alarms)}   {top}   {sound}"
        )


def share(part: int, whole: int) -> str:
    """`0.83 (25/30)`."""
    return f"{part / whole:.2f} ({part}/{whole})" if whole else "–"


def ours(text: str, folder: Path) -> tuple[Extraction, tuple[Relation, ...], Bounds]:
    """The house on one passage."""
    path = folder / "passage.txt"
    path.write_text(text, encoding="utf-8")
    report = read(path)
    extraction = extract(report)
    relations = relate(report, extraction)
    return extraction, relations, solve(extraction, relations)


def one_relation(text: str) -> bool:
    """First number of a sentence = sum of the rest with the same measure word."""
    return any(_differs(numbers) for numbers in _by_unit(re.split("。", text)))


def naive_of_which(text: str) -> bool:
    """Number before 其中 = sum of those after it."""
    for sentence in re.split("。", text):
        before, cue, after = sentence.partition("其中")
        numbers = re.findall(r"\d+(?:\.\d+)?(?![\d.%])", before)
        parts = re.findall(r"\d+(?:\.\d+)?(?![\d.%])", after)
        if cue and numbers and parts and abs(float(numbers[-1]) - sum(map(float, parts))) > 1e-9:
            return True
    return False


def _by_unit(sentences: list[str]) -> list[list[float]]:
    found = []
    for sentence in sentences:
        units: dict[str, list[float]] = {}
        for number, unit in re.findall(r"(\d+(?:\.\d+)?)([^\d，。、；：.])", sentence):
            units.setdefault(unit, []).append(float(number))
        found.extend(units.values())
    return found


def _differs(numbers: list[float]) -> bool:
    return len(numbers) > 2 and abs(numbers[0] - sum(numbers[1:])) > 1e-9


BASELINES: dict[str, Callable[[str], bool]] = {"one-relation check": one_relation, "naive 其中 rule": naive_of_which}


def measure(held_out: bool, masked: float, passages: int, seed: int) -> None:
    """One block of the table."""
    random, table = Random(f"{seed} {held_out} {masked}"), phrases(held_out)
    tallies = {name: Tally() for name in ("this house", "blame the total", *BASELINES)}
    with TemporaryDirectory() as folder:
        for n in range(passages):
            fault = FAULTS[n // 2 % len(FAULTS)] if n % 2 == 0 else "lookalike" if n % 4 == 1 else ""
            made = passage(random, table, fault, masked)
            text, places = made.written()
            extraction, relations, bounds = ours(text, Path(folder))
            wrong = [r for r in relations if bounds.holds.get(r.id) is Holds.FALSE]
            tallies["this house"].add(made, bool(bounds.conflicts or wrong))
            tallies["blame the total"].add(made, bool(bounds.conflicts or wrong))
            locate(made, places, extraction, relations, bounds, tallies)
            widths(made, places, extraction, bounds, tallies["this house"])
            for name, baseline in BASELINES.items():
                tallies[name].add(made, baseline(text))
    print(f"{'held-out' if held_out else 'open'} phrasings, {masked:.0%} masked, {passages} passages")
    for name, tally in tallies.items():
        print(tally.line(name))
    missed = ", ".join(f"{k} {v}" for k, v in sorted(tallies["this house"].missed.items()))
    print(f"  missed though checkable: {missed or 'none'}")


def locate(
    made: Passage,
    places: dict[str, tuple[int, int]],
    extraction: Extraction,
    relations: tuple[Relation, ...],
    bounds: Bounds,
    tallies: dict[str, Tally],
) -> None:
    """Does the likeliest explanation name the planted figure? Ties count by what is listed first."""
    if not made.fault or made.wrong not in places or not bounds.conflicts:
        return
    spans = {f.id: (f.span.start, f.span.end) for f in extraction.figures}
    lo, hi = places[made.wrong]
    first = bounds.conflicts[0]
    whole = next(r for r in relations if r.id == first.relations[0]).figures[0]
    named = [c.figure for c in first.explanations[0]] if first.explanations else []
    for name, blamed in (("this house", named), ("blame the total", [whole])):
        tallies[name].locatable += 1
        tallies[name].located += any(i in spans and spans[i][0] < hi and lo < spans[i][1] for i in blamed)


def widths(
    made: Passage, places: dict[str, tuple[int, int]], extraction: Extraction, bounds: Bounds, tally: Tally
) -> None:
    """Ranges of masked figures against the truth; a fault nobody could see may mislead them, so it is left out."""
    if made.fault and not bounds.conflicts:
        return
    by_start = {start: slot for slot, (start, _) in places.items()}
    for figure in extraction.figures:
        slot = by_start.get(figure.span.start)
        if slot in made.masked and figure.id in bounds.feasible:
            tally.ranges += 1
            half = Fraction(1, 20) if slot == "p" else 0  # the truth of a percentage is known as printed
            truth = exact(made.truth[slot])
            tally.unsound += (bounds.feasible[figure.id].values & between(truth - half, truth + half)).is_empty


def main() -> None:
    """Both halves, three degrees of masking."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--passages", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    for held_out in (False, True):
        for masked in (0.0, 0.2, 0.4):
            measure(held_out, masked, chosen.passages, chosen.seed)


if __name__ == "__main__":
    main()
