"""Ed25519 signatures in OpenSSH's format (PROTOCOL.sshsig), so that `ssh-keygen -Y verify` can check them too.

https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.sshsig
"""

from __future__ import annotations

import base64
import binascii
import os
import struct
from dataclasses import dataclass, field
from hashlib import sha256, sha512
from pathlib import Path
from typing import TYPE_CHECKING

from .disk import read_plain
from .words import refusal

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

NAMESPACE = "audit-evidence"
_MAGIC = b"SSHSIG"
_HEAD = _MAGIC + struct.pack(">I", 1)
_BEGIN, _END = "-----BEGIN SSH SIGNATURE-----", "-----END SSH SIGNATURE-----"
_KIND = b"ssh-ed25519"


@dataclass(frozen=True, slots=True)
class Key:
    """A private key, and the file it came from (None: held in memory only)."""

    secret: Ed25519PrivateKey = field(repr=False)
    path: Path | None = None

    @property
    def public(self) -> bytes:
        """The public key in OpenSSH's wire form."""
        from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

        return _string(_KIND) + _string(self.secret.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))

    @property
    def signer(self) -> str:
        """`SHA256:…`, as `ssh-keygen -l` prints it."""
        return fingerprint(self.public)


def fingerprint(public: bytes) -> str:
    """OpenSSH's name for a public key in wire form."""
    return "SHA256:" + base64.b64encode(sha256(public).digest()).decode().rstrip("=")


def keygen(path: Path | str, passphrase: str | None = None, *, identity: str = "inspector") -> Key:
    """Make a key: `path` (private, for its owner only), `path.pub`, and `path.allowed_signers` for those who verify.

    Without passphrase the file is in OpenSSH's format; with one it is an encrypted PKCS#8 file, which OpenSSH need not
    read, as it only verifies. Raises `ArchiveError` where one of the files exists or the folder is an archive.
    """
    from cryptography.hazmat.primitives import serialization as form
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    path = Path(path)
    if not identity or any(c.isspace() or c in '",' for c in identity):
        raise refusal("identity", identity=identity)
    _refuse_archive(path)
    public_path, signers_path = path.with_name(path.name + ".pub"), path.with_name(path.name + ".allowed_signers")
    for place in (path, public_path, signers_path):
        if place.exists() or place.is_symlink():
            raise refusal("key_exists", path=place)
    key = Key(Ed25519PrivateKey.generate(), path)
    if passphrase:
        protection = form.BestAvailableEncryption(passphrase.encode())
        content = key.secret.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, protection)
    else:
        content = key.secret.private_bytes(form.Encoding.PEM, form.PrivateFormat.OpenSSH, form.NoEncryption())
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
    line = f"ssh-ed25519 {base64.b64encode(key.public).decode()}"
    public_path.write_text(f"{line} {identity}\n", encoding="utf-8")
    signers_path.write_text(f'{identity} namespaces="{NAMESPACE}" {line}\n', encoding="utf-8")
    return key


def load_key(path: Path | str, passphrase: str | None = None) -> Key:
    """Read a private key that `keygen` or `ssh-keygen -t ed25519` made; `ArchiveError` says what is wrong with it."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives import serialization as form
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    path = Path(path)
    _refuse_archive(path)
    try:
        content = read_plain(path)
    except OSError as error:
        raise refusal("key_unread", path=path, why=error.strerror) from error
    read = form.load_ssh_private_key if b"BEGIN OPENSSH" in content else form.load_pem_private_key
    try:
        secret = read(content, passphrase.encode() if passphrase else None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise refusal("key_bad", path=path, why=error) from error
    if not isinstance(secret, Ed25519PrivateKey):
        raise refusal("key_kind", path=path)
    return Key(secret, path)


def _refuse_archive(path: Path) -> None:
    for folder in path.absolute().resolve().parents:
        if (folder / "checkpoint").exists() and (folder / "log.jsonl").exists():
            raise refusal("key_inside", path=path, archive=folder)


def refuse_key_inside(key: Key | None, archive: Path) -> None:
    """Raise `ArchiveError` if the key's file is in the archive it is to protect."""
    if key and key.path and key.path.resolve().is_relative_to(archive.resolve()):
        raise refusal("key_inside", path=key.path, archive=archive)


