"""District, year, genre, language of a report: what the caller says, then path, then title, then text."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache
from importlib.resources import files
from pathlib import Path

_HAN = r"\u4e00-\u9fff"
_DISTRICT = re.compile(
    rf"([{_HAN}]{{1,8}}?(?:自治县|自治旗|新区|区|县|旗|市))(?![{_HAN}]*?(?:区|县)(?=\d|关于|政府|人民|委))"
)
_DOCUMENT = re.compile(r"\d|总结|报告|汇报|终稿|定稿")  # a file named as a document, not as the district
_LEADING_YEAR = re.compile(r"^(?:19|20)\d\d(?!\d)[年度\s_.·-]*")
_MASKED_CITY = re.compile(r"^[*＊×╳X_＿〇○□■某]+(?:省|自治区|市|州)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_NAMED_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*年")
_PLANNED = re.compile(  # a heading: 三、2023年工作打算
    r"^[^\n\d。，]{0,8}((?:19|20)\d\d)\s*年度?[^\n。，\d]{0,8}(?:打算|安排|计划|思路|重点|目标|展望|谋划)[^\n。，]{0,8}$",
    re.MULTILINE,
)
_DELIVERED = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*年(?:\s*(\d{1,2})\s*月)?(?:\s*\d{1,2}\s*日)?")
_LAST_MONTH_OF_LOOKING_BACK = 4
_LONGEST_TITLE = 50  # characters
_HAN_DIGITS = str.maketrans("〇○零一二三四五六七八九０１２３４５６７８９", "000123456789" + "0123456789")
_HAN_YEAR = re.compile(r"二[〇○零][〇○零一二三四五六七八九]{2}(?=年)")
_ENGLISH_DISTRICT = re.compile(r"\b((?:[A-Z][a-z]+ )+(?:District|County))\b")
_NOT_A_DISTRICT = (
    "地区",
    "社区",
    "园区",
    "小区",
    "全区",
    "我区",
    "各区",
    "本区",
    "全市",
    "我市",
    "全县",
    "我县",
    "辖区",
)


def district_of(path: Path | None, title: str) -> str:
    """The district named by folder (`<year>/<district>.*`), file name or title; empty where none is or it is masked."""
    if path is not None:
        named = _district_in(path.stem)
        if _YEAR.fullmatch(path.parent.name):
            return named if named and _DOCUMENT.search(path.stem) else path.stem
        if named:
            return named
    return _district_in(title)


def _district_in(words: str) -> str:
    if english := _ENGLISH_DISTRICT.search(words):
        return english.group(1)
    words = re.sub(r"^(?:中共|关于|.*(?:省|自治区)(?!直))", "", re.sub(r"[\s　《]", "", words))
    words = re.sub(r"^中共", "", _LEADING_YEAR.sub("", arabic_years(words)))
    while (city := _MASKED_CITY.match(words)) is not None:
        words = words[city.end() :]
    head = re.split(r"\d|关于|人民政府|委员会|政府|党建|工作", words, maxsplit=1)[0]
    if re.search(r"[*＊×X_＿〇○□■某]", head):
        return ""
    city_dropped = re.sub(rf"^[{_HAN}]{{2,6}}?市(?=[{_HAN}]{{2,}}(?:区|县|市|旗))", "", head)
    match = _DISTRICT.match(city_dropped)
    if match is None or len(match.group(1)) < 2 or match.group(1).endswith(_NOT_A_DISTRICT):
        return ""
    return match.group(1)


def year_stated(path: Path | None, title: str, text: str) -> int | None:
    """The year reported on as folder, file name or title say it.

    A date of delivery in the first months (a title's 2023年1月5日在…会议上) closes the year before.
    """
    title = arabic_years(title or _first_line(text))
    delivered = _delivered(title)
    if path is not None:
        if found := _YEAR.search(path.parent.name):
            return int(found.group(1))
        if found := _YEAR.search(path.stem):
            # a file named by the year of delivery still closes the year before
            return delivered if delivered == int(found.group(1)) - 1 else int(found.group(1))
    if delivered:
        return delivered
    found = _YEAR.search(title)
    return int(found.group(1)) if found else None


def year_told(text: str, signature: str = "") -> int | None:
    """The year as the text lets one conclude: the one before a planned year, the one most named, the signature's."""
    text, signature = arabic_years(text), arabic_years(signature)
    if planned := _PLANNED.search(text):
        return int(planned.group(1)) - 1
    named = Counter(int(y) for y in _NAMED_YEAR.findall(text))
    named -= Counter(int(y) for y in _NAMED_YEAR.findall(signature))
    return min(named, key=lambda y: (-named[y], y)) if named else _delivered(signature, anywhere=True)


def _first_line(text: str) -> str:
    """The first line where it is short and no sentence: a title, whatever its words."""
    line = text.lstrip().split("\n", 1)[0].strip()
    return line if len(line) <= _LONGEST_TITLE and not line.endswith(("。", "；", "，", "：", "！", "？")) else ""


def _delivered(words: str, *, anywhere: bool = False) -> int | None:
    """The year that a dated speech or signature closes; in a title only where the date is that of a meeting."""
    match = _DELIVERED.search(words)
    if match is None or not (anywhere or "会" in words[match.end() :]):
        return None
    year, month = match.groups()
    return int(year) - (month is not None and int(month) <= _LAST_MONTH_OF_LOOKING_BACK)


def arabic_years(text: str) -> str:
    """The text with 二〇二二 and full-width digits written as 2022 (same length)."""
    return _HAN_YEAR.sub(lambda m: m.group().translate(_HAN_DIGITS), text).translate(
        {ord(full): half for full, half in zip("０１２３４５６７８９", "0123456789", strict=True)}
    )


@cache
def _genres() -> tuple[tuple[str, tuple[str, ...]], ...]:
    table = tomllib.loads((files(__package__) / "genres.toml").read_text(encoding="utf-8"))
    return tuple((entry["name"], tuple(entry["title"])) for entry in table["genre"])


def genre_of(title: str, text: str) -> str:
    """The genre that the title names; without a title the one whose words the text clearly repeats most."""
    if title:
        return next((name for name, words in _genres() if any(word in title for word in words)), "")
    counts = Counter({name: sum(text.count(word) for word in words) for name, words in _genres()})
    (first, most), (_, second) = counts.most_common(2)
    return first if most >= 5 and most >= 2 * second else ""


def language_of(text: str) -> str:
    """zh, unless there are more than twice as many Latin letters as Chinese characters."""
    han = len(re.findall(f"[{_HAN}]", text))
    latin = len(re.findall(r"[A-Za-z]", text))
    return "en" if latin > 2 * han else "zh"
