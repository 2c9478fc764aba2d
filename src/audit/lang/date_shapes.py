"""The expressions of the calendar: how years, months, days and stretches of them are written, blanks included."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from .placeholders import CERTAIN, CIRCLES, EVERY, SINGLE

BLANK = f"[{SINGLE}]"
_HOLE = (
    rf"(?:{BLANK}{{1,6}}|[{CIRCLES}]{{2,4}}|{CERTAIN}(?=月[{CERTAIN}0-9]|日)|(?<=年){CERTAIN}(?=月)"
    rf"|(?<=[年月 \u3000])[ \u3000]{{1,6}}(?=[月日]))"
)
# 2.2023年…, 7.6月底前: the number of a line is stuck to the date
_NUMBERED = r"(?<=(?m:^)\d[.])|(?<=[。；]\d[.])"
_YEAR = (
    rf"(?:(?<![\d.])|{_NUMBERED})"
    rf"(?:(?:19|20|１９|２０)[\d]{{2}}|20{BLANK}{{1,4}}|20[{CIRCLES}]{{2}}(?=[ ]?年)|20\d{BLANK}"
    rf"|[一二][九〇○零][〇○零一二三四五六七八九]{{2}}"
    rf"|(?:{BLANK}{{2,6}}|{CERTAIN})(?=年(?:{BLANK}|{CERTAIN}|\d{{1,2}}月)))"
)
_MONTH = rf"(?:1[0-2]|0?[1-9]|１[０-２]|０?[１-９]|十[一二]?|[一二三四五六七八九]|1{BLANK}{{1,2}}|{_HOLE})"
_DAY = (
    rf"(?:[12]\d|3[01]|0?[1-9]|[１２][０-９]|３[０１]|０?[１-９]|二?十[一二三四五六七八九]?|三十一?|[一二三四五六七八九]"
    rf"|[123]{BLANK}{{1,2}}|{_HOLE})"
)
_DASHES = r"\-—–－~～─―"
_TO = rf"[ ]?(?:至|到|[{_DASHES}]{{1,2}})[ ]?"


def _calendar() -> tuple[dict[str, int], dict[str, tuple[int, int]]]:
    table = tomllib.loads((files(__package__) / "calendar.toml").read_text(encoding="utf-8"))
    return table["relative"], {words: (first, last) for words, (first, last) in table["parts"].items()}


RELATIVE, PARTS = _calendar()
"""Years from the report's own by their words; first and last month by the words for a part of the year."""


def _words(words: dict[str, int] | dict[str, tuple[int, int]]) -> str:
    return "|".join(sorted(words, key=lambda w: (-len(w), w)))


def _point(n: str) -> str:
    """One calendar expression; group names end in `n`."""
    year = rf"(?:(?P<y{n}>{_YEAR})[ ]?(?:学年度?|年(?:度(?![过假汛夏冬]))?)|(?P<r{n}>{_words(RELATIVE)})(?:同期)?)"
    day = rf"(?:[ ]?(?P<d{n}>{_DAY})[ ]?[日号](?!报(?!到)|[常均程益产渐照])|(?P<x{n}>[上中下]旬)|(?P<e{n}>[底末初]))"
    month = rf"(?:(?<![\d.{SINGLE}])|{_NUMBERED})(?P<m{n}>{_MONTH})[ ]?月(?:份(?!额))?{day}?"
    part = rf"(?P<p{n}>{_words(PARTS)})"
    end = rf"(?P<k{n}>[末底初终](?!期|中高|级|端|步|次|心|衷|始|见|审|核|稿|创|冬|春|夏|秋|[一二三评考奖述检绩]|总结))"
    # without a year there must be a month or a part of the year; with one, nothing or its end may follow
    said = rf"(?P<s{n}>{year}[ ]?)?(?:{month}|{part}|(?(s{n})(?:年?{end})?|(?!)))"
    return rf"(?:{said}|(?<![\d上去今明前来])年{end.replace('?P<k', '?P<q')})"


