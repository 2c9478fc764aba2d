"""Run a sealed audit again from its sealed source and compare every byte that must be the same."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from .bag import REPLAY, read_manifest, sha256
from .environment import describe_environment, installed
from .examine import examine
from .package import LOCK, PLATFORM, Package, is_input, payload
from .words import in_language, refusal, text, words

Runner = Callable[[Path], Package]
"""Given a folder with the sealed inputs, laid out as in the payload, audits again and returns what it would seal."""


@dataclass(frozen=True, slots=True)
class Replay:
    """What a second run gave. Paths are payload paths; `environment` names what differs from the machine sealed on."""

    package: str
    same: tuple[str, ...]
    changed: tuple[str, ...]
    missing: tuple[str, ...]
    added: tuple[str, ...]
    environment: tuple[str, ...]

    @property
    def identical(self) -> bool:
        """Every file that must replay is the same, byte for byte, and there is no other."""
        return not (self.changed or self.missing or self.added)

    @property
    def environment_differs(self) -> bool:
        """Other versions ran now than when the package was sealed: a difference may come from there."""
        return bool(self.environment)

    def report(self, language: str = "zh") -> str:
        """For people, in Chinese (`zh`) or English (`en`), one fact a line."""
        key = "replay_same" if self.identical else "replay_open" if self.environment else "replay_differs"
        lines = [text("line", key, language, package=self.package, count=len(self.same))]
        if self.environment:
            lines.append(text("line", "environment", language, parts=_listed(self.environment, language)))
        for kind, paths in (("changed", self.changed), ("missing", self.missing), ("added", self.added)):
            lines += [f"  {path}: {text('kind', kind, language)}" for path in paths]
        return "\n".join(lines) + "\n"


def replay(package: Path | str, runner: Runner) -> Replay:
    """Audit the sealed inputs again with `runner` and compare.

    The runner sees a copy of the inputs only, never the package. Raises `ArchiveError` if the package is not as it was
    sealed: a changed source has nothing to replay.
    """
    package = Path(package).resolve()
    if not (package / REPLAY).is_file():
        raise refusal("no_package", path=package, name=REPLAY)
    found = examine(package)
    if found.changes:
        raise refusal("nothing_to_replay", name=package.name, change=found.changes[0].words)
    listed = read_manifest((package / REPLAY).read_bytes())
    sealed = {path.removeprefix("data/"): digest for path, digest in listed.items()}
    with TemporaryDirectory(prefix="audit-replay-") as folder:
        _lay_out(package, sealed, Path(folder))
        again = {path: sha256(content) for path, content in payload(runner(Path(folder))).fixed.items()}
    common = sealed.keys() & again.keys() - {LOCK}
    return Replay(
        package=package.name,
        same=tuple(sorted(path for path in common if sealed[path] == again[path])),
        changed=tuple(sorted(path for path in common if sealed[path] != again[path])),
        missing=tuple(sorted(sealed.keys() - again.keys())),
        added=tuple(sorted(again.keys() - sealed.keys())),
        environment=_environment(package, same_lock=sealed[LOCK] == again.get(LOCK)),
    )


def _listed(parts: Iterable[str], language: str) -> str:
    return ("；" if language == "zh" else "; ").join(str(in_language(part, language)) for part in parts)


def _lay_out(package: Path, sealed: Mapping[str, str], folder: Path) -> None:
    for path in filter(is_input, sealed):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((package / "data" / path).read_bytes())


def _environment(package: Path, *, same_lock: bool) -> tuple[str, ...]:
    """What is not as it was: the lock, the interpreter, the machine, versions of what is installed here and there."""
    then = json.loads((package / "data" / PLATFORM).read_bytes())
    now = describe_environment()
    differs: list[str] = [] if same_lock else [words("lock")]
    for part in ("python", "implementation", "system", "machine", "libc"):
        if then.get(part) != now[part]:
            differs.append(words("moved", part=words(part), before=then.get(part), after=now[part]))
    before, after = then.get("installed", {}), installed()
    common = sorted(before.keys() & after.keys(), key=str.casefold)
    differs += [f"{name} {before[name]} -> {after[name]}" for name in common if before[name] != after[name]]
    return tuple(differs)
