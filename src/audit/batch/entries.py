"""Many reports: which is whose last year's report, who shares text with whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..assess import Review, of_report
from ..check import check
from ..records import Facts, Goal, Report
from ..run import Audit, facts

WINDOW, STRIDE = 20, 20


@dataclass(frozen=True, slots=True)
class Entry:
    """One report of a run, last year's report of its district, and reports of others to hold it against."""

    report: Report
    prior: Report | None
    peers: tuple[Report, ...]


def entries(reports: Sequence[Report]) -> list[Entry]:
    """Every report with its prior year and its peers, ordered by district, year and name.

    The prior report is the one of the same district, one year earlier, the same genre if there are several.
    """
    ordered = sorted(reports, key=lambda r: (r.district, r.year or 0, r.genre, r.name, r.sha256))
    by_year: dict[tuple[str, int | None], list[Report]] = {}
    for report in ordered:
        by_year.setdefault((report.district, report.year), []).append(report)
    shared = _sharing(ordered)
    found = []
    for i, report in enumerate(ordered):
        earlier = by_year.get((report.district, report.year - 1), []) if report.district and report.year else []
        same = [r for r in earlier if r.genre == report.genre] or earlier
        prior = same[0] if len(same) == 1 else None
        peers = tuple(ordered[j] for j in sorted(shared.get(i, ())) if ordered[j] is not prior)
        found.append(Entry(report, prior, peers))
    return found


def audits(found: Iterable[Entry], sheet: tuple[Goal, ...] = (), reviews: tuple[Review, ...] = ()) -> Iterator[Audit]:
    """The reports through the house and the rules, one after the other, in the order of `entries`."""
    for here in linked(found, sheet):
        yield Audit(here, check(here), of_report(here.report, reviews))


def linked(found: Iterable[Entry], sheet: tuple[Goal, ...] = ()) -> Iterator[Facts]:
    """Each report's facts, held against last year's report and its peers, in the order of `entries`."""
    known: dict[int, Facts] = {}
    for entry in found:  # a district's years come in order, so last year's facts are there already
        before = _before(entry, known, sheet)
        here = facts(entry.report, prior=before, sheet=sheet, peers=entry.peers)
        known[id(entry.report)] = here
        yield here


def _before(entry: Entry, known: Mapping[int, Facts], sheet: tuple[Goal, ...]) -> Facts | None:
    """Last year's report by itself, without its own prior year or peers: as it can be made from the sealed inputs."""
    if entry.prior is None:
        return None
    audited = known[id(entry.prior)]
    alone = audited.prior is None and not audited.peers
    return audited if alone else facts(entry.prior, sheet=sheet)


def _sharing(reports: Sequence[Report]) -> Mapping[int, set[int]]:
    """For each report the others of another district that hold one of its 20-character windows, or whose name it has.

    One pass over all texts: an index of every window would be as large as the texts, so each report is indexed at
    every 20th place and looked up at every place; a shared stretch of 39 characters is always seen.
    """
    index: dict[str, set[int]] = {}
    for i, report in enumerate(reports):
        for at in range(0, len(report.text) - WINDOW + 1, STRIDE):
            index.setdefault(report.text[at : at + WINDOW], set()).add(i)
    names: dict[str, set[int]] = {}
    for i, report in enumerate(reports):
        if report.district:
            names.setdefault(report.district, set()).add(i)
    found: dict[int, set[int]] = {}
    for i, report in enumerate(reports):
        near: set[int] = set()
        for at in range(len(report.text) - WINDOW + 1):
            near |= index.get(report.text[at : at + WINDOW], set())
        for name, owners in names.items():
            if name != report.district and name in report.text:
                near |= owners
        found[i] = {j for j in near if j != i and not (report.district and reports[j].district == report.district)}
    return found
