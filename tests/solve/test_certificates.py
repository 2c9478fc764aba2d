"""Every range and every contradiction comes with a proof that a program without any solver can check."""

from __future__ import annotations

import re
from math import inf
from random import Random

import pytest
from checker import check
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from ledgers import Ledger
from random_systems import brute_force, systems

from audit.records import Relation
from audit.sets import Interval, Number, Values
from audit.solve import solve
from audit.solve.certificate import RangeProofs, refutation
from audit.solve.conflicts import smallest
from audit.solve.ranges import Inconsistent, ranges
from audit.solve.system import System

SYSTEMS = systems()


@settings(max_examples=200, deadline=None)
@given(SYSTEMS)
def test_every_proof_checks(system: tuple[list[Relation], dict[str, Values]]) -> None:
    relations, values = system
    built = System(relations, values)
    try:
        found = ranges(built, list(range(len(built.names))))
    except Inconsistent:
        core = smallest(relations, values)
        assert core is not None
        assert check(refutation(core, values)) is None
        return
    proofs = RangeProofs(built)
    for v, r in found.items():
        hull = r.values.hull
        ends = (-inf if hull.lo is None else hull.lo, inf if hull.hi is None else hull.hi)
        assert check(proofs.of(v, r.values)) == {built.names[v]: ends}


@settings(max_examples=100, deadline=None)
@given(SYSTEMS)
def test_a_proof_with_one_step_forged_is_refused(system: tuple[list[Relation], dict[str, Values]]) -> None:
    relations, values = system
    core = smallest(relations, values)
    assume(core is not None)
    assert core is not None
    proof = refutation(core, values)
    for step in proof.splitlines():
        if match := re.match(r"so (\S+) (>=|<=) (\d+) not (>=|<=) (\d+)", step):
            further = 1 if match[2] == ">=" else -1
            told = f"so {match[1]} {match[2]} {int(match[3]) + further} not {match[4]} {int(match[5]) + further}"
            with pytest.raises(AssertionError, match=r"may be beyond|skips a value"):
                check(proof.replace(match.group(), told))
            return


@settings(max_examples=150, deadline=None)
@given(SYSTEMS, st.randoms(use_true_random=False))
def test_whatever_is_altered_in_a_proof_it_shows_nothing_untrue(
    system: tuple[list[Relation], dict[str, Values]], random: Random
) -> None:
    relations, values = system
    truth = brute_force(relations, values)
    built = System(relations, values)
    names = [n for n in built.names if truth is not None]
    prover = RangeProofs(built)
    proofs = [prover.of(built.names.index(n), Values.of(map(exactly_one, truth[n]))) for n in names if truth]
    core = smallest(relations, values)
    proofs += [] if core is None else [refutation(core, values)]
    for proof in filter(None, proofs):
        for _ in range(20):
            try:
                shown = check(altered(proof, random))
            except (AssertionError, LookupError, TypeError, ValueError, ArithmeticError):
                continue
            assert (truth is None) if shown is None else all(within(truth, n, ends) for n, ends in shown.items())


def exactly_one(value: int) -> Interval:
    return Interval(value, value)


def within(truth: dict[str, set[int]] | None, name: str, ends: tuple[Number, Number]) -> bool:
    return truth is None or all(ends[0] <= x <= ends[1] for x in truth.get(name, ()))


def altered(proof: str, random: Random) -> str:
    """The same premises; a word replaced by another, in one step or in all, a step left out, doubled or moved."""
    lines = proof.splitlines()
    given = [line for line in lines if line.startswith(("value", "row", "product"))]
    steps = [line.split() for line in lines[len(given) :]]
    words = [word for step in steps for word in step] + ["<=", ">=", *"01234", "-1"]
    for _ in range(random.randint(1, 2)):
        k = random.randrange(len(steps))
        j = random.randrange(len(steps[k]))
        change = random.choice(("word", "word", "everywhere", "everywhere", "out", "double", "swap"))
        if change == "word":
            steps[k][j] = random.choice(words)
        elif change == "everywhere":
            old, new = steps[k][j], random.choice(words)
            steps = [[new if word == old else word for word in step] for step in steps]
        elif change == "out" and len(steps) > 1:
            del steps[k]
        elif change == "double":
            steps.insert(k, list(steps[k]))
        else:
            steps.insert(random.randrange(len(steps)), steps.pop(k))
    return "\n".join([*given, *(" ".join(step) for step in steps)])


