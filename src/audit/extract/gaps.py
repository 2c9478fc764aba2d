"""Silent gaps: a measure word or unit where a number must stand and nothing does."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cache

from ..lang.lexicon import by_first
from ..lang.units import begins_word, ends_word, unit, units, weak
from ..records import FigureKind, Mask, MaskRole, Span, Status
from ..sets import Values
from .drafts import Draft, unknown

_NUMERIC = r"0-9０-９零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟几数多余半每各整来个*＊×XxＸ_□■○〇%％.．"
_DONE = (
    "完成|实现|投入|到位|开展|举办|召开|组织|发放|印发|编发|下发|刊发|刊播|新建|改建|建成|修建|清运|拆除|整改|排查|发现|受理|办结|"
    "收到|查处|立案|处分|培训|慰问|走访|救助|安置|招聘|录用|引进|培育|发展|新增|选派|推荐|评选|解决|化解|调处|成立|组建|打造|"
    "创建|覆盖|安装|种植|硬化|铺设|争取|筹集|撬动|追缴|挽回|签约|减少|增加|达到|累计|共计|合计|总计|共|约|超过|审结|结案|征集|采纳|收集|"
    "发布|推送|报送|征订|配备|购置|接待|接访|检查|巡察|督查|督导|通报|约谈|谈话|问责|警告|投资|支出|收入|产值|资金|面积|里程"
)


@cache
def _pattern() -> re.Pattern[str]:
    countable = [w for w in units() if w not in weak() and not w.isascii()]
    words = f"(?>{by_first(countable)})"
    money = r"[百千]?[万亿]{1,2}(?:元|美元|亩|吨|人次|斤|公里|立方米|平方米|千瓦时|人|户|件|株)"
    stop = r"(?=[，。；、,;（(）)]|\Z|\n)"
    congress = r"(?=(?:[一二三四五六七八九十\d*]+次)?(?:人大|人民代表大会|政协|党代会|党委|委员会|纪委))"
    # the first character and a digit before it rule most places out at once
    first = "".join(sorted({w[0] for w in countable}))
    verbs_end = "".join(sorted({verb[-1] for verb in _DONE.split("|")}))
    return re.compile(
        rf"(?<![0-9０-９.])(?=[ \u3000百千万亿%％{first}])(?:"
        rf"(?<=[\u4e00-\u9fff”])(?<![{_NUMERIC}])(?P<scaled>{money})(?!户|村|以|的|级|GDP)"
        # what stands around proves it: a share of it follows, its pair is counted, it rises
        rf"|(?<=[\u4e00-\u9fff])(?<![{_NUMERIC}])(?P<shared>{words})(?=[，,]约?占[^，。；、\n]{{0,12}}?[\d*＊X×]+(?:[.]\d+)?[%％])"
        rf"|(?<=\d[件起户个])(?P<paired>人){stop}|(?<=[\u4e00-\u9fff])(?<![{_NUMERIC}案])(?P<counted>[件起])(?=\d+人)"
        rf"|(?<=[提增]高)(?P<point>个百分点){stop}|(?<=[下上升回]降)(?P<point2>个百分点){stop}|(?<=上升|降低|回落|下降|增加)(?P<point3>个百分点){stop}"
        rf"|(?<=由)(?P<from>[百千]?[万亿]?(?:元|人|个|户|件|家))(?=(?:增加|提高|增长|上升|减少|下降|降低|降)[到至为])"
        rf"|(?<=增加|减少|净增)(?P<rise>[人户家个件项])(?=[，。；\n]|\Z)"
        rf"|(?<=[\u4e00-\u9fff])[ \u3000]{{2,}}"
        rf"(?P<wide>平方米|平方公里|公里|立方米|亩|公顷|吨|千瓦时)(?=[\u4e00-\u9fff])"
        rf"|(?<=[\u4e00-\u9fff])[ \u3000]+(?P<after_space>{money}|{words})(?:{stop}|(?=[和及]))"
        rf"|(?<=[\u4e00-\u9fff、，：])[ \u3000]+(?P<list_item>(?:[百千]?万)?[个名项家户场期份篇件])(?=[\u4e00-\u9fff])"
        rf"|(?<=[入出额值资金款费计约达为])(?P<money>[百千]?[万亿]{{0,2}}元){stop}"
        rf"|(?<=[\u4e00-\u9fff”])(?<![{_NUMERIC}])(?P<closed>{words}){stop}"
        rf"|(?<=[\u4e00-\u9fff])[ \u3000]+(?P<percent>[%％]){stop}|(?<=[率比例重长降达到为])(?P<glued>[%％]){stop}"
        rf"|(?<=、)(?P<coordinate>{words})(?=[\u4e00-\u9fff“])"
        rf"|(?<=[省市县区乡镇])(?P<congress>届){congress}"
        rf"|(?<=[了{verbs_end}])(?P<inner>{words})(?=[\u4e00-\u9fff“]))"
    )


_CLOSED = frozenset(
    ("个", "吨", "亩", "公里", "平方米", "立方米", "公顷", "平方公里", "公斤", "元", "千瓦时", "人次", "场次", "批次",
     "件次", "户次", "人（次）", "场（次）", "篇（条）", "件（次）", "台（套）", "名", "篇", "份",
     "场", "期", "起", "件", "次", "条", "册", "封")
)  # fmt: skip
_MEASURES = ("个", "吨", "亩", "公里", "平方米", "立方米", "公顷", "平方公里", "千瓦时", "人次", "场次")
_PLAIN_OBJECT = re.compile(rf"(?:{_DONE})[^，。；、,;\n\d*＊×]{{2,24}}$")
# 立案件，处分人，培训人次: the unit follows the verb at once
_NUMBER_NEAR = re.compile(r"[0-9０-９*＊X×_][^，。；、]{0,3}$")
_DIRECT = re.compile(
    r"(?:(?<![办审未新])立案件|(?:^|[^\u4e00-\u9fff]|[共已])结案件|(?<![受被])(?:处分|问责|约谈|走访|慰问|救助|招聘|录用|引进|新增|培训)(?:人次|人|名))$"
)
_NO_GAP_AFTER = (
    "单位", "以", "每", "按", "超", "近", "过", "上", "破", "逾", "达", "：", "足", "约", "数", "用", "为", "的", "、",
    "计", "均", "标准", "第", "某",
)  # fmt: skip
_EVENT = re.compile(
    r"(?:活动|讲座|比赛|演出|培训|宣讲|会议|招聘会|晚会|培训班|课堂|大会|调研|演练|检查|行动|会|赛|训|讲|演|课)$"
)


def gaps(text: str, taken: bytearray) -> Iterator[Draft]:
    """Units left standing without a number, in text order.

    Where a sentence has one gap, a unit at the end of another of its clauses is one too: a whole list was emptied.
    """
    sure: list[tuple[int, int]] = []
    unsure: list[tuple[int, int]] = []
    for m in _pattern().finditer(text):
        name = m.lastgroup or ""
        span = m.span(name)
        if taken.find(1, *span) >= 0:
            continue
        if _READERS[name](text, Span(*span)):
            sure.append(span)
        elif name in ("closed", "coordinate") and not _begins_or_ends_another(text, Span(*span)):
            unsure.append(span)
    stops = [m.end() for m in _STOP.finditer(text)] if unsure else []
    emptied = {bisect_right(stops, start) for start, _ in sure}
    sure += [span for span in unsure if bisect_right(stops, span[0]) in emptied]
    for start, end in sorted(sure):
        yield _gap(text, Span(start, end))


_STOP = re.compile(r"[。！？\n]")


def _begins_or_ends_another(text: str, span: Span) -> bool:
    """The unit's characters are part of another word: 条例, 文件, 户户, 个人."""
    word = span.of(text)
    if text[span.start - 1 : span.start] == word[0] or text.startswith(word[-1], span.end):
        return True
    if word == "个" and text.startswith(("人", "体", "别", "性"), span.end) and not text.startswith("人大", span.end):
        return True
    return text.startswith(begins_word(word), span.start) or text.endswith(_ends_longer(word), 0, span.end)


