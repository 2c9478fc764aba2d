"""One quantity told again in another paragraph in other words: 支出52.6亿元 … 52.6亿元的支出; 隐患8614处 … 隐患8164处.

The more digits two figures share, the fewer words they must: 52.6亿元 is hardly two things, 31件 may well be. A slip of
the pen is a question only where the words and all other digits agree, and nothing else goes by the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from ..records import Relation
from . import drafts, pattern
from .binding import Layout, Role, Token
from .cues import cue, table, words
from .restated import slip

HAN = re.compile("[\u4e00-\u9fff]+")
FUNCTION = re.compile("[的了和与及在为是有达共计约等各均已将于把从对不]")
PLACE = re.compile("[\u4e00-\u9fff]{1,4}[镇乡街村局]")
NEEDED = {4: 1, 3: 2, 2: 5}  # how much the words must say, by the digits that agree
MOST = 3  # figures of one value
MEASURED = ("length", "area", "weight", "mass", "volume", "energy")
DISTRICT = re.compile("(?:全[区市县镇乡]|我[区市县]|辖区)(?:现有|共有|现|共|有)?$")
WHOLE_YEAR = re.compile("全年|年内|今年|本年|当年|一年|[到至]?(?:年[底末]|岁末)")


@pattern("again")
def again(layout: Layout) -> Iterator[Relation]:
    """Equal figures, and figures with a slip, of one thing in two paragraphs."""
    for _, lane in layout.lanes():
        told = [t for t in lane if t.known and t.role is Role.LEVEL]
        by_value: dict[object, list[Token]] = {}
        for token in told:
            by_value.setdefault(token.amount, []).append(token)
        for group in by_value.values():
            if 1 < len(group) <= MOST:
                yield from _equal(layout, group)
        yield from _slips(layout, told)


def _equal(layout: Layout, group: Sequence[Token]) -> Iterator[Relation]:
    """Each figure with the first that it repeats."""
    said: set[str] = set()
    for a, b in combinations(group, 2):
        if (
            b.id not in said
            and a.line != b.line
            and any(look(layout, a, b) for look in (_alike, _measured, _left_again))
        ):
            said.add(b.id)
            yield drafts.same(a.figure, b.figure, cue="复述", pattern="again", confidence=0.7)


def _alike(layout: Layout, a: Token, b: Token) -> bool:
    """The words say enough for so many digits."""
    digits = min(4, significant(a), significant(b))
    return digits in NEEDED and weight(shared(a, b)) >= NEEDED[digits] and not _two_places(a, b)


def _measured(layout: Layout, a: Token, b: Token) -> bool:
    """仓库12.8万平方米，尚有3.4万平方米待租 … 3.4万平方米仓库闲置: measured so, it is hardly another thing."""
    said = bigrams(_sentence(layout, a)) & bigrams(b.label)
    return a.lane in MEASURED and significant(a) > 2 and weight(said) >= 2 and not _two_places(a, b)


def _left_again(layout: Layout, a: Token, b: Token) -> bool:
    """余下6户跨年搬迁 … 完成6户跨年搬迁任务: what is left, under one name."""
    left = cue("again", "left")
    both = left.search(a.label) and left.search(b.label) and a.amount > 1
    later = layout.section(b.span) in ("problems", "plan")
    return bool(both) and later and weight(bigrams(_sentence(layout, a)) & bigrams(b.label)) >= 2


def _sentence(layout: Layout, token: Token) -> str:
    return layout.sentences[token.sentence].of(layout.text)


def significant(token: Token) -> int:
    """How many digits say something: 260 two, 52.6 three and one more for its decimals."""
    digits = re.sub(r"[^\d.]", "", token.figure_words)
    return _told_digits(token) + ("." in digits) + (token.lane in MEASURED) * (len(digits) - len(digits.rstrip("0")))


def _told_digits(token: Token) -> int:
    """The digits from the first to the last that is no zero."""
    return len(re.sub(r"\D", "", token.figure_words).strip("0"))


def bigrams(text: str) -> set[str]:
    """Two characters at a time, none of them a particle."""
    found: set[str] = set()
    for run in HAN.findall(re.sub("[“”‘’《》（）]", "", text)):
        for piece in FUNCTION.split(run):
            found |= {piece[i : i + 2] for i in range(len(piece) - 1)}
    return found - set(words("again", "empty"))


def _named(token: Token) -> set[str]:
    """What is said right around the figure; from the beginning of the clause where that is little."""
    return bigrams(token.lead) | bigrams(token.tail) | (bigrams(token.opening) if len(token.lead) < 4 else set())


def shared(a: Token, b: Token) -> set[str]:
    """What is said of both."""
    return _named(a) & _named(b)


def weight(pieces: set[str]) -> int:
    """Two for what names a thing, one for what names many."""
    faint = set(words("again", "faint"))
    return sum(1 if piece in faint else 2 for piece in pieces)


def _two_places(a: Token, b: Token) -> bool:
    """城关镇培训321人 … 石门镇培训321人."""
    one, other = (PLACE.match(t.opening) for t in (a, b))
    return one is not None and other is not None and one.group() != other.group()


def _slips(layout: Layout, told: Sequence[Token]) -> Iterator[Relation]:
    """支出36.52亿元 … 36.25亿元的支出: one digit off, or two swapped."""
    held: dict[int, list[tuple[str, Token]]] = {}
    for token in told:
        digits = re.sub(r"[^\d.]", "", token.figure_words)
        if _told_digits(token) > 1 and layout.section(token.span) and not re.search("[A-Za-zＡ-Ｚ]$", token.lead):
            held.setdefault(len(digits), []).append((digits, token))
    for group in held.values():
        for (one, a), (other, b) in combinations(group, 2):
            if a.line != b.line and slip(one, other) and _meant(layout, told, a, b, sorted(one) == sorted(other)):
                yield drafts.same(a.figure, b.figure, cue="复述", pattern="again", hard=False, confidence=0.6)


def _meant(layout: Layout, told: Sequence[Token], a: Token, b: Token, swapped: bool) -> bool:
    """Both report this year, of one thing, and nothing else of that size in the lane goes by that name."""
    common = shared(a, b) or _around(layout, a) & bigrams(b.label)
    if not common or not all(_reports(layout, t) for t in (a, b)) or _two_places(a, b):
        return False
    digits = min(4, *(_told_digits(t) + ("." in t.figure_words) for t in (a, b)))
    referring = cue("again", "meant", before="(?:^|[，对将把])", after="$").search(b.lead) is not None
    if digits == 2 and not (swapped and referring):
        return False
    said = weight(common) + 2 * referring + _company(layout, a, b)
    needed = {2: 7, 3: 4 if swapped else 6}.get(digits, 1 if swapped else 4)
    parted = any(cue("again", "apart").search(t.opening) for t in (a, b))
    others = [
        t for t in told
        if t.amount not in (a.amount, b.amount) and common <= _named(t) and a.amount < 2 * t.amount < 4 * a.amount
        and _reports(layout, t)
    ]  # fmt: skip
    return said >= needed and not parted and not _contrasted(a, b) and not others and not _side_by_side(told, a, b)


def _contrasted(a: Token, b: Token) -> bool:
    """男性选民 and 女性选民."""
    for group in table("again")["contrasts"]:
        one, other = ({word for word in group if word in t.label} for t in (a, b))
        if one and other and not one & other:
            return True
    return False


def _side_by_side(told: Sequence[Token], a: Token, b: Token) -> bool:
    """One sentence has both: two things, or two years."""
    first, second = ({t.sentence for t in told if t.amount == x.amount} for x in (a, b))
    return bool(first & second)


def _around(layout: Layout, token: Token) -> set[str]:
    """What the clause before says, where the figure has but a verb: 计划招聘教师120名，实际录用117名."""
    before = [t for t in layout.tokens[max(0, token.order - 1) : token.order] if t.segment == token.segment]
    return bigrams(before[0].label) if before and before[0].lane == token.lane and len(token.label) <= 6 else set()


def _company(layout: Layout, a: Token, b: Token) -> int:
    """Both are said of the whole year, in sections that tell things again, beside one more figure that agrees."""
    sections = {layout.section(t.span) for t in (a, b)}
    yearly = all(WHOLE_YEAR.search(t.opening) for t in (a, b))
    apart = len(sections) == 2 and bool(sections & {"preamble", "problems", "plan"})
    return 2 * yearly + 2 * apart + 2 * bool(_near(layout, a) & _near(layout, b))


def _near(layout: Layout, token: Token) -> set[tuple[str, object]]:
    """The other figures with three digits in the paragraph."""
    around = layout.tokens[max(0, token.order - 10) : token.order + 11]
    return {(t.lane, t.amount) for t in around if t is not token and t.line == token.line and significant(t) > 2}


def _reports(layout: Layout, token: Token) -> bool:
    """What was done this year: nothing planned, due or of another year in its clause."""
    since = layout.words(layout.sentences[token.sentence].start, token.span.start).rsplit("；", 1)[-1]
    years = {int(y) for y in re.findall(r"(\d{4})年", since)} - {layout.report.year}
    planned = cue("same", "not_reached").search(token.opening)
    told = layout.section(token.span) != "plan" or WHOLE_YEAR.search(token.lead) or DISTRICT.search(token.lead)
    return not years and not planned and bool(told)
