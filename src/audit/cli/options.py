"""Options and small customs that all commands share."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ..lang.unseen import visible
from ..notebook import Engine
from ..records import Report


class Format(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"


class Language(StrEnum):
    """The language of messages."""

    ZH = "zh"
    EN = "en"


Paths = Annotated[list[Path], typer.Argument(metavar="PATH…", help="Reports, or folders of reports. 报告或文件夹")]
FormatOption = Annotated[Format, typer.Option("--format", "-f", help="How to print the rows. 输出格式")]
LanguageOption = Annotated[
    Language | None, typer.Option("--lang", help="Language of messages; default: the report's. 说明文字的语言")
]
EngineOption = Annotated[
    Engine | None,
    typer.Option("--engine", help="How notebooks are run; default: the fastest that this system has. 笔记本运行方式"),
]
YearOption = Annotated[
    int | None, typer.Option("--year", min=1949, max=2199, help="The report's year, if its text does not say. 报告年度")
]
ReviewsOption = Annotated[
    Path | None,
    typer.Option("--reviews", help="Folder of reviewers' verdicts; default: data/reviews if it exists. 复核意见文件夹"),
]
DistrictOption = Annotated[str, typer.Option("--district", help="The district, if the text does not say. 区县名称")]


def user_language() -> str:
    """The language of messages that belong to no report: Chinese in a Chinese locale, else English."""
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "zh" if locale.startswith("zh") else "en"


def language_of(report: Report, chosen: Language | None) -> str:
    """The language to speak of a report in."""
    return chosen.value if chosen else report.language


def review_folder(chosen: Path | None) -> Path | None:
    """The folder of reviews: the one named, else data/reviews where the working folder has it."""
    usual = Path("data", "reviews")
    return chosen or (usual if usual.is_dir() else None)


@contextmanager
def naming(out: Path) -> Iterator[None]:
    """What cannot be written in here is said with the output folder where the system names no file: a full disk."""
    try:
        yield
    except OSError as error:
        if error.filename is None and error.errno is not None:
            error.filename = str(out)
        raise


def say(message: str) -> None:
    """A message to the person at the terminal: standard error, never mixed with the rows."""
    print(visible(message), file=sys.stderr)
