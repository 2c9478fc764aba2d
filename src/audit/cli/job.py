"""audit run: the main job."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from ..errors import ConfigError
from ..lang.words import word
from .evidence import PASSPHRASE, KeyOption
from .options import (
    EngineOption,
    LanguageOption,
    Paths,
    ReviewsOption,
    YearOption,
    naming,
    review_folder,
    say,
    user_language,
)
from .sources import Reading, refuse_out_above_inputs


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command("run")(run)


def run(  # noqa: PLR0913 - one argument per option of the command
    paths: Paths,
    *,
    goals: Annotated[
        Path | None, typer.Option("--goals", "--targets", help="Target sheet, .csv or .xlsx. 上级下达的目标表")
    ] = None,
    reviews: ReviewsOption = None,
    out: Annotated[Path, typer.Option("--out", help="Where everything is written. 输出文件夹")] = Path("out"),
    year: YearOption = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=0, help="Notebooks at a time; 0: one per core. 并行数")] = 0,
    engine: EngineOption = None,
    key: KeyOption = None,
    pdf: Annotated[
        bool, typer.Option("--pdf", help="Print the pages as PDF, too (needs Chromium). 另存 PDF（需 Chromium）")
    ] = False,
    lang: LanguageOption = None,
) -> None:
    """Audit reports: notebooks, tables, sealed archive, one summary table. 全部核查并归档

    A second run does only what is missing. Exit status 1: a check failed; 2: a file or notebook failed.

    \b
    audit run data/raw
    audit run data/raw/2022 --goals data/goals/2022.csv --out out --key ~/keys/inspector
    """
    from ..archive import load_key, verify
    from ..batch import Job, carry_out, project
    from ..render.html_pdf import browser
    from .summary import Bar, print_summary

    language = lang.value if lang else user_language()
    refuse_out_above_inputs(out, paths)
    reading = Reading(paths, year=year)
    sources = tuple(reading.sources())
    if not sources:
        raise typer.Exit(2)
    if pdf:
        browser()  # said at once, not after everything else
    signing = load_key(key, os.environ.get(PASSPHRASE)) if key else None
    if signing is not None and (out / "archive").is_dir() and verify(out / "archive").unsigned:
        raise ConfigError(
            f"{out / 'archive'} holds unsigned packages, which are never changed; give --out another folder to sign",
            f"{out / 'archive'} 中已有未签名的包，归档不得改动；如需签名，请另选输出文件夹",
        )
    job = Job(
        sources=sources,
        out=out,
        project=project(),
        sheet=goals,
        reviews=review_folder(reviews),
        language=lang.value if lang else None,
        jobs=jobs,
        key=signing,
        engine=engine,
        pdf=pdf,
    )
    with Bar(language) as bar, naming(out):
        done = carry_out(job, bar.advance)
    for name, reason in done.failed.items():
        say(f"{word('job', 'failed', language)} {name}: {reason}")
    for zh, en in (*done.not_applied, *done.past):
        say(zh if language == "zh" else en)
    if not done.sheet_used:
        say(word("note", "sheet_unused", language).format(sheet=goals))
    verified = verify(done.archive) if done.archive.exists() else None
    print_summary(done, verified, language)
    if reading.failures or done.failed or (verified is not None and not verified.ok):
        raise typer.Exit(2)
    if done.failing:
        raise typer.Exit(1)
