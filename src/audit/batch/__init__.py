"""Many reports: from a folder of files to executed notebooks, tables and a sealed, verified archive.

A rerun does only what is missing: each report's key covers its inputs, parameters and the program, and the list of
what is sealed is written last.
"""

from .entries import Entry, audits, entries
from .job import Done, Job, carry_out
from .project import Project, project
from .step import Step
from .summary import Standing

__all__ = [
    "Done",
    "Entry",
    "Job",
    "Project",
    "Standing",
    "Step",
    "audits",
    "carry_out",
    "entries",
    "project",
    "standing",
]
