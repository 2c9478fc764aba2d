"""Ranges of masked figures: exactly what brute force finds, never wider for knowing more, never without the truth."""

from __future__ import annotations

from math import prod

import pytest
from hypothesis import given, settings
from random_systems import brute_force, members, systems

from audit.records import Relation
from audit.sets import Values
from audit.solve.ranges import Inconsistent, ranges
from audit.solve.system import System


@settings(max_examples=250, deadline=None)
@given(systems())
def test_ends_are_those_of_brute_force(system: tuple[list[Relation], dict[str, Values]]) -> None:
    relations, values = system
    assert prod(len(members(v)) for v in values.values()) <= 5**6
    truth = brute_force(relations, values)
    built = System(relations, values)
    if truth is None:
        with pytest.raises(Inconsistent):
            ranges(built, list(range(len(built.names))))
        return
    for v, found in ranges(built, list(range(len(built.names)))).items():
        name = built.names[v]
        hull = found.values.hull
        assert (hull.lo, hull.hi) == (min(truth[name]), max(truth[name]))
        assert found.exact
        assert truth[name] <= set(members(found.values))
        if found.values.hull != values[name].hull:
            assert found.relations


@settings(max_examples=100, deadline=None)
@given(systems())
def test_more_relations_never_widen_a_range(system: tuple[list[Relation], dict[str, Values]]) -> None:
    relations, values = system
    few = System(relations[:-1], values)
    many = System(relations, values)
    try:
        narrow = {many.names[v]: r.values for v, r in ranges(many, list(range(len(many.names)))).items()}
    except Inconsistent:
        return
    for v, found in ranges(few, list(range(len(few.names)))).items():
        assert narrow[few.names[v]] <= found.values
