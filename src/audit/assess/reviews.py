"""A person may set another verdict, with reason, name, time and attachment; the machine's stays beside it.

`data/reviews/*.toml` holds tables `[[review]]`. Reviews that match no goal, contradict another or the machine's verdict
they were written against, or lack the paper they rest on, are reported, never applied in silence.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from ..errors import ConfigError
from ..records import Assessment, GoalVerdict, Report

_SHA256 = re.compile(r"[0-9a-f]{64}")
_TEXTS = ("report", "goal", "old", "new", "reason", "text", "author", "role")
_OPTIONAL = ("second", "attachment")


@dataclass(frozen=True, slots=True)
class Review:
    """One person's verdict on one goal of one report."""

    report: str
    goal: str
    old: GoalVerdict  # the machine's, as the reviewer saw it
    new: GoalVerdict
    reason: str  # a code of reviews.toml
    text: str
    author: str
    role: str
    time: datetime
    second: str = ""  # second reviewer
    attachment: str = ""  # SHA-256 of the attached evidence
    place: str = ""
    year: int | None = None  # of the report, where several years bear one name

    @property
    def by(self) -> str:
        """Who decided, and who looked over it."""
        first = f"{self.author}（{self.role}）"
        return f"{first}、{self.second}" if self.second else first


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Reviews that stand, by goal id; those that match no goal; those that cannot stand, each with the reason."""

    standing: Mapping[str, Review]
    unused: tuple[Review, ...] = ()
    conflicting: tuple[tuple[Review, str, str], ...] = ()  # review, reason in zh and en


def reviews_in(folder: Path) -> tuple[Review, ...]:
    """All reviews of the folder's .toml files, in order; raises `ConfigError` naming file and entry."""
    if not folder.is_dir():
        raise ConfigError(f"{folder}: no folder of reviews", f"{folder}：没有这个复核意见文件夹")
    return tuple(review for path in sorted(folder.glob("*.toml")) for review in _file(path))


def files_for(folder: Path, report: Report) -> tuple[Path, ...]:
    """The files of the folder that review this report, in order; raises `ConfigError` like `reviews_in`."""
    return tuple(path for path in sorted(folder.glob("*.toml")) if of_report(report, _file(path)))


def of_report(report: Report, found: Iterable[Review]) -> tuple[Review, ...]:
    """The reviews of this report: its name and, where a review gives one, its year."""
    return tuple(r for r in found if r.report == report.name and r.year in (None, report.year))


def reviewed(report: str, assessment: Assessment, found: Iterable[Review]) -> Reviewed:
    """Which reviews stand for this report's goals; the assessment itself is not changed."""
    machine = {v.goal: v.verdict for v in assessment.verdicts}
    own = [r for r in found if r.report == report]
    standing: dict[str, Review] = {}
    conflicting: list[tuple[Review, str, str]] = []
    for review in own:
        if review.goal not in machine:
            continue
        if machine[review.goal] is not review.old:
            now = machine[review.goal].value
            conflicting.append(
                (
                    review,
                    f"系统现判为{now}，复核时为{review.old.value}",
                    f"the machine says {now} now, not {review.old.value}",
                )
            )
        elif review.reason in _attached() and not review.attachment:
            conflicting.append(
                (
                    review,
                    f"依据“{reason_words(review.reason, 'zh')}”须附材料的SHA-256校验值",
                    f"“{reason_words(review.reason, 'en')}” needs the SHA-256 of the paper it rests on",
                )
            )
        elif review.goal in standing and standing[review.goal].new is not review.new:
            first = standing[review.goal].place
            conflicting.append((review, f"与{first}的复核结论不一致", f"another verdict is given at {first}"))
        else:
            standing[review.goal] = review
    disputed = {r.goal for r, _, _ in conflicting}
    stands = {goal: r for goal, r in standing.items() if goal not in disputed}
    return Reviewed(stands, tuple(r for r in own if r.goal not in machine), tuple(conflicting))


