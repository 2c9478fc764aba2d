"""Our exceptions. A message says what was found, what was expected and what to do, in English and in Chinese.

* AuditError
  + ReadError            a document cannot be read
    - UnknownFormat      no reader for this kind of file
    - UnsafeFile         too large, encrypted, or built to harm
  + ConfigError          a file that an inspector writes is wrong
    - DuplicateCode      two rules, patterns or readers claim one key
    - ParameterError     the parameters of a notebook
    - SheetError         a target sheet
    - SuiteError         a file in expectations/
  + NotebookFailed       a cell raised; the notebook is kept
  + ArchiveError         evidence cannot be written or does not verify
"""

from __future__ import annotations


class AuditError(Exception):
    """Base class: catch this to catch everything we raise on purpose. `zh` is the message in Chinese."""

    def __init__(self, message: str, zh: str = "") -> None:
        super().__init__(message)
        self.zh = zh

    def words(self, language: str) -> str:
        """The message in the user's language, English where there is no Chinese one."""
        return self.zh if language == "zh" and self.zh else str(self)

    def __reduce__(self) -> tuple[type[AuditError], tuple[str, str]]:
        return type(self), (str(self), self.zh)


class ReadError(AuditError):
    """A document cannot be read."""


class UnknownFormat(ReadError):
    """No reader is registered for this kind of file."""


class UnsafeFile(ReadError):
    """Too large, encrypted, or built to harm the reader."""


class ConfigError(AuditError):
    """A file that an inspector writes is wrong."""


class DuplicateCode(ConfigError):
    """Two entries claim the same key."""


class ParameterError(ConfigError):
    """A notebook is given parameters that it does not declare, of another type, or that look like secrets."""


class SheetError(ConfigError):
    """A target sheet is wrong; the message names sheet, row and column."""


class SuiteError(ConfigError):
    """An expectation suite is wrong; the message names file and place."""


class NotebookFailed(AuditError):
    """A notebook stopped at an error; it is kept, with its traceback."""


class ArchiveError(AuditError):
    """Evidence cannot be written, or does not verify."""
