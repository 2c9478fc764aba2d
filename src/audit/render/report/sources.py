"""Which file, read how, by which versions, with which parameters."""

from __future__ import annotations

from collections.abc import Mapping

from ...run import Audit
from ..markup import Fragment, has_phrase, phrase, section, table, tag

VERSIONS = ("district-audit", "pandas", "matplotlib", "lxml", "highspy")


def provenance(audit: Audit, parameters: Mapping[str, object], language: str) -> Fragment:
    """The source by its SHA-256, the parameters as given, and the versions that worked on it."""
    from importlib.metadata import version
    from platform import python_version

    report = audit.facts.report
    rows: list[tuple[str, object]] = [
        (phrase("file", language), report.name),
        (phrase("sha256", language), tag("code", report.sha256)),
        (phrase("media_type", language), report.media_type),
        (phrase("encoding", language), report.encoding),
        (phrase("length", language), len(report.text)),
        (phrase("copy_type", language), phrase(f"copy_{report.copy_type.value}", language)),
    ]
    if audit.facts.prior:
        rows.append((phrase("prior_report", language), tag("code", audit.facts.prior.report.sha256)))
    rows += [(_named(name, language), _worded(value, language)) for name, value in parameters.items()]
    rows.append((phrase("version", language, name="Python"), python_version()))
    rows += [(phrase("version", language, name=name), version(name)) for name in VERSIONS]
    head = [phrase("measure", language), phrase("value", language)]
    return section(phrase("provenance", language), table(head, rows))


def _named(name: str, language: str) -> str:
    """参数：目标表; one that has no word here stays as it is named in the notebook."""
    colon = "：" if language == "zh" else ": "
    known = f"parameter_{name}"
    return f"{phrase('parameter', language)}{colon}{phrase(known, language) if has_phrase(known) else name}"


def _worded(value: object, language: str) -> str:
    """A parameter's value as people write it: names in a row, 未指定 for none."""
    if value is None or value in ("", 0, [], ()):
        return phrase("not_given", language)
    if isinstance(value, list | tuple):
        return ("、" if language == "zh" else ", ").join(map(str, value))
    return str(value)
