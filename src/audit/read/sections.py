"""The role of a section: preamble, work, problems, plan; told from heading words, or from how a paragraph opens."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

PREAMBLE, WORK, PROBLEMS, PLAN = "preamble", "work", "problems", "plan"

_TURN_TO_PLAN = re.compile(
    r"^(?:针对(?:以上|上述|这些|存在的?)[^，。]{0,12}(?:问题|不足)[，,]?)?(?:在)?"
    r"(?:下一步|下步|下一阶段|下阶段|今后|明年|来年|新的一年|接下来)"
    r"|^针对(?:以上|上述|这些)[^，。]{0,12}(?:问题|不足|情况)|^(?:next year|next step)",
    re.IGNORECASE,
)
_SHORTCOMINGS = r"(?:问题|不足|短板|差距|困难|挑战|薄弱环节)"
_TURN_TO_PROBLEMS = re.compile(
    r"^(?![^：。]*(?:发现|排查|督促|整改|针对|检查|解决的))"  # there somebody else's problems are dealt with
    r"[^。！？\d*＊×]{0,50}?(?:存在|还有|仍有|面临)(?!的)[^。！？，\d*＊×]{0,14}?"
    rf"{_SHORTCOMINGS}(?:[和与及、]{_SHORTCOMINGS})*(?:[^，。：；]{{0,3}}(?:解决|改进|加强|重视))?[：:。，;；]"
)
_OPENS_PROBLEMS = re.compile(
    r"^(?:但|同时|虽然|尽管|在[^，。]{0,20}(?:同时|看到)|存在|当前|目前|与此同时|我们也|也要看到|回顾|对照)"
)
_ADMITS = re.compile(  # 肯定成绩的同时，我们也看到：
    r"^(?:但|然而)?(?:在)?(?:充分)?(?:肯定|看到|总结|取得)(?:工作)?(?:成绩|成效|成果)的同时[^。！？\d]{0,16}(?:看到|认识到|意识到)"
    r"|^(?:同时|但|但是|对照[^，。]{0,16})?[，,]?(?:我们|我区|我县|我市|我镇)?(?:也)?(?:要)?(?:清醒|深刻)地?(?:看到|认识到|意识到)"
)
_YEAR = re.compile(r"(20\d\d)\s*年")


@cache
def _cues() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((files(__package__) / "sections.toml").read_text(encoding="utf-8"))


def _speaks_of(role: str, words: str, first_level: bool) -> bool:
    cues = _cues()[role]
    if any(bar in words for bar in cues["not"]):
        return False
    return any(cue in words for cue in cues["words"]) or (first_level and words.endswith(tuple(cues["ends"])))


def heading_role(words: str, *, first_level: bool, year: int | None = None) -> str | None:
    """The role that a heading gives to what stands under it, None if it leaves that to the heading above.

    A heading that names both (存在问题及下一步打算) opens with problems; `year` is the report's own.
    """
    words = re.sub(r"（[^）]*）$", "", words.strip(" 　。：:#*").lower())
    if _speaks_of(PROBLEMS, words, first_level):
        return PROBLEMS
    named = [int(y) for y in _YEAR.findall(words)]
    past = year is not None and bool(named) and max(named) <= year  # 2022年重点工作 in the report of 2022
    if _speaks_of(PLAN, words, first_level and not past):
        return PLAN
    if first_level and year is not None and named and min(named) > year:
        return PLAN
    if first_level and any(cue in words for cue in _cues()[WORK]["words"]):
        return WORK
    return None


def may_be_work(words: str, year: int | None) -> bool:
    """重点工作, 主要举措: a heading that calls its section a plan only by its last words, with no time to come."""
    words = words.strip(" 　。：:#*").lower()
    coming = year is None or any(int(y) > year for y in _YEAR.findall(words))
    named = _YEAR.search(words) is not None and coming
    return not named and not _speaks_of(PLAN, words, False) and not re.search("下|今后|来年|明年|新", words)


def is_bare_heading(words: str) -> bool:
    """A short line without number or stop that can only be the heading of a section."""
    words = words.strip(" 　：:")
    if len(words) > 16 or re.search(r"[，。；！？,;\d]", words.replace("20", "", 1) if _YEAR.search(words) else words):
        return False
    if any(words.endswith(cue) for cue in _cues()[WORK]["words"]):
        return True
    return heading_role(words, first_level=True) in (PROBLEMS, PLAN)


def turn(sentence: str, section: str) -> str | None:
    """The role that a sentence turns to by how it opens, None if it stays in `section`."""
    words = sentence.strip()
    if section != PLAN and _TURN_TO_PLAN.match(words):
        return PLAN
    if section == WORK and _ADMITS.match(words):
        return PROBLEMS
    if section == WORK and _OPENS_PROBLEMS.match(words) and _TURN_TO_PROBLEMS.match(words):
        return PROBLEMS
    return None
