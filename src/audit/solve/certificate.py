"""Proofs that anybody can check."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..records import Relation
from ..sets import Values


def refutation(core: Sequence[Relation], values: Mapping[str, Values]) -> str:
    """Why the relations cannot all hold."""
    return ""
