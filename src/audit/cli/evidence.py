"""audit seal | verify | replay | log | keygen: the sealed evidence."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from ..errors import AuditError, ConfigError
from .options import EngineOption, Language, LanguageOption, ReviewsOption, naming, review_folder, say, user_language

PASSPHRASE = "AUDIT_KEY_PASSPHRASE"
KeyOption = Annotated[
    Path | None, typer.Option("--key", help="Signing key; without one the packages are unsigned. 签名私钥")
]


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("verify")(verify)
    app.command("replay")(replay)
    app.command("seal")(seal)
    log = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Proofs from the archive's log. 归档日志证明")
    log.command("prove")(log_prove)
    log.command("check")(log_check)
    app.add_typer(log, name="log")
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


def replay(
    packages: Annotated[
        list[Path], typer.Argument(metavar="PACKAGE…", help="Packages, or archive folders of them. 归档包或归档文件夹")
    ],
    *,
    engine: EngineOption = None,
    lang: LanguageOption = None,
) -> None:
    """Audit sealed sources again and compare every byte that must be the same. 由归档原件重新核查并逐字节比对

    Exit status 1: something differs, by name; 2: a package is not as it was sealed. A difference under another
    environment decides nothing, and this is said. 运行环境不同时，差异不足为据

    \b
    audit replay out/archive
    audit replay out/archive/2022-洛川区-0123456789ab --engine stock
    """
    from ..batch import Notebooks, project, replay_package

    language = lang.value if lang else user_language()
    here = project()
    differing = refused = 0
    with Notebooks(here, engine) as notebooks:
        for package in _packages(packages):
            try:
                found = replay_package(package, here, notebooks)
            except AuditError as error:
                refused += 1
                say(error.words(language))
                continue
            print(found.report(language), end="")
            differing += not found.identical
    if refused or differing:
        raise typer.Exit(2 if refused else 1)


def _packages(paths: list[Path]) -> list[Path]:
    """The packages named, and those in the archive folders named, sorted."""
    found: list[Path] = []
    for path in paths:
        inside = sorted(p.parent for p in path.glob("*/bagit.txt"))
        found += inside if inside and not (path / "bagit.txt").exists() else [path]
    return found


def seal(  # noqa: PLR0913 - one argument per option of the command
    report: Annotated[Path, typer.Argument(help="The report, as received. 报告原件")],
    *,
    prior: Annotated[Path | None, typer.Option("--prior", help="Last year's report. 上年度报告")] = None,
    goals: Annotated[Path | None, typer.Option("--goals", "--targets", help="Target sheet. 目标表")] = None,
    peer: Annotated[list[Path] | None, typer.Option("--peer", help="Another district's report. 其他区县报告")] = None,
    reviews: ReviewsOption = None,
    out: Annotated[Path, typer.Option("--out", help="The archive folder. 归档文件夹")] = Path("out/archive"),
    key: KeyOption = None,
    engine: EngineOption = None,
    lang: LanguageOption = None,
) -> None:
    """Audit one report in its notebook and seal the evidence; prints the package. 核查单份报告并归档

    \b
    audit seal data/raw/2022/洛川区.docx --prior data/raw/2021/洛川区.docx --key ~/keys/inspector
    """
    from ..archive import load_key
    from ..batch import Notebooks, dossier_of, project, seal_report

    signing = load_key(key, os.environ.get(PASSPHRASE)) if key else None
    here = project()
    with Notebooks(here, engine) as notebooks, naming(out):
        chosen = lang.value if lang else None
        folder = review_folder(reviews)
        dossier = dossier_of(report, prior=prior, sheet=goals, peers=peer or (), reviews=folder, language=chosen)
        made = seal_report(dossier, out, here, notebooks, key=signing)
    print(made.path)


def log_prove(
    archive: Annotated[Path, typer.Argument(help="The archive folder. 归档文件夹")],
    package: Annotated[str, typer.Argument(help="A package's name; leave out with --since. 归档包名称")] = "",
    *,
    since: Annotated[
        Path | None, typer.Option("--since", help="A checkpoint kept from earlier: prove growth. 早先留存的检查点")
    ] = None,
) -> None:
    """Prove that a package is in the log, or that the log has only grown; prints the proof. 出具日志证明

    \b
    audit log prove out/archive 2022-洛川区-0123456789ab > proof.json
    audit log prove out/archive --since checkpoint-2022 > growth.json
    """
    from ..archive import prove, prove_growth

    if bool(package) == (since is not None):
        raise ConfigError("give either a package or --since", "请指定归档包名称或 --since，二者取其一")
    proof = prove_growth(archive, since) if since else prove(archive, package)
    sys.stdout.write(proof.decode("utf-8"))


def log_check(
    proof: Annotated[Path, typer.Argument(help="A proof made by `audit log prove`. 日志证明文件")],
    *,
    package: Annotated[Path | None, typer.Option("--package", help="The package it must be about. 归档包")] = None,
    signers: Annotated[
        Path | None, typer.Option("--signers", help="allowed_signers file kept outside the archive. 可信签名人")
    ] = None,
    lang: LanguageOption = None,
) -> None:
    """Say what a proof shows; exit status 2 if it shows nothing. 核对日志证明

    \b
    audit log check proof.json --package 2022-洛川区-0123456789ab --signers inspectors.pub
    """
    from ..archive import check_proof

    language = lang.value if lang else user_language()
    print(check_proof(proof, package=package, signers=signers, language=language))


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
