"""audit rules | explain | lint-expectations | lab: what the tool itself says."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from ..check import find_rule
from ..check import rules as registered
from ..errors import ConfigError
from ..lang.words import word
from .options import Language, LanguageOption, say, user_language

QUIET = ("--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate", "--LabApp.news_url=None")
"""JupyterLab asks for news and new versions over the network unless it is told not to."""


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("rules")(rules)
    app.command("explain")(explain)
    app.command("lint-expectations")(lint_expectations)
    app.command("lab")(lab)


def rules(lang: LanguageOption = None) -> None:
    """All rules: code, name, severity, message. 规则一览"""
    language = lang.value if lang else user_language()
    for code, entry in registered:
        message = entry.outlined(language)
        grade, title = word("severity", entry.severity.value, language), word("rule", entry.name, language)
        print(f"{code}  {entry.name:24}  {title} · {grade}  {message}")


def explain(
    code: Annotated[str, typer.Argument(help="Code, name or title: B001, masked-figure, 数字隐去. 规则代码或名称")],
    lang: LanguageOption = None,
) -> None:
    """What a rule looks for, why it matters, what the district can do, on what authority. 规则说明

    \b
    audit explain S001
    audit explain total-mismatch
    """
    try:
        entry = find_rule(code)
    except KeyError:
        raise ConfigError(
            f"{code}: no such rule; `audit rules` lists the {len(registered)} there are",
            f"没有规则“{code}”；用 audit rules 查看全部 {len(registered)} 条规则",
        ) from None
    language = lang.value if lang else user_language()
    grade, title = word("severity", entry.severity.value, language), word("rule", entry.name, language)
    since = word("note", "since", language).format(version=entry.since)
    print(f"{entry.code} {entry.name} {title} ({grade}, {since})\n")
    print(f"{entry.outlined(language)}\n\n{entry.explained(language)}")


def lint_expectations(
    folder: Annotated[Path, typer.Argument(help="Folder of suites. 期望规则文件夹")] = Path("expectations"),
) -> None:
    """Check the suites an inspector has edited: unknown types, columns, severities, doubled codes. 检查期望规则文件"""
    from ..expect import lint

    count = lint(folder)
    say(f"{folder}: {count} expectations, all well formed 共 {count} 条，格式正确")


def lab(
    folder: Annotated[Path, typer.Argument(help="Folder to open. 打开的文件夹")] = Path("notebooks"),
    lang: Annotated[Language | None, typer.Option("--lang", hidden=True)] = None,
) -> None:
    """Open JupyterLab on the notebooks. 打开 JupyterLab 工作台"""
    if not folder.is_dir():
        raise ConfigError(f"{folder}: no such folder; run this in the project's folder", f"{folder}：文件夹不存在")
    os.execv(sys.executable, [sys.executable, "-m", "jupyterlab", f"--notebook-dir={folder}", *QUIET])
