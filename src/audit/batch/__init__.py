"""Many reports: from a folder of files to executed notebooks, tables and a sealed, verified archive.

A rerun does only what is missing: each report's key covers its inputs, parameters and the program, and the list of
what is sealed is written last.
"""

from .entries import Entry, audits, entries
from .job import Job, Step, carry_out
from .project import Project, project
from .summary import Standing, standing

__all__ = ["Entry", "Job", "Project", "Standing", "Step", "audits", "carry_out", "entries", "project", "standing"]
