"""Sealed evidence: BagIt packages that nobody can change unseen, in an append-only log, verified with or without us.

`seal` writes, `verify` names every difference, `recover` mends after a crash, `keygen` and `load_key` make and read
signing keys, `canonical` gives an executed notebook its one form.
"""

from .canonical import Canonical, canonical
from .examine import Change, Kind
from .outside import outside_references
from .package import Package
from .recover import recover
from .seal import Sealed, seal
from .sign import Key, keygen, load_key
from .verify import Verification, verify

__all__ = [
    "Canonical",
    "Change",
    "Key",
    "Kind",
    "Package",
    "Sealed",
    "Verification",
    "canonical",
    "keygen",
    "load_key",
    "outside_references",
    "recover",
    "seal",
    "verify",
]