def test_a_contradiction_between_overlapping_subtotals_is_proved_by_adding_rows_up() -> None:
    ledger = Ledger()
    a, b, c = (ledger.figure() for _ in range(3))
    for total, pair in ((1001, (a, b)), (2000, (b, c)), (3000, (a, c))):
        ledger.total(ledger.figure(total), *pair)
    bounds = solve(ledger.extraction, tuple(ledger.relations))
    (conflict,) = bounds.conflicts
    assert conflict.relations == ("R1", "R2", "R3")
    assert check(conflict.certificate) is None


def test_a_sum_that_misses_is_a_proof_of_one_line() -> None:
    ledger = Ledger()
    ledger.total(*(ledger.figure(n) for n in (38, 27, 9, 1)))
    (conflict,) = solve(ledger.extraction, tuple(ledger.relations)).conflicts
    assert conflict.certificate.splitlines()[-1] == "clash by 1 R1.1"
    assert check(conflict.certificate) is None


COUNT = "value F1 0 to 9 step 1\n"
LIES = {
    "no step leads to the end": (COUNT + "witness F1 0\nwitness F1 8\nclaim F1 0 to 8", "another end"),
    "an end without witness": (COUNT + "witness F1 0\nclaim F1 0 to 9", "no witness"),
    "a witness that the words forbid": (COUNT + "witness F1 1/2", "F1"),
    "a witness that a row forbids": (COUNT + "row R1 1 F1 within 3 to 4\nwitness F1 5", "witness"),
    "a witness before the row that forbids it": (COUNT + "witness F1 5\nrow R1 1 F1 within 3 to 4", "witness"),
    "a witness that redefines a row": (COUNT + "row R1 1 F1 within 3 to 4\nwitness F1 5 R1 5", "witness"),
    "a clash that is none": (COUNT + "row R1 1 F1 within 9 to 12\nclash by 1 R1", "may hold"),
    "a clash without reason": (COUNT + "clash by", "may hold"),
    "a step too far": (COUNT + "row R1 1 F1 within -inf to 5\nso F1 <= 4 not >= 5 by 1 R1", "may be beyond"),
    "a step over a value": (COUNT + "row R1 1 F1 within -inf to 5\nso F1 <= 4 not >= 6 by 1 R1", "skips a value"),
    "a step over a number between two": (
        "value F1 0 to 0 step 1 or 5 to 5 step 0 or 9 to 9 step 1\n"
        "row R1 1 F1 within -inf to 8\nso F1 <= 0 not >= 9 by 1 R1",
        "skips a value",
    ),
    "a case left open": (
        COUNT + "suppose F1 <= 3 else >= 4\nwitness F1 0\nwitness F1 3\nclaim F1 0 to 3",
        "no clash",
    ),
    "a case that leaves something out": (COUNT + "suppose F1 <= 3 else >= 5", "skips a value"),
    "two cases on one side": (COUNT + "suppose F1 <= 3 else <= 4", "no such line"),
    "only one case refuted": (
        COUNT + "row R1 1 F1 within 4 to 5\nsuppose F1 <= 3 else >= 4\nclash by 1 R1\nclash by 1 R1",
        "may hold",
    ),
    "a squared number that touches nought": (
        "value F1 -3 to 3 step 0\nvalue F2 4 to 9 step 0\nproduct R1 F2 is 1 × ( F1 + 0 ) × F1\n"
        "so F1 <= -3 not >= -3 by 1 R1",
        "may be beyond",
    ),
    "a line of no kind": (COUNT + "surely F1 <= 3", "no such line"),
}


@pytest.mark.parametrize("lie", LIES)
def test_a_lie_is_refused(lie: str) -> None:
    text, reason = LIES[lie]
    with pytest.raises(AssertionError, match=reason):
        check(text)


def test_nothing_follows_from_nothing() -> None:
    assert check("") == check(COUNT) == {}
    with pytest.raises(OverflowError):
        check(COUNT + "row R1 1 F1 within 0 to 9\nclash by inf R1")


def test_a_proof_starts_from_what_the_report_says_and_nothing_else() -> None:
    ledger = Ledger()
    whole, done, left = ledger.figure(38), ledger.figure(27), ledger.figure()
    ledger.total(whole, done, left)
    proof = solve(ledger.extraction, tuple(ledger.relations)).feasible[left].certificate.splitlines()
    said = [line for line in proof if line.startswith(("value", "row", "product"))]
    assert said == [
        f"value {whole} 38 to 38 step 1",
        f"value {done} 27 to 27 step 1",
        f"value {left} 0 to inf step 1",
        f"row R1.1 1 {whole} + -1 {done} + -1 {left} within 0 to 0",
    ]
