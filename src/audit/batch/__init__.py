"""Many reports: from a folder of files to executed notebooks, tables and a sealed, verified archive.

A rerun does only what is missing: each report's key covers its inputs, parameters and the program, and the list of
what is sealed is written last.
"""

from .engine import Notebooks
from .entries import Entry, audits, entries, linked
from .job import Done, Job, carry_out
from .project import Project, project
from .single import dossier_of, replay_package, seal_report
from .step import Step
from .summary import Standing, standing

__all__ = [
    "Done",
    "Entry",
    "Job",
    "Notebooks",
    "Project",
    "Standing",
    "Step",
    "audits",
    "carry_out",
    "dossier_of",
    "entries",
    "linked",
    "project",
    "replay_package",
    "seal_report",
    "standing",
]
