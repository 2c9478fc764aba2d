"""A whole and its kinds, side by side without 其中: 网格612个，城镇网格214个，农村网格383个，专属网格25个.

That every kind is named stands nowhere, so a sum that misses is a question at most, and only where it misses by little.
What makes figures kinds of one whole: all are named by the whole's own noun, by one word of classes (…类, …级, 第…批),
or by words that exclude each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from ..sets import Number
from . import arithmetic
from .binding import Layout, Token
from .cues import cue, table
from .runs import Sum, is_detail, siblings

ORDINAL = re.compile("^(?:第[一二三四五六七八九十]|[一二三四五六七八九十](?:期|批|标段|阶段|轮|季度))")
SHARE = 20  # it misses by a twentieth of the whole at most


def kinds(layout: Layout, whole: Token, run: list[Token]) -> Iterator[tuple[Sum, str]]:
    """Kinds told right behind their whole; nearly all of it, or a little more."""
    found = Sum(whole, tuple(run))
    if any(is_detail(t) for t in run) or is_detail(whole) or not misses_by_little(found, least=True):
        return
    words = layout.words(whole.span.end, run[-1].span.start)
    noun = _noun(whole, run)
    own = [t.label.replace(noun, "") if noun else t.label for t in run]  # 农村党员 of 党员: not an attribute of theirs
    loose = cue("total", "loose").search(words) or any(cue("part", "overlapping").search(label) for label in own)
    if loose or (siblings(found) and not _bare(whole, noun)) or excluding([whole.label, *own]):
        return
    if of_one_kind(whole, run) and misses_by_little(found, least=not noun):
        yield found, "kinds"


def of_one_kind(whole: Token, run: Sequence[Token]) -> bool:
    """The words make them kinds of the whole."""
    labels = [t.label for t in run]
    if len(run) > 1 and cue("total", "totalled", after="$").search(whole.lead) and len({t.clause for t in run}) <= 2:
        return True
    return bool(_noun(whole, run)) or _share_class(run) or excluding(labels) or outcomes(labels)


def _name(whole: Token) -> str:
    return re.sub("(?:总数|总量|总额|数量|共有?|共计|合计|总计|为|达到?|[0-9年月底末]+)+$", "", whole.lead)


def _noun(whole: Token, run: Sequence[Token]) -> str:
    """党员总数, 农村党员, 机关党员: the noun of the whole that all end in, each with a word of its own before it."""
    head = re.match("[\u4e00-\u9fff]{2,5}?(?=全部|全员|均|都|已|共|无一)", whole.tail)  # 党支部 of 457个党支部全部参评
    nouns = sorted({_name(whole)[-2:], whole.tail[:2], head.group()[-2:] if head else ""} - {""})
    named = [n for n in nouns if len(n) == 2 and all(n in t.label and len(t.lead.strip()) > 1 for t in run)]
    return named[0] if named and len({t.label for t in run}) == len(run) else ""


def _bare(whole: Token, noun: str) -> bool:
    """共有网格612个: the whole bears the noun alone, its kinds bear more."""
    return bool(noun) and cue("total", "having", before="^", after=f"{noun}$").match(_name(whole)) is not None


def _share_class(run: Sequence[Token]) -> bool:
    """警告类, 罚款类, 没收类; 第一批, 第二批."""
    ends = {t.lead[-1:] for t in run}
    classes = len(run) > 2 and len(ends) == 1 and ends <= set("类级型档批期片组线季镇乡")
    return classes or (len(run) > 1 and all(ORDINAL.match(t.lead) for t in run))


def outcomes(labels: Sequence[str]) -> bool:
    """通过, 缓议, 否决; 赞成, 反对, 弃权: every label holds another word of one group of outcomes."""
    for group in table("total")["outcomes"]:
        if not any(word in labels[0] for word in group):
            continue
        held = [next((word for word in group if word in label), "") for label in labels]
        if all(held) and len(set(held)) == len(labels):
            return True
    return False


def excluding(labels: Sequence[str]) -> bool:
    """Every label holds another word of one group of classes that exclude each other."""
    if not _classes().search(labels[0]):
        return False
    for group in table("total")["opposites"]:
        if not any(word in labels[0] for word in group):
            continue
        held = [{word for word in group if word in label} for label in labels]
        if all(held) and len(set.union(*held)) >= len(labels) and len({min(h) for h in held}) == len(labels):
            return True
    return False


@cache
def _classes() -> re.Pattern[str]:
    return re.compile("|".join(sorted({word for group in table("total")["opposites"] for word in group})))


def misses_by_little(found: Sum, *, share: int = SHARE, least: bool = False) -> bool:
    """The sum misses by little, as a slip would make it; `least`: or by one, however small the whole."""
    figures = [p.figure for p in found.parts]
    if not arithmetic.known([found.whole.figure, *figures]):
        return False
    missing: Number = -found.whole.amount
    for part in found.parts:
        missing += part.amount
    return -found.whole.amount <= missing * share <= found.whole.amount or (least and missing in (-1, 1))
