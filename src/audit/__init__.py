"""Audit and evaluate annual work reports: figures, relations, feasible ranges, goals, findings, evidence.

>>> import audit
>>> report = audit.from_text("目前38项任务已完成27项，9项任务不涉及，1项任务正在推进。")
>>> found = audit.facts(report)
>>> findings = audit.check(found)

Importing is quick: the stages are loaded when the first report is audited, pandas, Great Expectations and matplotlib
only by the functions that need them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .check import check
from .errors import AuditError
from .read import from_text, read
from .records import Facts, Figure, Finding, Goal, Relation, Report, Verdict
from .sets import Interval, Values

if TYPE_CHECKING:
    from .run import Audit, audit_report, facts
    from .table import frames as tables

__all__ = [
    "Audit",
    "AuditError",
    "Facts",
    "Figure",
    "Finding",
    "Goal",
    "Interval",
    "Relation",
    "Report",
    "Values",
    "Verdict",
    "audit_report",
    "check",
    "facts",
    "from_text",
    "read",
    "tables",
]

_LATER = {"Audit": "run", "audit_report": "run", "facts": "run", "tables": "table"}  # name -> its module


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module 'audit' has no attribute {name!r}")
    found = getattr(import_module(f".{_LATER[name]}", __name__), "frames" if name == "tables" else name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted(__all__)
