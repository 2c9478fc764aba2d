"""Sealed evidence: BagIt packages that nobody can change unseen, in an append-only log, verified with or without us.

`seal` writes, `verify` names every difference, `replay` runs again and compares, `recover` mends after a crash,
`prove`, `prove_growth` and `check_proof` serve those who have no copy of the log, `keygen` and `load_key` make and read
signing keys, `canonical` gives an executed notebook its one form.
"""

from .canonical import Canonical, canonical
from .disk import read_plain
from .examine import Change, Kind
from .outside import outside_references
from .package import Package
from .prove import check_proof, prove, prove_growth
from .recover import recover
from .replay import Replay, Runner, replay
from .seal import Sealed, seal
from .sign import Key, keygen, load_key
from .verify import Verification, verify

__all__ = [
    "Canonical",
    "Change",
    "Key",
    "Kind",
    "Package",
    "Replay",
    "Runner",
    "Sealed",
    "Verification",
    "canonical",
    "check_proof",
    "keygen",
    "load_key",
    "outside_references",
    "prove",
    "prove_growth",
    "read_plain",
    "recover",
    "replay",
    "seal",
    "verify",
]
