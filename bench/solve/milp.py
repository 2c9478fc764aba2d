"""Both ends of every masked figure by scipy's milp; systems as JSON on standard input, times and ends on output."""

from __future__ import annotations

import json
import sys
from time import perf_counter

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp


def ends(system: dict) -> dict[str, list[int | None]]:
    """By figure, lowest and highest value; None where there is none."""
    names = sorted({n for terms, _, _ in system["rows"] for _, n in terms})
    place = {n: i for i, n in enumerate(names)}
    matrix = np.zeros((len(system["rows"]), len(names)))
    for k, (terms, _, _) in enumerate(system["rows"]):
        for a, n in terms:
            matrix[k, place[n]] += a
    lows = [-np.inf if lo is None else lo for _, lo, _ in system["rows"]]
    highs = [np.inf if hi is None else hi for _, _, hi in system["rows"]]
    values = [system["values"][n] for n in names]
    bounds = Bounds([0 if v is None else v for v in values], [np.inf if v is None else v for v in values])
    found = {}
    for n in names:
        if system["values"][n] is None:
            both = []
            for sign in (1, -1):
                cost = np.zeros(len(names))
                cost[place[n]] = sign
                answer = milp(cost, constraints=LinearConstraint(matrix, lows, highs), integrality=1, bounds=bounds)
                both.append(round(answer.x[place[n]]) if answer.x is not None else None)
            found[n] = both
    return found


systems = json.load(sys.stdin)
start = perf_counter()
answers = [ends(system) for system in systems]
json.dump({"ms": 1000 * (perf_counter() - start), "ends": answers}, sys.stdout)
