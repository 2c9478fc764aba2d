"""The records that flow through the house. Frozen; a stage never changes what it was given.

Report -> Figure -> Relation -> Bounds -> Goal and Verdict -> Finding, each pointing back to the text by `Span`.
Spans are half-open and count Unicode code points of `Report.text`.
"""

from .figure import Cell, Extraction, Figure, FigureKind, Mask, MaskRole, Period, SetAside, Stance, Status
from .finding import Facts, Finding, Outcome, Severity
from .goal import Assessment, Evidence, EvidenceLevel, Goal, GoalSource, GoalVerdict, Scores, Verdict
from .relation import (
    Alternative,
    Bounds,
    Change,
    Conflict,
    Constraint,
    Feasible,
    Holds,
    Linear,
    Product,
    Reading,
    Relation,
)
from .report import Block, BlockKind, CopyType, Hidden, Report, Source, Span

__all__ = [
    "Alternative",
    "Assessment",
    "Block",
    "BlockKind",
    "Bounds",
    "Cell",
    "Change",
    "Conflict",
    "Constraint",
    "CopyType",
    "Evidence",
    "EvidenceLevel",
    "Extraction",
    "Facts",
    "Feasible",
    "Figure",
    "FigureKind",
    "Finding",
    "Goal",
    "GoalSource",
    "GoalVerdict",
    "Hidden",
    "Holds",
    "Linear",
    "Mask",
    "MaskRole",
    "Outcome",
    "Period",
    "Product",
    "Reading",
    "Relation",
    "Report",
    "Scores",
    "SetAside",
    "Severity",
    "Source",
    "Span",
    "Stance",
    "Status",
    "Verdict",
]
