"""`python rocrate_offline.py CRATE…`: the RO-Crate validator without network; prints its required issues.

For an environment that has roc-validator (see test_crate.py). The two contexts that our crates name are answered from
`contexts/`, cut down to the terms we use; any other address is an error.
"""

from __future__ import annotations

import io
import json
import sys
from email.message import Message
from pathlib import Path
from typing import Any
from urllib.response import addinfourl

import rdflib.parser
from rocrate_validator import services
from rocrate_validator.models import Severity, ValidationSettings
from rocrate_validator.utils.http import HttpRequester

HERE = Path(__file__).parent / "contexts"
ANSWERS = {
    "https://w3id.org/ro/crate/1.1/context": HERE / "ro-crate-1.1.json",
    "https://w3id.org/ro/terms/workflow-run/context": HERE / "workflow-run.json",
}


class Answer:
    """As much of a response as the validator looks at."""

    status_code = 200

    def __init__(self, content: bytes) -> None:
        self.content, self.text = content, content.decode()
        self.headers = {"Content-Type": "application/ld+json"}

    def json(self) -> Any:
        return json.loads(self.content)


def answer(address: str) -> bytes:
    return ANSWERS[address.partition("#")[0]].read_bytes()


def opened(request: Any) -> addinfourl:
    headers = Message()
    headers["Content-Type"] = "application/ld+json"
    return addinfourl(io.BytesIO(answer(request.full_url)), headers, request.full_url, 200)


def main() -> None:
    rdflib.parser._urlopen = opened
    HttpRequester.get = lambda _self, address, **_: Answer(answer(address))
    for crate in sys.argv[1:]:
        for profile in ("ro-crate-1.1", "process-run-crate-0.5"):
            settings = ValidationSettings(
                rocrate_uri=crate, profile_identifier=profile, requirement_severity=Severity.REQUIRED
            )
            found = services.validate(settings)
            issues = [f"{issue.check.identifier}: {issue.message}" for issue in found.get_issues(Severity.REQUIRED)]
            print(f"{profile}: {len(issues)} required issues", *issues, sep="\n  ")


if __name__ == "__main__":
    main()