def not_applied(report: str, assessment: Assessment, found: Iterable[Review]) -> tuple[tuple[str, str], ...]:
    """A sentence in zh and en for every review of this report that does not stand."""
    given = reviewed(report, assessment, found)
    unused = [
        (
            f"{r.place}：目标“{r.goal}”不在报告“{report}”中，复核意见未采用",
            f"{r.place}: report {report} has no goal {r.goal}; the review was not used",
        )
        for r in given.unused
    ]
    disputed = [
        (
            f"{r.place}：对目标“{r.goal}”的复核意见未采用：{zh}",
            f"{r.place}: the review of goal {r.goal} was not used: {en}",
        )
        for r, zh, en in given.conflicting
    ]
    return (*unused, *disputed)


def reason_words(code: str, language: str) -> str:
    """The reason in the user's language."""
    return _reasons()[code][0 if language == "zh" else 1]


def _reasons() -> dict[str, list[str]]:
    return {code: list(words) for code, words in _table()["reason"].items()}


def _attached() -> frozenset[str]:
    """Reasons that rest on a paper outside of the report."""
    return frozenset(_table()["attachment"]["needed"])


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads((files(__package__) / "reviews.toml").read_text(encoding="utf-8"))


def _file(path: Path) -> list[Review]:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path.name}: cannot be read: {error}", f"{path.name}：无法读取：{error}") from error
    if set(table) - {"review"}:
        raise _wrong(path.name, f"unknown table {sorted(set(table) - {'review'})}", "只能有[[review]]表")
    return [_review(f"{path.name}[{n}]", entry) for n, entry in enumerate(table.get("review", []), start=1)]


def _review(place: str, entry: Mapping[str, Any]) -> Review:
    unknown = sorted(set(entry) - {*_TEXTS, *_OPTIONAL, "time", "year"})
    if unknown:
        raise _wrong(place, f"unknown key {unknown[0]!r}", f"未知的键“{unknown[0]}”")
    for key in _TEXTS:
        if not isinstance(entry.get(key), str) or not entry[key].strip():
            raise _wrong(place, f"{key} must be a text", f"“{key}”须填写文字")
    if not isinstance(entry.get("time"), datetime):
        raise _wrong(place, "time must be a date and time", "“time”须为日期时间")
    if entry["reason"] not in _reasons():
        raise _wrong(place, f"reason must be one of {', '.join(_reasons())}", f"“reason”须为：{'、'.join(_reasons())}")
    if not isinstance(entry.get("year", 0), int):
        raise _wrong(place, "year must be a whole number", "“year”须为整数")
    for key in _OPTIONAL:
        if not isinstance(entry.get(key, ""), str):
            raise _wrong(place, f"{key} must be a text", f"“{key}”须填写文字")
    if entry.get("second", "").strip() == entry["author"].strip():
        raise _wrong(place, "second must be another person than author", "“second”须为“author”以外的人")
    attachment = entry.get("attachment", "")
    if attachment and not _SHA256.fullmatch(attachment):
        raise _wrong(place, "attachment must be a SHA-256 in 64 hex digits", "“attachment”须为64位SHA-256")
    old, new = (_verdict(place, key, entry[key]) for key in ("old", "new"))
    texts = {key: entry[key] for key in ("report", "goal", "reason", "text", "author", "role")}
    return Review(
        old=old,
        new=new,
        time=entry["time"],
        second=entry.get("second", ""),
        attachment=attachment,
        place=place,
        year=entry.get("year"),
        **texts,
    )


def _verdict(place: str, key: str, text: str) -> GoalVerdict:
    try:
        return GoalVerdict(text)
    except ValueError:
        known = ", ".join(GoalVerdict)
        raise _wrong(place, f"{key} must be one of {known}", f"“{key}”须为：{known}") from None


def _wrong(place: str, en: str, zh: str) -> ConfigError:
    return ConfigError(f"{place}: {en}", f"{place}：{zh}")
