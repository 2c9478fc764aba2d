"""Units that a list says once: A 12、B 15、C 9家, and 提高0.5个、降低1.2个和0.7个百分点."""

from __future__ import annotations

import re
from dataclasses import replace

from ..lang.units import unit
from ..records import FigureKind, Status
from .drafts import Draft, rounded
from .tables import scaled_to

_LINK = re.compile(r"[、和及与][^，。；：、\n\d]{0,12}|，")
_LABEL = re.compile(r"[；、，：:;,][^，。；：、\n\d]{1,12}$")
_RATED = ("率", "度", "比", "幅", "重", "分", "数", "为", "达", "增", "降", "升", "长", "第", "年", "号", "至", "到")


def inherited(text: str, drafts: list[Draft]) -> list[Draft]:
    """The drafts, bare numbers with the unit of the list they stand in; the last item of a list carries it."""
    out = list(drafts)
    for i in range(len(out) - 2, -1, -1):
        here, following = out[i], out[i + 1]
        if _open(here) and following.unit and _LINK.fullmatch(text, here.end, following.start):
            out[i] = _given(here, following)
    for i in range(1, len(out)):
        if out[i].bare and _counts_like(text, out[i], out[i - 1]):
            before = next((d for d in reversed(out[max(0, i - 3) : i]) if d.kind is FigureKind.COUNT and d.unit), None)
            if before is not None and unit(before.unit or "").whole:
                out[i] = scaled_to(out[i], before.unit or "", 1)
    return out


def _open(draft: Draft) -> bool:
    """Bare, or 个 where 个百分点 may be meant."""
    return draft.kind is FigureKind.COUNT and (draft.bare or draft.unit == "个")


def _given(draft: Draft, following: Draft) -> Draft:
    """The draft with the unit of the next item."""
    shared = following.kind in (FigureKind.POINT, FigureKind.PERCENT) and draft.bare
    if shared or following.kind is FigureKind.POINT:
        digit = draft.digit or 1
        values = rounded(draft.value, digit, whole=False) if draft.value is not None else draft.values
        return replace(draft, kind=following.kind, unit=following.unit, dimension="", values=values, bare=False)
    if not draft.bare or following.kind is not FigureKind.COUNT:
        return draft
    return scaled_to(draft, following.unit or "", 1)


def _counts_like(text: str, draft: Draft, before: Draft) -> bool:
    """公开966件，占66.5%；公开一部分67: a whole number behind a name in a list of counts."""
    if draft.status is not Status.STATED or not isinstance(draft.value, int) or draft.digit != 1:
        return False
    between = text[before.end : draft.start]
    label = _LABEL.search(between)
    if label is None or between.endswith(_RATED) or any(stop in between for stop in "。！？\n"):
        return False
    return draft.end == len(text) or text[draft.end] in "，。；、"
