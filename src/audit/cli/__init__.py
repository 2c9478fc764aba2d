"""The command line: parse, call, print.

Exit 0: nothing failed; 1: a check failed; 2: misuse or an unreadable file; 3: a fault of the tool.
"""

from __future__ import annotations

import os
import sys
import traceback
from typing import Annotated

import typer

from ..errors import AuditError
from ..lang.system import refused
from . import evidence, job, show, verbs
from .options import say, user_language


def _version(wanted: bool) -> None:
    """Print the version and leave."""
    if wanted:
        from importlib.metadata import version

        print(f"district-audit {version('district-audit')}")
        raise typer.Exit


app = typer.Typer(
    name="audit",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    help="""Audit district work reports: masked figures, contradictions, goals, sealed evidence.

    核查区县年度工作报告：隐去的数字、前后不符、目标完成情况，并形成可校验的归档。

    \b
    audit run data/raw --goals data/goals/2022.csv   # everything: notebooks, tables, sealed archive 全部核查并归档
    audit check report.docx                          # what to ask this district 需要核实的问题
    audit figures report.docx --format csv           # every figure and blank 全部数据项与缺项
    audit explain B001                               # what a rule looks for, and why 规则说明
    """,
)


@app.callback()
def _common(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="The version, and nothing else. 版本号")
    ] = False,
) -> None:
    """See `app`."""


for room in (job, verbs, show, evidence):
    room.register(app)


def main() -> None:
    """Run the command line; our own errors become one clear message and exit status 2."""
    try:
        try:
            app()
        finally:
            sys.stdout.flush()  # here, where what goes wrong is said, and not when Python ends
    except AuditError as error:
        say(error.words(user_language()))
        sys.exit(2)
    except OSError as error:
        if isinstance(error, BrokenPipeError):  # the reader of our output went away, as in `audit check … | head`
            _drop_output()
            sys.exit(0)
        if error.filename is None:
            _drop_output()
        language = user_language()
        place = error.filename or ("标准输出" if language == "zh" else "standard output")
        say(f"{place}{'：' if language == 'zh' else ': '}{refused(error, language)}")
        sys.exit(2)
    except Exception:  # whatever it is: Python would leave with 1, and 1 means that a check failed
        traceback.print_exc()
        say("工具自身出错，未得出结论，请反馈以上内容 a fault of the tool, nothing was concluded; report the above")
        sys.exit(3)


def _drop_output() -> None:
    """Let what is still to be written go nowhere: Python would try again at its end and leave with 120."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
