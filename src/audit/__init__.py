"""Audit and evaluate annual work reports: figures, relations, feasible ranges, goals, findings, evidence.

>>> import audit
>>> report = audit.from_text("目前38项任务已完成27项，9项任务不涉及，1项任务正在推进。")
>>> found = audit.facts(report)
>>> findings = audit.check(found)

Importing loads neither pandas nor Great Expectations nor matplotlib.
"""

from .check import check
from .errors import AuditError
from .read import from_text, read
from .records import Facts, Figure, Finding, Goal, Relation, Report, Verdict
from .run import Audit, audit_report, facts
from .sets import Interval, Values

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
]
