"""Parameters are those the template declares, of the types it declares; secrets are none."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..errors import ParameterError

SECRETS = re.compile(
    r"(?:^|_)(?:pass(?:word|wd|phrase)?|pwd|secrets?|tokens?|(?:api_?|private_?)?keys?|credentials?)(?:$|_)"
    r"|密码|口令|密钥|私钥|令牌",
    re.IGNORECASE,
)


def declared_parameters(template: Path) -> dict[str, Any]:
    """Names and default values in the cell tagged `parameters`; raises `ParameterError` if it holds anything else."""
    cells = [
        c
        for c in json.loads(template.read_text(encoding="utf-8"))["cells"]
        if "parameters" in c.get("metadata", {}).get("tags", ())
    ]
    if len(cells) != 1:
        raise ParameterError(
            f"{template.name}: expected one cell tagged 'parameters', found {len(cells)}",
            f"{template.name}：应有且仅有一个标记为 parameters 的单元格，实有 {len(cells)} 个",
        )
    source = cells[0]["source"]
    declared: dict[str, Any] = {}
    for statement in ast.parse(source if isinstance(source, str) else "".join(source)).body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                declared[name] = _literal(template, name, value)
            case _:
                raise ParameterError(
                    f"{template.name} line {statement.lineno}: a parameters cell holds only `name = value`",
                    f"{template.name} 第 {statement.lineno} 行：参数单元格只能写“名称 = 值”",
                )
    return declared


def _literal(template: Path, name: str, value: ast.expr) -> Any:
    try:
        return ast.literal_eval(value)
    except ValueError as error:
        raise ParameterError(
            f"{template.name}: the default of {name} must be a plain value", f"{template.name}：{name} 的默认值须为常量"
        ) from error


def refuse_unfit(template: Path, declared: Mapping[str, Any], given: Mapping[str, object]) -> None:
    """Unknown names, other types than the defaults have, and names that look like secrets."""
    for name, value in given.items():
        if SECRETS.search(name):
            raise ParameterError(
                f"{name}: secrets are no parameters, every parameter is filed with the notebook",
                f"{name}：参数随笔记本归档，不得传递口令、密钥",
            )
        if name not in declared:
            known = ", ".join(sorted(declared)) or "none"
            raise ParameterError(
                f"{template.name} has no parameter {name!r}; it declares: {known}",
                f"{template.name} 没有参数 {name!r}；可用：{known}",
            )
        expected = type(declared[name])
        if not _fits(value, declared[name]):
            raise ParameterError(
                f"{name}: expected {expected.__name__}, found {type(value).__name__} {value!r}",
                f"{name}：应为 {expected.__name__} 类型，实为 {type(value).__name__} {value!r}",
            )


def _fits(value: object, default: object) -> bool:
    """Same simple type; a whole number may stand for a real one, and a list or dict holds only simple values."""
    if not _is_simple(value):
        return False
    if default is None or type(value) is type(default):
        return True
    return isinstance(default, float) and type(value) is int


def _is_simple(value: object) -> bool:
    if isinstance(value, list):
        return all(map(_is_simple, value))
    if isinstance(value, dict):
        return all(isinstance(key, str) and _is_simple(entry) for key, entry in value.items())
    return value is None or type(value) in (str, int, float, bool)
