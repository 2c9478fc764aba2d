"""The parts of notebooks/report.ipynb: one audited report, from the scorecard to its provenance.

Each function takes the audited report and a language and gives something a notebook shows by itself.
"""

from .blanks import masked_figures, masked_overview, masked_picture
from .checked import open_questions, passed
from .opening import heading, scorecard
from .ranges import feasible_ranges, ranges_picture
from .remarks import findings
from .sources import provenance
from .sums import contradictions
from .targets import attainment_picture, goals, plan

__all__ = [
    "attainment_picture",
    "contradictions",
    "feasible_ranges",
    "findings",
    "goals",
    "heading",
    "masked_figures",
    "masked_overview",
    "masked_picture",
    "open_questions",
    "passed",
    "plan",
    "provenance",
    "ranges_picture",
    "scorecard",
]
