"""Outside matchers: other ways to tell that the wording around a figure speaks of a goal.

The built-in matching is lexical and always there. A pack adds one with the entry point `audit.match`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from ..registry import Registry

Matcher = Callable[[str, Mapping[str, str]], float]
"""Indicator, and the wordings around a figure by name -> how well they fit, 0 to 1.

The wordings are `near` (between the figures beside it), `clause`, `before` (the two clauses before, in its sentence),
`sentence`, `heading` and `block`; synonyms are made one and everything but words is a blank.
"""

matchers: Registry[Matcher] = Registry(__name__)


class Fit(NamedTuple):
    """How well a wording fits, and the matcher that says so."""

    score: float = 0.0
    matcher: str = ""


def matcher(name: str) -> Callable[[Matcher], Matcher]:
    """Register a matcher; the name is shown as the reason of a match."""

    def register(fn: Matcher) -> Matcher:
        matchers.add(name, fn)
        return fn

    return register


def best_fit(indicator: str, wordings: Mapping[str, str]) -> Fit:
    """The best that any outside matcher says, the first by name where two say the same; nothing where there is none."""
    found = [Fit(min(max(fits(indicator, wordings), 0.0), 1.0), name) for name, fits in matchers]
    return max(found, key=lambda f: f.score, default=Fit())