def sign(key: Key, message: bytes) -> bytes:
    """The armored signature over a message."""
    return _armored(key.public, _string(_KIND) + _string(key.secret.sign(_signed(message))))


def _armored(public: bytes, signature: bytes) -> bytes:
    text = base64.b64encode(_HEAD + _string(public) + _frame() + _string(signature)).decode()
    lines = [text[i : i + 70] for i in range(0, len(text), 70)]
    return "\n".join([_BEGIN, *lines, _END, ""]).encode()


def signed_by(message: bytes, armored: bytes) -> bytes:
    """The public key (wire form) whose signature over `message` this is; `ArchiveError` if it is none."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    public, signature = _parse(armored)
    try:
        kind, raw = _strings(public, 2)
        signature_kind, raw_signature = _strings(signature, 2)
        if kind != _KIND or signature_kind != _KIND:
            raise refusal("signature_kind", kind=kind)
        Ed25519PublicKey.from_public_bytes(raw).verify(raw_signature, _signed(message))
    except InvalidSignature as error:
        raise refusal("signature_other") from error
    except (ValueError, struct.error) as error:
        raise refusal("signature_damaged", why=error) from error
    return public


def read_signers(path: Path | str) -> dict[bytes, str]:
    """Public key (wire form) -> identity, from an OpenSSH allowed_signers or `.pub` file of Ed25519 keys."""
    found: dict[bytes, str] = {}
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise refusal("signers_unread", path=path, why=error) from error
    for number, line in enumerate(text.splitlines(), 1):
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        try:
            at = words.index(_KIND.decode())
            public = base64.b64decode(words[at + 1], validate=True)
        except (ValueError, IndexError, binascii.Error) as error:
            raise refusal("signers_line", path=path, number=number) from error
        found[public] = words[0] if at else " ".join(words[at + 2 :])
    if not found:
        raise refusal("signers_none", path=path)
    return found


def _parse(armored: bytes) -> tuple[bytes, bytes]:
    """Public key and signature, both in wire form."""
    lines = armored.decode("ascii", "replace").strip().splitlines()
    if len(lines) < 3 or lines[0] != _BEGIN or lines[-1] != _END:
        raise refusal("signature_form")
    try:
        blob = base64.b64decode("".join(lines[1:-1]), validate=True)
        if not blob.startswith(_HEAD):
            raise refusal("signature_version")
        public, namespace, _, hash_name, signature = _strings(blob[len(_HEAD) :], 5)
    except (binascii.Error, struct.error, ValueError) as error:
        raise refusal("signature_damaged", why=error) from error
    if namespace != NAMESPACE.encode() or hash_name != b"sha512":
        raise refusal("signature_purpose", namespace=namespace, hash=hash_name)
    if _armored(public, signature) != armored:
        raise refusal("signature_spelling")
    return public, signature


def _string(content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + content


def _strings(content: bytes, count: int) -> list[bytes]:
    """Exactly `count` length-prefixed strings; `ValueError` otherwise."""
    found, at = [], 0
    for _ in range(count):
        (length,) = struct.unpack_from(">I", content, at)
        found.append(content[at + 4 : at + 4 + length])
        at += 4 + length
    if at != len(content):
        raise ValueError("its parts do not add up to its length")
    return found


def _frame() -> bytes:
    return _string(NAMESPACE.encode()) + _string(b"") + _string(b"sha512")


def _signed(message: bytes) -> bytes:
    """What the key really signs: never the bare message."""
    return _MAGIC + _frame() + _string(sha512(message).digest())
