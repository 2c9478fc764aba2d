"""Our exceptions. A message says what was found, what was expected and what to do.

* AuditError
  + ReadError            a document cannot be read
    - UnknownFormat      no reader for this kind of file
    - UnsafeFile         too large, encrypted, or built to harm
  + ConfigError          a file that an inspector writes is wrong
    - DuplicateCode      two rules, patterns or readers claim one key
    - SheetError         a target sheet
    - SuiteError         a file in expectations/
  + NotebookFailed       a cell raised; the notebook is kept
  + ArchiveError         evidence cannot be written or does not verify
"""


class AuditError(Exception):
    """Base class: catch this to catch everything we raise on purpose."""


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


class SheetError(ConfigError):
    """A target sheet is wrong; the message names sheet, row and column."""


class SuiteError(ConfigError):
    """An expectation suite is wrong; the message names file and place."""


class NotebookFailed(AuditError):
    """A notebook stopped at an error; it is kept, with its traceback."""


class ArchiveError(AuditError):
    """Evidence cannot be written, or does not verify."""
