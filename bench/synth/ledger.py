"""Small ledgers with a known truth, worded, with faults planted and figures masked; the same for the same seed."""

from __future__ import annotations

import re
import sys
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "tests" / "solve"))

from ledgers import Ledger  # noqa: E402

from audit.records import Linear  # noqa: E402
from audit.sets import at_least  # noqa: E402
from audit.solve import solve  # noqa: E402

KINDS = ("total", "total", "part", "order", "ratio", "growth", "difference")
FAULTS = ("digit", "swap", "off_by_k", "scale", "stale", "dropped", "doubled", "percentage")


@dataclass(slots=True)
class Passage:
    """One sentence or two: what is printed, what is true, what was done to it. Slots in the order of the text."""

    kind: str
    phrase: str
    truth: dict[str, str]
    printed: dict[str, str]
    words: dict[str, str]
    fault: str = ""
    wrong: str = ""  # the slot that the fault changed
    masked: set[str] = field(default_factory=set)

    def written(self) -> tuple[str, dict[str, tuple[int, int]]]:
        """The text, and where each slot's number stands in it."""
        text, places, at = "", {}, 0
        phrase = re.sub("[‹›]", "", self.phrase)
        for match in re.finditer(r"\{(\w+)\}", phrase):
            text += phrase[at : match.start()]
            slot, at = match[1], match.end()
            word = "**" if slot in self.masked else self.printed.get(slot, self.words.get(slot, ""))
            if slot in self.printed:
                places[slot] = (len(text), len(text) + len(word))
            text += word
        return text + phrase[at:], places


def phrases(held_out: bool) -> dict:
    """The phrasings, the open half or the held-out half."""
    return tomllib.loads((HERE / ("heldout.toml" if held_out else "phrases.toml")).read_text(encoding="utf-8"))


def passage(random: Random, table: dict, fault: str, masked: float) -> Passage:
    """A passage of a random kind, with that fault ("" for none, "lookalike" for what only looks like one)."""
    kind = "lookalike" if fault == "lookalike" else random.choice(_kinds(fault))
    subject, unit = random.choice(table["subjects"])
    made = Passage(kind, random.choice(table[kind]["phrases"]), _numbers(random, kind), {}, {"s": subject, "u": unit})
    made.truth = {slot: made.truth[slot] for slot in re.findall(r"\{(\w+)\}", made.phrase) if slot in made.truth}
    made.printed = dict(made.truth)
    if fault not in ("", "lookalike"):
        _plant(random, made, fault)
    made.masked = {slot for slot in made.printed if random.random() < masked}
    return made


def _kinds(fault: str) -> tuple[str, ...]:
    if fault in ("dropped", "doubled"):
        return ("total",)
    return ("ratio", "growth") if fault == "percentage" else KINDS


def _numbers(random: Random, kind: str) -> dict[str, str]:
    a, b, c = (random.randint(5, 120) for _ in range(3))
    if kind == "total":
        found = {"n": a + b + c, "a": a, "b": b, "c": c}
    elif kind in ("part", "order"):
        found = {"n": a + b, "a": a}
    elif kind == "ratio":
        return {"n": str(a + b), "a": str(a), "p": _per_cent(a, a + b)}
    elif kind == "growth":
        return {"new": str(a + b + c), "old": str(a + b), "p": _per_cent(c, a + b)}
    elif kind == "difference":
        found = {"new": a + b, "old": a, "d": b}
    else:
        n = a + b + c
        found = {"n": n, "a": a, "b": b, "big": n - a // 2, "large": n - b // 2, "over": n + a // 2, "huge": 37 * n}
        found["old"] = n - random.randint(1, 4)
    return {slot: str(value) for slot, value in found.items()}


def _per_cent(part: int, whole: int) -> str:
    tenths = (2000 * part + whole) // (2 * whole)
    return f"{tenths // 10}.{tenths % 10}"


def _plant(random: Random, made: Passage, fault: str) -> None:
    """Changes one figure, or the phrase, until the printed figures contradict each other."""
    for _ in range(40):
        made.printed, phrase = dict(made.truth), made.phrase
        slot = random.choice([s for s in made.printed if fault != "percentage" or s == "p"])
        if fault == "dropped":
            if "‹" not in phrase:
                return
            made.wrong = random.choice(("a", "b"))
            made.phrase = re.sub(r"‹[^‹›]*\{" + made.wrong + r"\}[^‹›]*›", "", phrase)
            del made.printed[made.wrong]
        elif fault == "doubled":
            made.wrong = "n"
            made.printed["n"] = str(int(made.truth["n"]) + int(made.truth["a"]))
        else:
            made.wrong = slot
            made.printed[slot] = _slip(random, made.truth[slot], fault)
        if made.printed != made.truth and contradicts(made, masked=False):
            made.fault = fault
            return
        made.phrase = phrase
    made.printed, made.wrong = dict(made.truth), ""


def _slip(random: Random, number: str, fault: str) -> str:
    digits = list(number)
    places = [i for i, c in enumerate(digits) if c.isdigit()]
    if fault in ("digit", "percentage"):
        i = random.choice(places)
        digits[i] = random.choice([d for d in "123456789" if d != digits[i]])
    elif fault == "swap" and len(places) > 1:
        i = random.randrange(len(places) - 1)
        x, y = places[i], places[i + 1]
        digits[x], digits[y] = digits[y], digits[x]
    elif fault == "scale":
        return number + "万"
    elif "." not in number:
        k = (
            random.choice((-3, -2, -1, 1, 2, 3))
            if fault == "off_by_k"
            else -max(1, int(number) // random.randint(6, 14))
        )
        return str(max(int(number) + k, 1))
    return "".join(digits).lstrip("0") or number


def contradicts(made: Passage, *, masked: bool = True) -> bool:
    """What is printed cannot be true, whoever reads it: the yardstick for "checkable"."""
    ledger = Ledger()

    def figure(slot: str) -> str:
        number = made.printed[slot]
        if masked and slot in made.masked:
            return ledger.figure(values=at_least(0)) if slot == "p" else ledger.figure()
        if slot == "p":
            return ledger.percent(number.removesuffix("万"))
        return ledger.figure(int(number.removesuffix("万")) * (10_000 if number.endswith("万") else 1))

    if made.kind == "total":
        ledger.total(figure("n"), *(figure(s) for s in "abc" if s in made.printed))
    elif made.kind in ("part", "order"):
        ledger.part(figure("n"), figure("a"))
    elif made.kind == "ratio":
        whole, part = figure("n"), figure("a")
        ledger.share(part, figure("p"), whole)
        ledger.part(whole, part)
    elif made.kind == "growth":
        ledger.growth(figure("new"), figure("p"), figure("old"))
    elif made.kind == "difference":
        terms = ((1, figure("new")), (-1, figure("old")), (-1, figure("d")))
        ledger.relate("growth", Linear(terms, 0, 0))
    return bool(ledger.relations) and bool(solve(ledger.extraction, tuple(ledger.relations)).conflicts)
