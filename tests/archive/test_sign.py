"""Signatures that OpenSSH reads as well; keys that stay outside, are never overwritten and say what is wrong."""

from __future__ import annotations

import shutil
import stat
import subprocess

import pytest

from audit.archive import keygen, load_key
from audit.archive.sign import NAMESPACE, read_signers, sign, signed_by
from audit.errors import ArchiveError

from .conftest import NOON, seal

needs_ssh = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen is not installed here")


@needs_ssh
def test_openssh_verifies_our_signature(tmp_path):
    key = keygen(tmp_path / "key", identity="林工")
    (tmp_path / "sig").write_bytes(sign(key, b"content"))
    command = ["ssh-keygen", "-Y", "verify", "-f", tmp_path / "key.allowed_signers", "-I", "林工", "-n", NAMESPACE]
    run = subprocess.run([*command, "-s", tmp_path / "sig"], input=b"content", capture_output=True, check=False)
    assert run.returncode == 0, run.stderr
    assert key.signer in run.stdout.decode()
    run = subprocess.run([*command, "-s", tmp_path / "sig"], input=b"Content", capture_output=True, check=False)
    assert run.returncode != 0


@needs_ssh
def test_we_verify_openssh_signatures_by_openssh_keys(tmp_path):
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", tmp_path / "key"], check=True)
    (tmp_path / "message").write_bytes(b"content")
    command = ["ssh-keygen", "-Y", "sign", "-q", "-f", tmp_path / "key", "-n", NAMESPACE, tmp_path / "message"]
    subprocess.run(command, check=True, capture_output=True)
    assert signed_by(b"content", (tmp_path / "message.sig").read_bytes()) == load_key(tmp_path / "key").public
    assert load_key(tmp_path / "key").public in read_signers(tmp_path / "key.pub")


@pytest.mark.parametrize("passphrase", [None, "一二三 four"])
def test_a_key_is_read_back_and_its_file_is_for_its_owner_only(tmp_path, passphrase):
    key = keygen(tmp_path / "key", passphrase)
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600
    again = load_key(tmp_path / "key", passphrase)
    assert signed_by(b"content", sign(again, b"content")) == key.public
    assert read_signers(tmp_path / "key.allowed_signers") == {key.public: "inspector"}


def test_the_secret_is_not_printed(tmp_path):
    key = keygen(tmp_path / "key")
    assert "Ed25519PrivateKey" not in repr(key)


def test_one_key_signs_the_same_content_the_same_way(tmp_path):
    key = keygen(tmp_path / "key")
    assert sign(key, b"content") == sign(key, b"content")


@pytest.mark.parametrize("passphrase", [None, "wrong"])
def test_a_missing_or_wrong_passphrase_is_said(tmp_path, passphrase):
    keygen(tmp_path / "key", "right")
    with pytest.raises(ArchiveError, match="passphrase is missing or wrong"):
        load_key(tmp_path / "key", passphrase)


def test_keys_are_never_overwritten(tmp_path):
    keygen(tmp_path / "key")
    with pytest.raises(ArchiveError, match="never overwritten"):
        keygen(tmp_path / "key")


def test_no_key_is_made_or_read_inside_an_archive(make, archive, tmp_path):
    seal(make(), archive, now=NOON)
    with pytest.raises(ArchiveError, match="inside the archive"):
        keygen(archive / "key")
    keygen(tmp_path / "key")
    (tmp_path / "key").rename(archive / "key")
    with pytest.raises(ArchiveError, match="inside the archive"):
        load_key(archive / "key")


@pytest.mark.parametrize("identity", ["", "two words", 'a"b', "a,b"])
def test_an_identity_is_one_word(tmp_path, identity):
    with pytest.raises(ArchiveError, match="must be one word"):
        keygen(tmp_path / "key", identity=identity)


def test_what_is_no_key_is_said(tmp_path):
    (tmp_path / "key").write_text("hello")
    with pytest.raises(ArchiveError, match="no readable private key"):
        load_key(tmp_path / "key")
    with pytest.raises(ArchiveError, match="cannot be read"):
        load_key(tmp_path / "absent")
    (tmp_path / "signers").write_text("林工 ssh-rsa AAAA\n")
    with pytest.raises(ArchiveError, match="line 1: no ssh-ed25519 public key"):
        read_signers(tmp_path / "signers")


def test_another_kind_of_key_is_refused(tmp_path):
    from cryptography.hazmat.primitives import serialization as form
    from cryptography.hazmat.primitives.asymmetric import ec

    other = ec.generate_private_key(ec.SECP256R1())
    (tmp_path / "key").write_bytes(
        other.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption())
    )
    with pytest.raises(ArchiveError, match="not an Ed25519 key"):
        load_key(tmp_path / "key")


def test_every_damaged_signature_is_refused(tmp_path):
    signature = sign(keygen(tmp_path / "key"), b"content")
    lines = signature.splitlines(keepends=True)
    for damaged in (b"", b"x", signature[:60], b"".join(lines[1:]), lines[0] + b"AAAA\n" + lines[-1]):
        with pytest.raises(ArchiveError):
            signed_by(b"content", damaged)
    for at in range(len(lines[0]), len(signature) - len(lines[-1])):
        if signature[at : at + 1] in b"\n=":
            continue
        other = signature[:at] + (b"B" if signature[at : at + 1] == b"A" else b"A") + signature[at + 1 :]
        with pytest.raises(ArchiveError):
            signed_by(b"content", other)


@needs_ssh
def test_a_signature_for_another_purpose_is_refused(tmp_path):
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", tmp_path / "key"], check=True)
    (tmp_path / "message").write_bytes(b"content")
    command = ["ssh-keygen", "-Y", "sign", "-q", "-f", tmp_path / "key", "-n", "git", tmp_path / "message"]
    subprocess.run(command, check=True, capture_output=True)
    with pytest.raises(ArchiveError, match="another purpose"):
        signed_by(b"content", (tmp_path / "message.sig").read_bytes())
