"""Numbers and numeric blanks with their unit: the drafts of all figures that are no dates."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cache

from ..lang.numerals import ARABIC, CHINESE, SCALE, Amount, arabic, hanzi
from ..lang.placeholders import BOXES, CIRCLES, CROSSES, DISCS, DOUBTFUL, LINES, SINGLE, STARS
from ..lang.units import unit, weak
from ..records import FigureKind, Period, SetAside, Span, Status
from ..sets import Interval, Number, Values, exact
from . import shares
from .blanks import ORDINAL_UNIT, masked, partial
from .bold import balanced
from .drafts import Draft, printed
from .masks import COUNTS, MASK, PARTIAL
from .tails import Tail, bend, tail
from .vague import VAGUE, vague

_LINK = re.compile(r"(?:至|到|[-—–－~～]{1,2})")
_LINKS = frozenset("至到-—–－~～")
# 15日，召开: a day of a month named before
_DAY = re.compile(r"日(?=[，,。；在召上下晚凌中]|前|起)")
# 自然增长率-0.27‰, but not 5%-10%
_MINUS = re.compile(r"(?:[\u4e00-\u9fff\t| ：，、（\n]|^)[-－−]$")
_YEARS = re.compile(r"(?:[、和及](?:19|20)\d\d){0,30}(?:[两三四五]年|[、和及](?:19|20)\d\d年)")
_BELOW_ZERO = re.compile(r"零下\d")
# a placeholder at the last digit, with which the number was not read as partly shown
_CUT_SHORT = frozenset(STARS + CROSSES + LINES + BOXES)
# 两个半小时, 一年半, 一倍半
_AND_A_HALF = re.compile(r"(?<=个)半(?:小时|月|钟头)|(?<=[年倍])半(?![\u4e00-\u9fff]{0,1}[年月载数])")
_HUNDRED_MILLION = re.compile("[亿億].")
_BLANK_OR_SCALE = frozenset(SINGLE + CIRCLES + "…百千万亿")
# 生师比为14.2, 城乡收入之比由1.92缩小至1.90: so many times, without a unit
_PROPORTION = re.compile(
    r"(?<![占同环])(?<!对)比(?:例|值)?(?:也|已|均|约)*(?:[为是达由从]|[\u4e00-\u9fff]{0,3}[到至为在])约?"
    r"(?:\d+(?:\.\d+)?[\u4e00-\u9fff]{1,4}[到至为])?$"
)
_OF_PLAN = re.compile("的(?:[全本当]?年度?|年初|既定|预定|预期|原定|上级|下达)*(?:目标|任务|计划|指标|预算)")
_WHOLE = frozenset(("arabic", "ascale", "more", "mscale", "chinese", "vague", "counted"))
_LONGEST = 64  # a longer run of digits is no number of a report
_FORMAL = frozenset("壹贰叁肆伍陆柒捌玖拾佰仟")
_CALENDAR = ("year", "month", "week", "day")
# 150.25 万件: one blank before 万 in copied text, where a unit follows
_SPACED_SCALE = (
    r"[ \u00a0\u2009\u202f\u3000][百千]?[万亿](?=[ ]?(?:[余多]?[元人件户名个亩吨张次册份台辆项平立公千米条场起株只头羽"
    r"家套盒斤支美欧港剂枚颗把方棵座间处盏升度标瓶箱]|[，。；、）)]|\Z))(?!众)"
)
_COUNTED = "个名家次项件天年人条场位户篇元亩公种支份期处起批岁余多趟遍轮组辆台座栋间斤吨里米小周倍回口张册本套株棵只头"
# characters that a run begins with
_FIRST = re.compile(
    rf"(?:[0-9０-９零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟翻半几数○{SINGLE}{DISCS}某…（(《\[［【]"
    rf"|[{DOUBTFUL}-]{{1,8}}(?=[ ]?[百千]?[万亿]?[{COUNTS}]))+"
)


@cache
def runs() -> re.Pattern[str]:
    """Every run of digits, numerals and blanks, and the fixed ways to write a fraction."""
    cn = "[零〇一二两三四五六七八九十百千万亿]"
    # most numbers in digits have nothing behind them that makes more of them: then only <arabic> is tried
    more = rf"(?=[0-9０-９][0-9０-９,，.． \u00a0\u2009\u202f]{{0,100}}+[分/:：∶{SINGLE}{CIRCLES}…OＯ]|[^0-9０-９])"
    return re.compile(
        rf"(?:{more}(?:(?P<percent>(?P<per>百|千|万)分之(?P<share>{CHINESE}|{ARABIC}|{MASK}))"
        rf"|(?P<fraction>(?P<under>{cn}{{1,3}}|(?>\d{{1,40}}))分之(?P<over>{cn}{{1,3}}|\d{{1,40}}))"
        rf"|(?P<slash>(?<![\d/.])(?P<upper>\d{{1,2}})/(?P<lower>\d{{1,2}})(?![\d/.])(?=[的，。；、以左]|$))"
        rf"|(?P<ratio>(?P<first>(?>{ARABIC}))[:：∶]1(?![\d.:：{SINGLE}{CIRCLES}{STARS}{LINES}]))"
        rf"|(?P<inverse>(?:(?<=比)|(?<=比[为是达])|(?<=比例[为是达]))1[:：∶](?P<second>(?>{ARABIC}))(?![\d:：.．{SINGLE}{CIRCLES}{STARS}{LINES}]))"
        rf"|(?P<double>翻了?(?P<times>[一两二三四])番|翻了?番|翻了?一?倍)"
        rf"|(?P<half>(?<![一二两三四五六七八九十\d大过另])一半|(?<=[减增占达近过下超])半数)"
        rf"|(?P<partial>{PARTIAL}))"
        rf"|(?P<arabic>{ARABIC})(?P<ascale>{SCALE}|(?!千[米克瓦伏])[百千](?=[{_COUNTED}])|{_SPACED_SCALE})?"
        rf"(?:(?<=[万亿])(?P<more>[0-9０-９]{{1,40}}(?:\.\d+)?)(?P<mscale>[百千]?万|[千百]))?"
        rf"|(?P<vague>{VAGUE})(?=(?P<counted>[{_COUNTED}成])?)"
        rf"|(?P<chinese>(?![〇○]{{2,}}(?![零〇一二三四五六七八九])){CHINESE})"
        rf"|(?P<mask>{MASK}))"
    )


def numbers(text: str, taken: bytearray) -> Iterator[Draft | SetAside]:
    """Drafts and look-alikes in text order; characters marked in `taken` are left alone, read ones marked."""
    run = runs()
    at = 0
    for stretch in _FIRST.finditer(text):
        at, last = max(at, stretch.start()), stretch.end()
        while (start := taken.find(0, at, last)) >= 0:
            at = start + 1
            if (m := run.match(text, start)) is None:
                continue
            blocked = taken.find(1, start, m.end())
            if blocked >= 0:
                # only what stands before the claimed characters can still be read
                at = blocked + 1
                if (m := run.match(text, start, blocked)) is None:
                    continue
            at = m.end()
            found = _read(text, m)
            if found is None:
                continue
            start, end = (found.start, found.end) if isinstance(found, Draft) else found.span
            if taken.find(1, start, end) >= 0:
                continue
            taken[start:end] = b"\x01" * (end - start)
            at = max(at, end)
            yield found


# 一百X十人, 1**万2千元: what goes on behind a blank inside a number is no number of its own
_TORN_BEFORE = re.compile(rf"[0-9０-９一二三四五六七八九十百千万亿][{SINGLE}{CIRCLES}…]+[百千万亿]{{0,2}}$")
_TORN_BEHIND = re.compile(rf"[{SINGLE}…△]")


def _read(text: str, m: re.Match[str]) -> Draft | SetAside | None:
    if m.end() - m.start() > _LONGEST and m["mask"] is None:
        return SetAside(Span(*m.span()), "unclear")
    group = m.lastgroup or "mask"
    if group in _WHOLE and _torn(text, m):
        return SetAside(Span(*m.span()), "unclear")
    return _READERS[group](text, m)


def _torn(text: str, m: re.Match[str]) -> bool:
    """The number goes on from before a blank, or is in Chinese and goes on behind one."""
    start, end = m.span()
    if text[start - 1 : start] in _BLANK_OR_SCALE and _TORN_BEFORE.search(text[max(0, start - 12) : start]):
        return True
    return m["chinese"] is not None and len(m[0]) > 1 and _TORN_BEHIND.match(text, end) is not None


def _arabic(text: str, m: re.Match[str]) -> Draft | SetAside | None:
    start, end = m.span()
    digits, scale, more = m.group("arabic", "ascale", "more")
    amount = arabic(start, end, digits, scale or "")
    if more:
        rest = arabic(start, end, more, m["mscale"] or "")
        amount = replace(rest, value=amount.value + rest.value)
    following = text[end : end + 1]
    if following == "年" and len(digits) >= 5:
        return SetAside(Span(start, end), "damaged")
    if following in _CUT_SHORT:
        return _emphasised(text, start, end, amount) or SetAside(Span(start, end), "unclear")
    if following == "成" and not scale:
        tenth = shares.tenths(text, m, amount)
        if isinstance(tenth, Draft):
            return tenth
    may_be_date = not scale and (following == "日" or len(digits) == 4)
    edtf = _date(text, end, digits, amount) if may_be_date else ""
    if edtf:
        end += edtf.startswith("XXXX")
        return Draft(start, end, FigureKind.DATE, Status.STATED, values=Values(), edtf=edtf, period=Period(edtf))
    return _number(text, m, amount)


def _emphasised(text: str, start: int, end: int, amount: Amount) -> Draft | None:
    """**320**家次 in Markdown: the unit stands behind the closing asterisks, the figure ends before them."""
    if not (text.endswith("**", 0, start) and text.startswith("**", end) and balanced(text, start, end)):
        return None
    behind = tail(text, end + 2)
    return None if behind.bare else replace(printed(start, amount, behind, "", ""), end=end)


def _date(text: str, end: int, digits: str, amount: Amount) -> str:
    """15日 alone, a year in a list (2015、2016两年): EDTF, "" for other numbers."""
    if amount.decimals or not digits.isascii():
        return ""
    if 1 <= amount.value <= 31 and _DAY.match(text, end):
        return f"XXXX-XX-{amount.value:02d}"
    if len(digits) == 4 and 1900 <= amount.value < 2100 and _YEARS.match(text, end):
        return digits
    return ""


def _chinese(text: str, m: re.Match[str]) -> Draft | SetAside | None:
    span = Span(*m.span())
    if m[0] in _FORMAL or _BELOW_ZERO.match(text, m.start()):
        return None  # 队伍, 收拾; 零下12℃ is read with its number
    amount = hanzi(*span, m[0])
    if amount is None:
        return SetAside(span, "word")
    if text.startswith("成", span.end):
        return shares.tenths(text, m, amount)
    behind = tail(text, m.end())
    why_not = _no_quantity(text, m, amount, behind)
    if why_not == "word" and behind.bare and _LINK.match(text, behind.end):
        between = _range(text, printed(m.start(), amount, behind, "", ""), amount, behind)
        if between is not None:
            return between
    if why_not:
        return _ordinal(text, m, amount) or SetAside(span, why_not)
    return _number(text, m, amount)


def _no_quantity(text: str, m: re.Match[str], amount: Amount, behind: Tail) -> str:
    """Why Chinese characters for a number count nothing here; "" where they do."""
    if _AND_A_HALF.match(text, behind.end):
        return ""
    if behind.bare and not behind.sense:
        return "word"
    if bend(text, m.start())[1]:
        return ""
    if not m[0].strip("百千万亿") and behind.sense in ("", "at_least"):
        return "word"  # 万众, 亿元以上项目: the name of a class
    if behind.unit in weak() and amount.value <= 10 and not behind.sense:
        return "word"
    return "indefinite" if m[0] == "一" and not _counts_one(text, m.start(), behind) else ""


_ONE = re.compile(
    r"(?:组建|成立|新建|建成|建立|打造|创建|选派|选聘|招录|聘请|查处|办结|评选|命名|新增|增加|减少|引进|培育|各办|举办|召开|设立"
    r"|配备|至少|不少于|确定|培训|(?<![没未])有|[共了])$"
)
_NEVER_ONE = frozenset("批套张面道种类条部本把笔趟遍")


def _counts_one(text: str, start: int, behind: Tail) -> bool:
    """一 before a measure word counts only after a verb of output; else it is 'a'."""
    if behind.kind is not FigureKind.COUNT:
        return True
    if behind.unit in _NEVER_ONE or behind.dimension in ("year", "month", "day", "hour", "money", "area"):
        return False
    return _ONE.search(text[max(0, start - 4) : start]) is not None


def _number(text: str, m: re.Match[str], amount: Amount) -> Draft | SetAside | None:
    first = m.start()
    ahead = text[first - 1 : first]
    if ahead == "第":
        return _ordinal(text, m, amount)
    behind = tail(text, m.end())
    if behind.scale == 10**4 and _HUNDRED_MILLION.search(m[0]):
        amount, behind = _below_hundred_million(amount, behind)
    follows = text[behind.end : behind.end + 1]
    if follows == "半" and not behind.sense and (half := _AND_A_HALF.match(text, behind.end)) is not None:
        more = replace(amount, value=exact(Fraction(amount.value) + Fraction(1, 2)), digit=Fraction(1, 2))
        named = replace(behind, end=half.end(), unit=(behind.unit or "") + half[0][1:], dimension=behind.dimension)
        return printed(first, more, _in_halves(named), "", "")
    if behind.dimension == "temperature" and text.endswith("零下", 0, first):
        return printed(first - 2, replace(amount, value=-amount.value), behind, "", "")
    if behind.unit is None and ahead in ("¥", "￥"):
        return printed(first - 1, amount, replace(behind, unit="元", dimension="money", bare=False), "", "")
    if _may_be_negative(behind) and _MINUS.search(text[max(0, first - 2) : first]):
        amount = replace(amount, value=-amount.value)
        start, sense, word = first - 1, "", ""
    else:
        start, sense, word = bend(text, first)
    if word == "近" and behind.dimension in _CALENDAR and m[0].strip("百千万亿"):
        start, sense, word = first, "", ""  # 近三年: the last three years
    if sense == "above" and _OF_PLAN.match(text, behind.end):
        start, sense, word = first, "", ""  # 超出2000户的年度任务: the task is just so much
    lower = printed(start, amount, behind, sense, word)
    if behind.bare and _PROPORTION.search(text[max(0, first - 24) : first]):
        lower = replace(lower, kind=FigureKind.MULTIPLE)
    return lower if follows not in _LINKS else _range(text, lower, amount, behind) or lower


def _may_be_negative(behind: Tail) -> bool:
    """净利润-3.2亿元, -5℃; 5-10户 is a range and 第一-3个 no number below nought."""
    return behind.kind in (FigureKind.PERCENT, FigureKind.POINT) or behind.dimension in ("money", "temperature")


def _in_halves(behind: Tail) -> Tail:
    """两个半小时 counts hours, 一年半 years, 一倍半 times."""
    measured = unit(behind.unit or "")
    return replace(behind, dimension=measured.dimension or behind.dimension, whole=False)


def _below_hundred_million(amount: Amount, behind: Tail) -> tuple[Amount, Tail]:
    """1亿3千多万: the 万 behind multiplies only what stands below the 亿."""
    upper = amount.value // 10**8 * 10**8
    value = exact(Fraction(upper + (amount.value - upper) * 10**4))
    digit, coarse = exact(Fraction(amount.digit) * 10**4), exact(Fraction(amount.coarse) * 10**4)
    return replace(amount, value=value, digit=digit, coarse=coarse), replace(behind, scale=1)


def _range(text: str, first: Draft, amount: Amount, behind: Tail) -> Draft | None:
    """3-5个, 10%—15%, 三至五名: one figure between two numbers; 由…到… stays two."""
    link = _LINK.match(text, behind.end)
    m = runs().match(text, link.end()) if link is not None else None
    upper = _amount(m) if m is not None else None
    told_apart = first.status is not Status.STATED or text[max(0, first.start - 1) : first.start] in ("由", "从", "自")
    if link is None or m is None or upper is None or told_apart:
        return None
    if behind.bare and text.startswith("成", m.end()):
        return shares.tenths_between(text, m, first.start, amount, upper)
    end = tail(text, m.end())
    if behind.unit not in (None, end.unit) or not (end.unit or _bare_range(amount, behind, upper, end, link[0])):
        return None
    low: Number = amount.value
    if behind.unit is None and amount.scale == 1 and upper.scale > 1:
        low = exact(Fraction(low) * upper.scale)
    if low >= upper.value or (end.unit in weak() and m["chinese"]):
        return None
    return replace(Draft.between(first.start, end, low, upper.value, link[0]), scale=upper.scale, digit=upper.digit)


def _amount(m: re.Match[str]) -> Amount | None:
    """The number of a run in Arabic or Chinese digits, None for any other run."""
    if m["arabic"]:
        return arabic(*m.span(), m["arabic"], m["ascale"] or "")
    return hanzi(*m.span(), m["chinese"]) if m["chinese"] else None


def _bare_range(amount: Amount, behind: Tail, upper: Amount, end: Tail, link: str) -> bool:
    """容积率1.2～1.8: without a unit a range only between decimals or with a wave."""
    if not (behind.bare and end.bare) or link in ("至", "到"):
        return False
    return link[0] in "~～" or (amount.decimals and upper.decimals)


def _ordinal(text: str, m: re.Match[str], amount: Amount) -> Draft | SetAside | None:
    """第3名, 第12期: the number of one in a row; in Chinese characters it is part of a name."""
    if text[m.start() - 1 : m.start()] != "第":
        return None
    unit = ORDINAL_UNIT.match(text, m.end())
    if unit is None or not m["arabic"]:
        return SetAside(Span(m.start() - 1, m.end()), "name")
    point = Interval(amount.value, amount.value)
    return Draft(
        m.start() - 1, unit.end(), FigureKind.ORDINAL, Status.STATED, amount.value, point, Values((point,)), unit[0],
        "ordinal",
    )  # fmt: skip


_READERS: dict[str, Callable[[str, re.Match[str]], Draft | SetAside | None]] = {
    "percent": shares.percent,
    "fraction": shares.fraction,
    "slash": shares.slash,
    "ratio": shares.ratio,
    "inverse": shares.inverse,
    "second": shares.inverse,
    "double": shares.doubled,
    "half": shares.half,
    "partial": partial,
    "arabic": _arabic,
    "ascale": _arabic,
    "more": _arabic,
    "mscale": _arabic,
    "vague": vague,
    "counted": vague,
    "chinese": _chinese,
    "mask": masked,
}
