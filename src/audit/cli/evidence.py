"""audit verify | keygen: the sealed evidence."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from .options import Language, LanguageOption, say, user_language

PASSPHRASE = "AUDIT_KEY_PASSPHRASE"


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("verify")(verify)
    app.command("keygen")(keygen)


def verify(
    path: Annotated[Path, typer.Argument(help="A package, an archive folder, or its log.jsonl. 归档包或归档文件夹")],
    signers: Annotated[
        Path | None, typer.Option("--signers", help="allowed_signers file kept outside the archive. 可信签名人")
    ] = None,
    checkpoint: Annotated[
        Path | None, typer.Option("--checkpoint", help="A checkpoint kept from earlier. 早先留存的检查点")
    ] = None,
    lang: LanguageOption = None,
) -> None:
    """Whether anything was changed, added, removed or replaced since sealing. 校验归档

    Exit status 1 and the names of all differences if so. 有改动时退出码为 1，并逐一列出

    \b
    audit verify out/archive
    audit verify out/archive/2022-洛川区-0123456789ab --signers inspectors.pub
    """
    from ..archive import verify as verified

    outcome = verified(path, signers=signers, kept=checkpoint)
    print(outcome.report(lang.value if lang else user_language()))
    if not outcome.ok:
        raise typer.Exit(1)


def keygen(
    path: Annotated[Path, typer.Argument(help="Where to write the private key, outside any archive. 私钥文件")],
    lang: Annotated[Language | None, typer.Option("--lang", hidden=True)] = None,
) -> None:
    """Make an Ed25519 signing key; its passphrase is read from AUDIT_KEY_PASSPHRASE. 生成签名密钥

    \b
    AUDIT_KEY_PASSPHRASE=… audit keygen ~/keys/inspector
    """
    from ..archive import keygen as made

    passphrase = os.environ.get(PASSPHRASE)
    made(path, passphrase=passphrase or None)
    say(f"{path}, {path}.pub" + ("" if passphrase else " (no passphrase 未设口令)"))
