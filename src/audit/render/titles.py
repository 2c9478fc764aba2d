"""What a report is called on our pages: by its own title, else by district, year and genre, else by its file."""

from __future__ import annotations

import re

from ..read.meta import arabic_years
from ..records import BlockKind, Report
from .markup import phrase

_LONGEST = 60  # characters: a longer one is no name
_BESIDE = re.compile(
    r"[（(—－-].*|.*〔\d+〕.*"
)  # （2023年1月5日在…会议上）, ——…, a document's number: no part of the title
_BRACKETED = re.compile(r"[（(][^（）()]*\d[^（）()]*[）)]$")


def called(report: Report, language: str) -> str:
    """青禾区2023年工作总结; district and year stand in front where the title does not hold them."""
    title = own_title(report)
    if not title:
        return _made_up(report, language)
    year = str(report.year or "")
    before = [part for part in (report.district, year) if part and part not in arabic_years(title)]
    return " ".join((*before, title))


def own_title(report: Report) -> str:
    """The words of the title's lines without what only stands beside them; empty where the report has none."""
    lines = [b.span.of(report.text).strip(" 　#*\t《》\n") for b in report.blocks if b.kind is BlockKind.TITLE]
    kept = [_BRACKETED.sub("", line.replace("\n", "")) for line in lines if not _BESIDE.fullmatch(line)]
    title = "".join(kept)
    return title if len(title) <= _LONGEST else ""


def _made_up(report: Report, language: str) -> str:
    if not report.district:
        return report.name
    genre = report.genre or phrase("report", language)
    if report.year is None:
        return f"{report.district}{genre}" if language == "zh" else f"{report.district} {genre}"
    named = phrase("document_date", language, district=report.district, year=report.year, genre=genre)
    return named.replace("年年度", "年度")