@cache
def _ends_longer(word: str) -> tuple[str, ...]:
    """Words and units that end in a unit: 文件, 平方米."""
    return (*ends_word(word), *(unit for unit in units() if len(unit) > len(word) and unit.endswith(word)))


def _never(text: str, span: Span) -> bool:
    """、场讲座: alone it is no gap, in an emptied sentence it is."""
    return False


_AMOUNTS = (
    "收入", "支出", "金额", "总额", "产值", "投资", "资金", "贷款", "经费", "存款", "罚款", "销售额", "款项", "税费",
    "达", "计", "约", "价值", "均为", "收入为", "资产为", "总额为", "达到", "合计",
)  # fmt: skip


def _after_amount(text: str, span: Span) -> bool:
    """人均纯收入达元，: a word for an amount stands before it."""
    return text.endswith(_AMOUNTS, 0, span.start)


_PAID = (
    "下达", "争取", "兑现", "到位", "募集", "发放", "完成", "实现", "安排", "引资", "征收", "减免", "投入", "投资",
    "拨付", "挽回", "捐款", "捐赠", "撬动", "支付", "筹集", "节约", "落实", "补助", "贷款", "追缴",
)  # fmt: skip


def _scaled_alone(text: str, span: Span) -> bool:
    """完成投资亿元: 亿 without a number; 以亿元为单位 and 壮大亿元企业 are none."""
    if text[span.end : span.end + 1] not in _ENDS_CLAUSE and not text.endswith((*_AMOUNTS, *_PAID), 0, span.start):
        return False
    return not text.endswith(_NO_GAP_AFTER, 0, span.start)


