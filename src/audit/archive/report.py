"""The verification as people read it: four headings, each check with its outcome, each difference by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .examine import Change, Kind
from .sign import fingerprint
from .words import in_language, text

if TYPE_CHECKING:
    from .verify import Verification

_K = Kind
CHECKS: dict[str, dict[str, frozenset[Kind] | None]] = {
    "authenticity": {
        "signature": frozenset({_K.SIGNATURE, _K.STRANGER, _K.UNSIGNED, _K.RESIGNED}),
        "content": frozenset({_K.CHANGED, _K.DAMAGED}),
        "name": frozenset({_K.RENAMED}),
        "logged": frozenset({_K.REPLACED, _K.UNLOGGED}),
        "chain": frozenset({_K.LOG, _K.CHECKPOINT}),
    },
    "completeness": {
        "listed": frozenset({_K.MISSING, _K.ADDED}),
        "count": frozenset({_K.MISCOUNTED}),
        "parts": frozenset({_K.INCOMPLETE}),
        "described": frozenset({_K.UNDESCRIBED}),
    },
    "usability": {"opens": frozenset({_K.UNREADABLE}), "replay": None},
    "security": {
        "plain": frozenset({_K.LINK, _K.DEVICE}),
        "alone": frozenset({_K.OUTSIDE}),
        "verifier": frozenset({_K.VERIFIER}),
        "virus": None,
        "medium": None,
    },
}
"""Heading -> check -> the kinds of change that fail it; None: a check of the standard that this tool does not do."""


def outcome(check: str, kinds: frozenset[Kind] | None, verification: Verification) -> str:
    """pass, fail, open (cannot be checked) or not_run."""
    if kinds is None:
        return "not_run"
    if any(change.kind in kinds for change in verification.all_changes):
        return "fail"
    unvouched = verification.unsigned or verification.signers is None or not verification.packages
    if (check == "signature" and unvouched) or (check in ("logged", "chain") and not verification.logged):
        return "open"
    return "pass"


def four_headings(verification: Verification, language: str) -> str:
    """The whole report as plain text, one fact a line."""
    lines = [text("line", "title", language, path=verification.path.name), *_summary(verification, language)]
    for heading, checks in CHECKS.items():
        lines += ["", text("heading", heading, language)]
        for check, kinds in checks.items():
            stand = text("outcome", outcome(check, kinds, verification), language)
            lines.append(f"  [{stand}] {text('check', check, language)}")
            found = [change for change in verification.all_changes if kinds and change.kind in kinds]
            lines += [f"      {_sentence(change, language)}" for change in found]
    return "\n".join(lines) + "\n"


def _summary(verification: Verification, language: str) -> list[str]:
    changes = verification.all_changes
    lines = [
        text("line", "bad" if changes else "ok", language, count=len(changes)),
        text("line", "counts", language, packages=len(verification.packages), entries=verification.entries),
    ]
    if verification.unsigned:
        lines.append(
            text("line", "unsigned", language, names=("、" if language == "zh" else ", ").join(verification.unsigned))
        )
    for public in sorted({package.public for package in verification.packages if package.public}):
        identity = (verification.signers or {}).get(public) or text("line", "unvouched", language)
        lines.append(text("line", "signed", language, signer=fingerprint(public), identity=identity))
    if not verification.logged:
        lines.append(text("line", "no_log", language))
    elif not verification.checkpoint_signer:
        lines.append(text("line", "unsigned_log", language))
    return lines


def _sentence(change: Change, language: str) -> str:
    colon = "：" if language == "zh" else ": "
    said = in_language(change.note, language)
    note = f"（{said}）" if language == "zh" else f" ({said})"
    return f"{change.path}{colon}{text('kind', change.kind, language)}{note if change.note else ''}"
