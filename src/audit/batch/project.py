"""The project's folder: templates, expectations, lock file, and a digest of everything that decides an outcome."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from ..errors import ConfigError

PACKAGE = Path(__file__).parents[1]
NEEDED = ("notebooks/report.ipynb", "expectations", "requirements.lock")


@dataclass(frozen=True, slots=True)
class Project:
    """A checkout with notebooks/, expectations/ and requirements.lock."""

    root: Path

    @property
    def expectations(self) -> Path:
        """The folder of suites."""
        return self.root / "expectations"

    @property
    def lock(self) -> bytes:
        """The pinned environment."""
        return (self.root / "requirements.lock").read_bytes()

    def template(self, name: str) -> Path:
        """A notebook template by its bare name."""
        return self.root / "notebooks" / f"{name}.ipynb"

    def digest(self) -> str:
        """SHA-256 over program, word lists, templates, expectations and lock: what else could change an outcome."""
        total = sha256()
        for folder, pattern in ((PACKAGE, "**/*"), (self.root / "notebooks", "*.ipynb"), (self.expectations, "*.json")):
            for path in sorted(folder.glob(pattern)):
                if path.is_file() and "__pycache__" not in path.parts:
                    content = path.read_bytes()
                    total.update(f"{path.relative_to(folder).as_posix()}\0{len(content)}\0".encode() + content)
        total.update(self.lock)
        return total.hexdigest()


def project() -> Project:
    """The project in the working folder, else the checkout this package is installed from; raises `ConfigError`."""
    for root in (Path.cwd(), PACKAGE.parents[1]):
        if all((root / name).exists() for name in NEEDED):
            return Project(root)
    wanted = ", ".join(NEEDED)
    raise ConfigError(
        f"{Path.cwd()}: no project here; expected {wanted}; run this in the project's folder",
        f"{Path.cwd()}：当前文件夹不是本项目，应有 {wanted}；请在项目文件夹中运行",
    )
