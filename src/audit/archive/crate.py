"""RO-Crate 1.1 with the Process Run Crate profile: what each file of the payload is, and which run made it.

https://w3id.org/ro/crate/1.1 and https://w3id.org/ro/wfrun/process/0.5. The contexts are named, never fetched.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from .bag import sha256
from .json_text import json_file

METADATA = "ro-crate-metadata.json"
_CONTEXT = ["https://w3id.org/ro/crate/1.1/context", "https://w3id.org/ro/terms/workflow-run/context"]
_PROFILE = "https://w3id.org/ro/wfrun/process/0.5"
_FORMATS = {
    ".csv": "text/csv",
    ".doc": "application/msword",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".html": "text/html",
    ".ipynb": "application/x-ipynb+json",
    ".json": "application/json",
    ".lock": "text/plain",
    ".md": "text/markdown",
    ".parquet": "application/vnd.apache.parquet",
    ".pdf": "application/pdf",
    ".toml": "application/toml",
    ".txt": "text/plain",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class Provenance:
    """Who sealed what, when, with what; times are ISO 8601 in UTC."""

    name: str
    sealed_at: str
    software: str
    version: str
    organisation: str = ""
    inspector: str = ""
    started: str = ""
    ended: str = ""


def crate(payload: Mapping[str, bytes], received: Mapping[str, str], made_by: Provenance, used: set[str]) -> bytes:
    """The file `ro-crate-metadata.json` for a payload.

    `received` maps a path to the name under which the file came in; `used` are the paths the run read, all others it
    made.
    """
    files = [_file(path, content, received.get(path)) for path, content in sorted(payload.items())]
    return json_file(
        {
            "@context": _CONTEXT,
            "@graph": [*_frame(payload, made_by), *_agents(made_by), _run(payload, made_by, used), *files],
        }
    )


def _ref(path: str) -> dict[str, str]:
    """A file's identifier: ASCII that has a meaning in addresses is escaped, Chinese stays readable (RO-Crate 1.1)."""
    return {"@id": re.sub("[\0-\x7f]+", lambda plain: quote(plain.group()), path)}


def _file(path: str, content: bytes, received: str | None) -> dict[str, object]:
    ending = "." + path.rsplit(".", 1)[-1].lower()
    return {
        **_ref(path),
        "@type": "File",
        "name": received or path,
        "encodingFormat": _FORMATS.get(ending, "application/octet-stream"),
        "contentSize": str(len(content)),
        "sha256": sha256(content),
    }


def _frame(payload: Mapping[str, bytes], made_by: Provenance) -> list[dict[str, object]]:
    root: dict[str, object] = {
        "@id": "./",
        "@type": "Dataset",
        "name": made_by.name,
        "description": "A district's report as received, its executed audit notebook and tables, and what made them",
        "datePublished": made_by.sealed_at,
        "license": {"@id": "#restricted"},
        "conformsTo": {"@id": _PROFILE},
        "hasPart": [_ref(path) for path in sorted(payload)],
        "mentions": {"@id": "#run"},
    }
    if made_by.organisation:
        root["publisher"] = {"@id": "#organisation"}
    if made_by.inspector:
        root["author"] = {"@id": "#inspector"}
    return [
        {
            "@id": METADATA,
            "@type": "CreativeWork",
            "about": {"@id": "./"},
            "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
        },
        root,
        {"@id": _PROFILE, "@type": "CreativeWork", "name": "Process Run Crate", "version": "0.5"},
        {
            "@id": "#restricted",
            "@type": "CreativeWork",
            "name": "内部资料 / internal",
            "description": "仅供核查使用。For the audit only.",
        },
    ]


def _agents(made_by: Provenance) -> list[dict[str, object]]:
    agents: list[dict[str, object]] = [
        {
            "@id": "#software",
            "@type": "SoftwareApplication",
            "name": made_by.software,
            "softwareVersion": made_by.version,
        }
    ]
    if made_by.organisation:
        agents.append({"@id": "#organisation", "@type": "Organization", "name": made_by.organisation})
    if made_by.inspector:
        agents.append({"@id": "#inspector", "@type": "Person", "name": made_by.inspector})
    return agents


def _run(payload: Mapping[str, bytes], made_by: Provenance, used: set[str]) -> dict[str, object]:
    run: dict[str, object] = {
        "@id": "#run",
        "@type": "CreateAction",
        "name": f"Audit of {made_by.name}",
        "instrument": {"@id": "#software"},
        "description": "The notebook template, run with the parameters on the source and the inputs",
        "actionStatus": "http://schema.org/CompletedActionStatus",
        "object": [_ref(path) for path in sorted(used)],
        "result": [_ref(path) for path in sorted(set(payload) - used)],
    }
    if made_by.inspector:
        run["agent"] = {"@id": "#inspector"}
    run.update({key: value for key, value in (("startTime", made_by.started), ("endTime", made_by.ended)) if value})
    return run
