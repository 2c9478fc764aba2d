"""A figure is the set of values its wording allows. This package is that set and its algebra.

`Interval` is one stretch of exact numbers, continuous or on a lattice (`step`); `Values` is a union of a few of them.
Numbers are exact: `int` where whole, else `Fraction`; never float, never a rounding context.

>>> at_least(90) >= exactly(95)          # a result inside the target
True
>>> exactly(38) & exactly(37)            # a contradiction
Values(parts=())
"""

from .interval import EMPTY, Interval
from .number import Number, exact, plain, ratio
from .values import ANY, COUNT, NOTHING, Values, at_least, at_most, between, exactly

__all__ = [
    "ANY",
    "COUNT",
    "EMPTY",
    "NOTHING",
    "Interval",
    "Number",
    "Values",
    "at_least",
    "at_most",
    "between",
    "exact",
    "exactly",
    "plain",
    "ratio",
]
