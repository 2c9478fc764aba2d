"""Counts of persons whose number is nobody's business: consistency yes, feasible ranges no (DOMAIN, bound 4)."""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from importlib.resources import files

from ..records import Figure

ELSE = frozenset({"area", "length", "mass", "money", "time", "volume"})


@cache
def _words() -> tuple[str, ...]:
    table = tomllib.loads((files(__package__) / "protected.toml").read_text(encoding="utf-8"))
    return tuple(word for group in table.values() for word in group["words"])


def protected(figure: Figure) -> bool:
    """The figure counts persons sanctioned, investigated or petitioning, or minors.

    Petitions and cases are counted in 件 as well, and a case is a person: only figures that clearly count something
    else (money, area, length, time, shares) are left out.
    """
    if figure.dimension in ELSE:
        return False
    return _speaks_of_persons(figure.subject) or _speaks_of_persons(figure.scope)


@lru_cache(maxsize=4096)
def _speaks_of_persons(words: str) -> bool:
    return any(word in words for word in _words())