@cache
def expression() -> re.Pattern[str]:
    """Every way to write a date or a stretch of time; one named group per way."""
    before = r"(?:之?前(?!三|两|列|提|期|后|景|沿|往|进|瞻|年|一|述|移|置)|之前)"
    year, month, day = r"(?:19|20)[0-9]{2}", r"(?:1[0-2]|0?[1-9])", r"(?:[12][0-9]|3[01]|0?[1-9])"
    clear, ends = r"(?<![A-Za-z0-9/._\-])", r"(?![0-9A-Za-z/_\-]|[.][0-9A-Za-z])"  # not inside an address or a number
    dash = "至到" + _DASHES  # no first end of a stretch is longer than 32 characters or holds one
    return re.compile(
        rf"(?:(?P<written>{clear}(?P<y3>{year})(?P<cut>[./\-])(?P<m3>{month})(?P=cut)(?P<d3>{day})"
        rf"(?:{_TO}(?P<y4>{year})(?P=cut)(?P<m4>{month})(?P=cut)(?P<d4>{day}))?{ends})"
        rf"|(?P<dotted>{clear}(?P<y5>{year})[.](?P<m5>{month}){_TO}(?P<y6>{year})[.](?P<m6>{month}){ends})"
        rf"|(?P<listed>{clear}{year}(?=(?:[、和及与]{year}){{1,30}}(?:年|[两三四五六]年))"
        rf"|(?<=[、和及与]){year}(?=[两三四五六]年))"
        rf"|(?P<unwritten>(?<=[ \u3000])年[ \u3000]{{1,6}}月[ \u3000]{{1,6}}日)"
        rf"|(?P<recent>(?<![最附临])(?:近|过去)(?P<ago>[两三四五六七八九十]|[1-9][0-9]?)年(?:来|间|以来)?"
        rf"(?!时间|历史|未|没|多|的时间)"
        rf"|(?<![最附临])(?:近|过去)的?一年(?:来|间|里|中)?(?![级多半内])"
        rf"|(?<![0-9一二三四五六七八九十百第几多这])一年来"
        rf"|(?<![0-9一二三四五六七八九十百第几多])(?P<ago2>[两三四五六七八九十])年来)"
        rf"|(?=[^{dash}]{{1,32}}[{dash}])(?:(?P<years>(?P<ya>{_YEAR})(?:学?年)?{_TO}(?P<yb>{_YEAR})"
        rf"(?:[ ]?(?:学年度?[初末]?|年度?)(?![ ]?\d{{1,2}}[ ]?月)|(?<=\d)(?=三次产业|[，。；、）)]|\Z)))"
        rf"|(?P<months>(?:(?P<yc>{_YEAR})[ ]?年|(?P<rc>{_words(RELATIVE)}))?"
        rf"(?<![\d.{SINGLE}])(?P<ma>{_MONTH})[ ]?月?(?:份)?{_TO}"
        rf"(?P<mb>{_MONTH})[ ]?月(?:份)?(?![ ]?\d{{1,2}}[日号]))"
        rf"|(?P<days>(?:(?P<yd>{_YEAR})[ ]?年)?"
        rf"(?<![\d.{SINGLE}])(?P<mc>{_MONTH})[ ]?月(?P<da>{_DAY})[日号]?{_TO}(?P<db>{_DAY})[日号])"
        rf"|(?P<quarters>(?:(?P<yq>{_YEAR})[ ]?年|(?P<rq>{_words(RELATIVE)}))?第?(?P<qa>[1-4一二三四])(?:季度)?"
        rf"(?:{_TO}|(?:、第?[1-4一二三四])*(?:、|和))第?(?P<qb>[1-4一二三四])个?季度)"
        rf"|(?P<range>{_point('1')}{_TO}{_point('2')}))"
        rf"|(?P<whole>全年(?!度)|(?<![0-9０-９一二三四五六七八九十两几多个数半当本])年内)"
        rf"|(?P<one>{_point('0')})(?:(?P<since>以来|至今|起(?=[，,至到]))|(?P<until>{before}))?"
        rf"|(?P<broken>(?<!\d)(?:19|20)\d{{2}}[01]\d[0-3]\d日|(?<!\d)(?:19|20)\d{{3,6}}[年日](?!\d)))"
    )


@cache
def starts() -> re.Pattern[str]:
    """A character that an expression can begin with, by what stands behind it; rules nearly every place out.

    Behind a run of numerals or blanks there must be a word of the calendar or a dash.
    """
    run, calendar = rf"[\d零一二三四五六七八九十两{EVERY}]{{0,7}}+", f"年月学份季日至到{_DASHES}"
    after_run = rf"{run}(?:[ ]?[{calendar}]|个季)"
    listed = (*RELATIVE, *PARTS)
    others = "".join(sorted({word[1] for word in listed if not re.match(after_run, word[1:])}))  # 上半年
    first = "".join(sorted({word[0] for word in listed}))
    return re.compile(
        rf"[0-9０-９零一二三四五六七八九十两{EVERY}年全近过{first}](?<!\d\d)"
        rf"(?={after_run}|[{others}去 \u3000内底末初终]|(?<=[12])[09]\d\d[./、和及与两三四五六])"
    )
