"""audit figures | relations | check | goals | text: what one stage says of a report, as rows."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Annotated

import typer

from ..assess import not_applied, of_report, reviews_in, targets
from ..check import check, failed
from ..extract import extract
from ..lang.unseen import visible
from ..lang.words import word
from ..read import read
from ..records import Extraction, Facts, Finding, Goal, Report
from ..render.lines import write
from ..render.rows import Row, figure_rows, finding_rows, goal_rows, ledger_rows, relation_rows
from ..run import facts
from .options import (
    DistrictOption,
    Format,
    FormatOption,
    Language,
    LanguageOption,
    Paths,
    ReviewsOption,
    YearOption,
    language_of,
    review_folder,
    say,
    user_language,
)
from .sources import Reading

PriorOption = Annotated[Path | None, typer.Option("--prior", help="Last year's report of this district. 上一年度报告")]
SheetOption = Annotated[
    Path | None, typer.Option("--targets", "--goals", help="Target sheet, .csv or .xlsx. 上级下达的目标表")
]
Project = Callable[[Facts, str], Iterable[Row]]


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    for command in (figures, relations, check_, goals, text):
        app.command(command.__name__.rstrip("_"))(command)


def figures(
    paths: Paths,
    *,
    form: FormatOption = Format.TABLE,
    ledger: Annotated[bool, typer.Option("--ledger", help="Also what was set aside, with reasons. 含不计项")] = False,
    lang: LanguageOption = None,
    district: DistrictOption = "",
    year: YearOption = None,
) -> None:
    """Every figure, date and blank of the reports, as the set of values its wording allows. 全部数据项与缺项

    \b
    audit figures report.docx
    audit figures data/raw --format csv > figures.csv
    """
    reading = Reading(paths, district=district, year=year)
    done: list[tuple[Report, Extraction]] = []

    def rows() -> Iterator[Row]:
        for report in reading:
            done.append((report, extract(report)))
            yield from figure_rows(*done[-1])

    _print("figures", rows(), form, lang, reading)
    if ledger:
        _print("ledger", (row for found in done for row in ledger_rows(*found)), form, lang, reading)
    for report, extraction in done:
        if extraction.parsed_share < 1 or ledger:
            say(f"{report.name}: parsed_share {extraction.parsed_share:.4f}, unread {len(extraction.unread)}")
    _finish(reading)


def relations(
    paths: Paths,
    *,
    form: FormatOption = Format.TABLE,
    prior: PriorOption = None,
    lang: LanguageOption = None,
    district: DistrictOption = "",
    year: YearOption = None,
) -> None:
    """Every relation between figures that the text states or implies, and whether it holds. 勾稽关系

    \b
    audit relations report.docx
    audit relations 2022.docx --prior 2021.docx
    """
    reading = Reading(paths, district=district, year=year)
    _print("relations", _rows(reading, relation_rows, lang, prior=prior), form, lang, reading)
    _finish(reading)


def check_(
    paths: Paths,
    *,
    form: FormatOption = Format.TABLE,
    passes: Annotated[bool, typer.Option("--passes", help="Also the checks that passed. 含通过项")] = False,
    prior: PriorOption = None,
    sheet: SheetOption = None,
    lang: LanguageOption = None,
    district: DistrictOption = "",
    year: YearOption = None,
) -> None:
    """What to ask a district: every rule's findings, each with the words it is about. 疑点清单

    Exit status 1 if a check failed. 有不通过项时退出码为 1

    \b
    audit check report.docx
    audit check data/raw --format jsonl --passes
    """
    reading = Reading(paths, district=district, year=year)
    fails: list[bool] = []

    def rows(found: Facts, language: str) -> Iterator[Row]:
        findings: tuple[Finding, ...] = check(found)
        fails.append(failed(findings))
        yield from finding_rows(found, findings, language, passes=passes)

    _print("check", _rows(reading, rows, lang, prior=prior, sheet=sheet), form, lang, reading)
    _finish(reading, failed=any(fails))


def goals(
    paths: Paths,
    *,
    form: FormatOption = Format.TABLE,
    prior: PriorOption = None,
    sheet: SheetOption = None,
    reviews: ReviewsOption = None,
    lang: LanguageOption = None,
    district: DistrictOption = "",
    year: YearOption = None,
) -> None:
    """Every stated goal, its evidence and a verdict; a reviewer's verdict beside the machine's. 目标与结论

    \b
    audit goals 2022.docx --prior 2021.docx --targets goals.csv --reviews data/reviews
    """
    reading = Reading(paths, district=district, year=year)
    folder = review_folder(reviews)
    given = reviews_in(folder) if folder else ()

    def rows(found: Facts, language: str) -> Iterator[Row]:
        own = of_report(found.report, given)
        yield from goal_rows(found, language, own)
        for zh, en in not_applied(found.report.name, found.assessment, own):
            say(zh if language == "zh" else en)

    _print("goals", _rows(reading, rows, lang, prior=prior, sheet=sheet), form, lang, reading)
    _finish(reading)


def text(paths: Paths) -> None:
    """The text that all offsets refer to, exactly as read. 报告文本（各偏移量的依据）

    On a terminal, characters that nobody would see or that a terminal obeys are shown by number; a pipe or a file
    gets the text as it is. 屏幕上以编号显示不可见字符，重定向时原样输出
    """
    shown = visible if sys.stdout.isatty() else str
    reading = Reading(paths)
    for report in reading:
        sys.stdout.write(shown(report.text))
    _finish(reading)


def _rows(
    reading: Reading,
    project: Project,
    lang: Language | None,
    *,
    prior: Path | None = None,
    sheet: Path | None = None,
) -> Iterator[Row]:
    goals: tuple[Goal, ...] = targets(sheet) if sheet else ()
    used = False
    for found in _facts(reading, prior, goals):
        used = used or found.sheet_used
        yield from project(found, language_of(found.report, lang))
    if sheet and not used:
        say(word("note", "sheet_unused", user_language()).format(sheet=sheet))


def _facts(reading: Reading, prior: Path | None, goals: tuple[Goal, ...]) -> Iterator[Facts]:
    """Each report against the prior named, else against what else was named: its last year, its peers."""
    if prior is None:
        from ..batch import entries, linked

        yield from linked(entries(list(reading)), goals)
        return
    before = facts(read(prior))
    for report in reading:
        yield facts(report, prior=before, sheet=goals)


def _print(verb: str, rows: Iterable[Row], form: Format, lang: Language | None, reading: Reading) -> None:
    """The rows; nothing at all, no header either, where no report could be read."""
    language = lang.value if lang else user_language()
    coming = iter(rows)
    first = list(islice(coming, 1))
    if first or reading.reports or not reading.failures:
        write(verb, chain(first, coming), form.value, language=language)


def _finish(reading: Reading, *, failed: bool = False) -> None:
    if reading.failures:
        raise typer.Exit(2)
    if failed:
        raise typer.Exit(1)
