"""Every smallest way to mend a contradiction: figures changed or a relation given up; likeliest first.

A change counts only if the neighbours allow it: a figure that three other sums confirm is not the one to change. Ties
are listed, in the order of the text, and never broken at random.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from ..records import Change, Figure, Linear, Relation, Status
from ..sets import NOTHING, Interval, Number, Values, exactly
from .components import components, names
from .conflicts import refuted
from .distance import OTHER, distance, nearest, rounded_like
from .printed import english, number, shown
from .protected import protected
from .ranges import Inconsistent, ranges
from .readings import is_rounded, without
from .system import System, magnitude
from .wording import PAIR, gap, phrase

MOST = 3
"""Changes in one explanation."""

FAR = 10**8
"""Times the printed number: further off than 元 from 亿元 no correction lies."""

Explanation = tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Repair:
    """Figures set free and relations given up; together they let everything else hold."""

    figures: tuple[Figure, ...]
    relations: tuple[Relation, ...]


def explanations(
    core: Sequence[Relation],
    around: Sequence[Relation],
    quiet: Sequence[Relation],
    figures: Mapping[str, Figure],
    values: Mapping[str, Values],
) -> tuple[Explanation, ...]:
    """All smallest corrections of a contradiction, likeliest first.

    `around`: the core with every relation that a change could reach; `quiet`: the same without other contradictions.
    One changed figure that mends everything around is preferred to one that mends this contradiction only; more than
    one change is looked for only if no single figure will do.
    """
    suspects = [figures[n] for n in dict.fromkeys(n for r in core for n in names(r)) if _changeable(figures.get(n))]
    calm = {r.id for r in quiet}
    everywhere = [*core, *(r for r in around if r.id not in calm)]
    given_up = _repairs(core, core, quiet, [], values, most=1)
    changed = _repairs(everywhere, [], around, suspects, values, most=1)
    changed = changed or _repairs(core, [], quiet, suspects, values, most=1)
    repairs = [*changed, *given_up] if changed else _repairs(core, core, quiet, suspects, values, most=MOST)
    if not repairs:  # the neighbourhood is broken as well: look at the contradiction alone
        repairs = _repairs(core, core, core, suspects, values, most=1)
    spelt = [(repair, _spelt_out(repair, quiet, figures, values)) for repair in repairs]
    ranked = [(_rank(repair, explanation), explanation) for repair, explanation in spelt if explanation]
    return tuple(explanation for _, explanation in sorted(ranked, key=lambda pair: pair[0]))


def _changeable(figure: Figure | None) -> bool:
    return figure is not None and figure.status in (Status.STATED, Status.APPROXIMATE, Status.PARTIAL)


def _repairs(
    broken: Sequence[Relation],
    optional: Sequence[Relation],
    around: Sequence[Relation],
    suspects: Sequence[Figure],
    values: Mapping[str, Values],
    *,
    most: int,
) -> list[Repair]:
    """Smallest repairs by growing size, up to the size at which figures alone mend it.

    `broken`: what they must mend; `optional`: relations that may be given up for it.
    """
    found: list[Repair] = []
    for size in range(1, most + 1):
        for repair in _candidates(optional, suspects, size):
            if any(_inside(old, repair) for old in found):
                continue
            freed = without(values, repair.figures)
            if refuted(_touched(repair, broken, around, freed), freed) is None:
                found.append(repair)
        if any(not r.relations for r in found):
            break
    return found


def _touched(
    repair: Repair, broken: Sequence[Relation], around: Sequence[Relation], freed: Mapping[str, Values]
) -> list[Relation]:
    """The relations left that the repair can disturb: linked to its figures or to the contradiction it is to mend."""
    given_up = {r.id for r in repair.relations}
    rest = [r for r in around if r.id not in given_up]
    start = {f.id for f in repair.figures} | {n for r in broken for n in names(r)}
    groups = components(rest, lambda n: n not in freed or not freed[n].is_point)
    return [r for group in groups if any(n in start for r in group for n in names(r)) for r in group]


def _candidates(core: Sequence[Relation], suspects: Sequence[Figure], size: int) -> Iterable[Repair]:
    for chosen in combinations((*suspects, *core), size):
        relations = tuple(c for c in chosen if isinstance(c, Relation))
        yield Repair(tuple(c for c in chosen if isinstance(c, Figure)), relations)


def _inside(small: Repair, large: Repair) -> bool:
    return set(f.id for f in small.figures) <= set(f.id for f in large.figures) and set(
        r.id for r in small.relations
    ) <= set(r.id for r in large.relations)


def _spelt_out(
    repair: Repair, around: Sequence[Relation], figures: Mapping[str, Figure], values: Mapping[str, Values]
) -> Explanation:
    """The changes with the values that each figure may take; empty if there are none after all."""
    freed = without(values, repair.figures)
    touched = _touched(repair, (), around, freed)
    system = System(touched, freed)
    changes = []
    for figure in repair.figures:
        v = system.position(figure.id)
        try:
            new = freed[figure.id] if v is None else ranges(system, [v])[v].values
        except Inconsistent:
            return ()
        if _out_of_sight(figure, new):
            return ()
        as_printed = _as_printed(figure, touched, figures, freed) if len(repair.figures) == 1 else None
        changes.append(_change(figure, new, as_printed))
    changes.extend(_given_up(relation, figures) for relation in repair.relations)
    return tuple(changes)


def _out_of_sight(figure: Figure, new: Values) -> bool:
    """A number so far from the printed one that nobody meant it: the search found no end, or a freak."""
    value, hull = figure.value, new.hull
    if value is None or not figure.digit:
        return False
    far = FAR * max(magnitude(value), figure.digit)
    return hull.lo is not None and hull.lo > far


def _as_printed(
    figure: Figure, relations: Sequence[Relation], figures: Mapping[str, Figure], freed: Mapping[str, Values]
) -> Number | None:
    """What it would be, to its own last digit, if every other number were exactly as printed; None if that is open."""
    members = [figures[n] for r in relations for n in names(r) if n in figures]
    if not any(is_rounded(f) for f in members):
        return None
    shown_only = {f.id: exactly(f.value) for f in members if f.id != figure.id and f.value is not None and not f.masked}
    system = System(relations, {**freed, **shown_only})
    v = system.position(figure.id)
    try:
        hull = ranges(system, [v])[v].values.hull if v is not None else Interval()
    except Inconsistent:
        return None
    ends = {None if end is None else rounded_like(figure, end) for end in (hull.lo, hull.hi)}
    return ends.pop() if len(ends) == 1 else None


def _change(figure: Figure, new: Values, as_printed: Number | None = None) -> Change:
    old = shown(figure)
    if figure.masked and protected(figure):
        return Change(figure.id, figure.values, NOTHING, *_both("protected", {"old": old}))
    hull = new.hull
    if as_printed is not None and as_printed != figure.value:
        words = {"old": old, "new": number(as_printed, figure, digits=6)}
        return Change(figure.id, figure.values, new, *_both("figure", words))
    ends = {rounded_like(figure, end) for end in (hull.lo, hull.hi) if end is not None}
    if figure.value is not None and len(ends) == 1 and hull.lo is not None and hull.hi is not None:
        target = number(rounded_like(figure, nearest(new, figure.value)), figure, digits=6)
        words = {"old": old, "new": target}
        return Change(figure.id, figure.values, new, *_both("figure" if target != old else "open_any", words))
    return Change(figure.id, figure.values, new, *_stretch(figure, hull, old))


def _stretch(figure: Figure, hull: Interval, old: str) -> PAIR:
    """Where the right number would have to lie, in words."""
    low, high = (None if end is None else number(rounded_like(figure, end), figure) for end in (hull.lo, hull.hi))
    if hull.lo == 0:
        low = None  # counts have no other lower end, so it says nothing
    if low is None or high is None:
        key = "open_above" if low is not None else "open_below" if high is not None else "open_any"
    else:
        key = "open_between"
    return _both(key, {"old": old, "low": low or "", "high": high or ""})


def _both(key: str, words: Mapping[str, str]) -> PAIR:
    return phrase("change", key, words, {place: english(text) for place, text in words.items()})


def _given_up(relation: Relation, figures: Mapping[str, Figure]) -> Change:
    return Change("", NOTHING, NOTHING, *_reading(relation, figures), relation=relation.id)


def _reading(relation: Relation, figures: Mapping[str, Figure]) -> PAIR:
    """The lawful reading under which the relation need not hold."""
    first = relation.constraints[0] if relation.constraints else None
    if relation.kind == "total" and isinstance(first, Linear):
        miss = gap(first, figures)
        if miss:
            whole = figures.get(first.terms[0][1])
            size = {"gap": number(magnitude(miss), whole)}
            missing = (miss > 0) == (first.terms[0][0] > 0)
            return _both("relation_total_missing" if missing else "relation_total_excess", size)
    if relation.kind == "order":
        return phrase("change", "relation_carry")
    return phrase("change", "relation_base" if relation.kind in ("ratio", "growth") else "relation_other")


def _rank(repair: Repair, explanation: Explanation) -> tuple[int, int, float, int]:
    """Fewest changes, then slips of the hand before anything else, then doubtful relations before certain ones."""
    slips = sum(distance(f, c.new) for f, c in zip(repair.figures, explanation, strict=False))
    slips += OTHER * len(repair.relations)
    first = repair.figures[0].span.start if repair.figures else repair.relations[0].span.start
    return len(explanation), slips, sum(r.confidence for r in repair.relations), first
