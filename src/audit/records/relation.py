"""What must hold between figures, what they can still be, and what cannot all be true."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ..sets import Number, Values
from .report import Span


class Holds(StrEnum):
    """Whether a relation is satisfied by the values its members may take."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Linear:
    """`lo <= sum(coefficient * figure) <= hi` over figure ids; None is unbounded."""

    terms: tuple[tuple[Number, str], ...]
    lo: Number | None = 0
    hi: Number | None = 0


@dataclass(frozen=True, slots=True)
class Product:
    """`claim = (factor * scale + shift) * base`, each a figure id (all values >= 0).

    Shares, rates, averages have shift 0; growth by p % over a base has scale 1/100 and shift 1 (decline: -1/100, 1).
    """

    claim: str
    factor: str
    base: str
    scale: Number = 1
    shift: Number = 0


Constraint = Linear | Product


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another lawful reading of the same words: other constraints, named in both languages (`若不涉及项仍须办理`)."""

    constraints: tuple[Constraint, ...]
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Relation:
    """Something the text says or implies about figures, and the constraints that say the same in numbers."""

    id: str
    kind: str  # total part order ratio growth list same dates (CONTRACT.md)
    pattern: str  # the file in relate/ that read it
    members: tuple[Span, ...]  # whole or claim first; list items may be words
    figures: tuple[str, ...]  # ids of the members that are figures, same order
    span: Span  # the words that state it
    constraints: tuple[Constraint, ...] = ()
    holds: Holds | None = None  # set by the pattern where no constraint can say it (lists, dates); else by solve
    hard: bool = True
    exhaustive: bool = False
    cue: str = ""
    why_zh: str = ""
    why_en: str = ""
    unknowns: tuple[tuple[str, Values], ...] = ()  # quantities implied but not stated (the count behind a share)
    confidence: float = 1.0  # that the text means this relation; ranks explanations, decides nothing
    alternatives: tuple[Alternative, ...] = ()  # ranges under them are shown beside the usual one, never instead


@dataclass(frozen=True, slots=True)
class Change:
    """One way to mend a contradiction: the figure, what it says, what it would have to be.

    Or a relation given up: then `figure` is empty and `relation` names it.
    """

    figure: str
    old: Values
    new: Values
    note_zh: str = ""
    note_en: str = ""
    relation: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A smallest set of relations that cannot all be true, and every smallest way to mend it, likeliest first."""

    relations: tuple[str, ...]
    explanations: tuple[tuple[Change, ...], ...]
    must_fix: bool
    certificate: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a figure can be under another reading than the usual one, which takes any whole number for a mask."""

    zh: str
    en: str
    values: Values


@dataclass(frozen=True, slots=True)
class Feasible:
    """What a figure can still be, and the relations that made it so."""

    values: Values
    relations: tuple[str, ...] = ()
    exact: bool = True  # both ends are proved to be reached; False: the range is sound but may be wider than need be
    certificate: str = ""  # derivation of both ends and a witness at each, see solve/certificate.py
    readings: tuple[Reading, ...] = ()  # ranges under other readings, where they differ


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the relations leave open."""

    feasible: Mapping[str, Feasible] = field(default_factory=dict)  # by figure id, masked figures that were narrowed
    holds: Mapping[str, Holds] = field(default_factory=dict)  # by relation id
    why: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # by relation id: the arithmetic in zh and en
    conflicts: tuple[Conflict, ...] = ()
    reading: str = "any"  # how masks were read: any whole number, or as many digits as mask characters
    unfinished: tuple[str, ...] = ()  # relations whose exact search was stopped at its limit; ranges stay sound