_ENDS_CLAUSE = ("，", "。", "；", "、", ",", ";", "（", "(", "）", ")", "\n", "", " ", "\u3000", "：", "！")


def _begins_no_word(text: str, span: Span) -> bool:
    """党员 名: a blank before it, and it is not 名单."""
    return not text.startswith(begins_word(span.of(text)), span.start)


def _behind_verb(text: str, span: Span) -> bool:
    """共开展场活动; not 完成年目标任务, 户户见面, 场次多, 亩均."""
    verb_end = span.start - text.startswith("了", span.start - 1)
    if not (text.endswith(_VERBS, 0, span.start) or text.endswith(_VERBS, 0, verb_end)):
        return False
    if unit(span.of(text)).dimension in _CALENDAR or text[span.end : span.end + 1] in _AFTER_NOUN:
        return False
    return not _begins_or_ends_another(text, span)


_VERBS = tuple(_DONE.split("|"))
_CALENDAR = ("year", "month", "week", "day", "hour")
_AFTER_NOUN = tuple("多少大小广高低均")


def _proven(text: str, span: Span) -> bool:
    """女生人，占47%; 件28人; 提高个百分点: its surroundings prove a number, unless one stands in its clause."""
    if _begins_or_ends_another(text, span):
        return False
    return _COUNTED_BEFORE.search(text[max(0, span.start - 24) : span.start]) is None


_COUNTED_BEFORE = re.compile(r"[0-9０-９*＊×_%％一二三四五六七八九十百千万两几多数][^，。；、：\n]*$")


def _next_to_pair(text: str, span: Span) -> bool:
    """17件人，批捕件1人."""
    return text[span.start - 2 : span.start - 1].isdigit() or not _begins_or_ends_another(text, span)


def _after_change(text: str, span: Span) -> bool:
    """比上年末增加人，由元提高到700元."""
    return True


def _closes_clause(text: str, span: Span) -> bool:
    """清运陈年垃圾吨，: the object of a verb of work, a unit, a stop; or the unit follows the verb at once."""
    if _DIRECT.search(text[max(0, span.start - 4) : span.end]):
        return True
    word = span.of(text)
    if word not in _CLOSED or word in ("起", "件", "条", "份", "元") or _begins_or_ends_another(text, span):
        return False
    if _NUMBER_NEAR.search(text[max(0, span.start - 4) : span.start]):
        return False
    clause = text[max(0, span.start - 30) : span.start]
    if word in _MEASURES:
        return not clause.endswith(_NO_GAP_AFTER)
    if _EVENT.search(clause):
        return True
    return word not in ("场", "次", "期") and _PLAIN_OBJECT.search(clause) is not None


_READERS: dict[str, Callable[[str, Span], bool]] = {
    "money": _after_amount,
    "list_item": _begins_no_word,
    "coordinate": _never,
    "inner": _behind_verb,
    "closed": _closes_clause,
    "after_space": _begins_no_word,
    "scaled": _scaled_alone,
    "congress": _begins_no_word,
    "shared": _proven,
    "paired": _next_to_pair,
    "counted": _next_to_pair,
    "point": _after_change,
    "point2": _after_change,
    "point3": _after_change,
    "from": _after_change,
    "rise": _after_change,
    "wide": _begins_no_word,
    "percent": _begins_no_word,
    "glued": _begins_no_word,
}


def _gap(text: str, span: Span) -> Draft:
    word = span.of(text)
    if word in "%％":
        stated = unknown(whole=False)
        return Draft(
            span.start, span.end, FigureKind.PERCENT, Status.GAP, None, stated, Values((stated,)), "%",
            mask=Mask(Span(span.start, span.start), MaskRole.FIGURE),
        )  # fmt: skip
    if word == "个百分点":
        stated = unknown(whole=False)
        return Draft(
            span.start, span.end, FigureKind.POINT, Status.GAP, None, stated, Values((stated,)), word,
            mask=Mask(Span(span.start, span.start), MaskRole.FIGURE),
        )  # fmt: skip
    kind, role = (FigureKind.ORDINAL, MaskRole.ORDINAL) if word == "届" else (FigureKind.COUNT, MaskRole.FIGURE)
    name = word.lstrip("百千万亿")
    measured = unit(name)
    scale = 1
    for c in word[: len(word) - len(name)]:
        scale *= {"百": 100, "千": 1000, "万": 10**4, "亿": 10**8}[c]
    stated = unknown(whole=measured.whole)
    return Draft(
        span.start, span.end, kind, Status.GAP, None, stated, Values((stated,)), name, measured.dimension,
        scale, None, "", Mask(Span(span.start, span.start), role),
    )  # fmt: skip
