"""The values that a column of codes can hold: a misspelt one in a suite would silently match nothing."""

from __future__ import annotations

from collections.abc import Collection

from ..lang.words import words
from ..records import (
    CopyType,
    FigureKind,
    GoalSource,
    GoalVerdict,
    Holds,
    Outcome,
    Severity,
    Stance,
    Status,
)
from ..table import COLUMNS, TRUTH


def allowed_values(table: str, column: str) -> Collection[object] | None:
    """Every value that may stand there, None where anything may."""
    if COLUMNS[table][column] == TRUTH:
        return (True, False)
    if column == "kind":
        return tuple(words("relation")) if table == "relations" else _texts(list(FigureKind))
    return _CODES.get(column)


def _texts(codes: Collection[str]) -> tuple[str, ...]:
    return tuple(str(code) for code in codes)


_CODES: dict[str, Collection[object]] = {
    "copy_type": _texts(list(CopyType)),
    "holds": _texts(list(Holds)),
    "horizon": ("current", "next"),
    "measure": ("amount", "qualitative", "rate", "yes_no"),
    "outcome": _texts(list(Outcome)),
    "section": ("", *words("section")),
    "severity": _texts(list(Severity)),
    "source": _texts(list(GoalSource)),
    "stance": _texts(list(Stance)),
    "status": _texts(list(Status)),
    "verdict": _texts(list(GoalVerdict)),
}
