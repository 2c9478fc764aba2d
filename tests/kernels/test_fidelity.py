"""Forked and fast runs give what a stock kernel gives: outputs, order, errors, tracebacks, refusals."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from audit.errors import NotebookFailed
from audit.kernels import Serving
from audit.notebook import Engine, run

pytestmark = pytest.mark.slow

CELLS = {
    "result": "{'甲': 1, '乙': [2, 3]}",
    "printed": "import sys\nprint('出')\nprint('错', file=sys.stderr)\nprint('出二')",
    "long": "for i in range(20000):\n    print(i)",
    "display": "from IPython.display import HTML, display\nprint('before')\ndisplay(HTML('<b>粗</b>'))\nprint('after')",
    "updated": "from IPython.display import display\nh = display('old', display_id='d')\nh.update('new')",
    "updated from another cell": "h.update('from afar')",
    "cleared": "from IPython.display import clear_output\nprint('gone')\nclear_output()\nprint('stays')",
    "cleared later": "print('gone')\nclear_output(wait=True)\nprint('stays')",
    "picture": "from IPython.display import Image\nImage(b'\\x89PNG\\r\\n\\x1a\\n' + bytes(40), format='png')",
    "subprocess": "import subprocess\nr = subprocess.run(['sh', '-c', 'echo 子进程; echo oops >&2'])\nr.returncode",
    "shell": "!echo from the shell",
    "shell captured": "x = !echo a; echo b\nx",
    "descriptor": "import os\nn = os.write(1, 'past Python\\n'.encode())",
    "warning": "import warnings\nwarnings.warn('careful')",
    "magic": "%who_ls str",
    "awaited": "import asyncio\nawait asyncio.sleep(0)\n'awaited'",
    "thread": "import threading\nt = threading.Thread(target=print, args=('from a thread',))\nt.start()\nt.join()",
    "forked": "import os\npid = os.fork()\nif pid == 0:\n    os.write(1, b'child')\n    os._exit(0)\nn = os.wait()",
    "silent": "1 + 1;",
    "history": "_",
    "module": "__name__, __doc__",
    "path": "'' in __import__('sys').path",
    "environment": "import os\n[os.environ.get(k) for k in ('PAGER', 'MPLBACKEND', 'TERM', 'CLICOLOR')]",
    "nothing to read": "import sys\nsys.stdin.read()",
    "where it is": "import os\n[str(d) == os.getcwd() for d in _dh], get_ipython().starting_dir == os.getcwd()",
    "stored": "kept = 1\n%store kept\ndel kept\n%store -r kept\nkept",
    "filters": "import warnings\n[f[:2] for f in warnings.filters[:4]]",
    "names": "sorted(name for name in globals() if not name.startswith('_i'))",
    "streams": "import sys\nsys.stdout.isatty(), sys.stdout.encoding.upper(), sys.stdout.writable()",
}
FAILING = {
    "raised": "def inner(n):\n    return 1 / n\n\ndef outer():\n    inner(0)\n\nprint('so far')\nouter()",
    "syntax": "print('x'\n1 +",
    "chained": "try:\n    {}['k']\nexcept KeyError as e:\n    raise ValueError('带中文') from e",
    "input": "print('ask')\ninput('name? ')",
    "password": "import getpass\ngetpass.getpass()",
    "exit code": "import sys\nsys.exit(3)",
    "display": "class Bad:\n    def __repr__(self):\n        raise RuntimeError('no picture')\nBad()",
    "interrupted": "import os, signal\nos.kill(os.getpid(), signal.SIGINT)\nimport time\ntime.sleep(5)",
    "magic": "%no_such_magic",
    "module": "import no_such_module_anywhere",
}


def outputs(path: Path) -> list[list[dict[str, Any]]]:
    """Outputs of every cell; pieces of one stream put together, as archived; process numbers cut."""
    text = re.sub(r"ipykernel_\d+/\d+", "ipykernel", path.read_text(encoding="utf-8"))
    found = []
    for cell in json.loads(text)["cells"]:
        kept, streams = [], {}
        for output in cell.get("outputs", []):
            if output["output_type"] == "stream":
                streams[output["name"]] = streams.get(output["name"], "") + "".join(output["text"])
            else:
                kept.append(output)
        found.append([streams, *kept])
    return found


@pytest.fixture(autouse=True)
def outside_pytest(monkeypatch: pytest.MonkeyPatch) -> None:
    """ipykernel does not listen to descriptors 1 and 2 where it finds this variable."""
    monkeypatch.delenv("PYTEST_CURRENT_TEST", raising=False)


@pytest.fixture(scope="module")
def succeeded(server: Serving, tmp_path_factory: pytest.TempPathFactory) -> dict[Engine, Any]:
    from .conftest import notebook

    os.environ.pop("PYTEST_CURRENT_TEST", None)  # before the fixture for single tests can
    folder = tmp_path_factory.mktemp("succeeded")
    template = folder / "t.ipynb"
    content = notebook("a = 0", *CELLS.values())
    content["cells"][0]["metadata"] = {"tags": ["parameters"]}
    template.write_text(json.dumps(content), encoding="utf-8")
    return {
        engine: outputs(run(template, {}, folder / f"{engine}.ipynb", engine=engine, server=server.address))
        for engine in Engine
    }


@pytest.mark.parametrize("engine", [Engine.FORK, Engine.FAST])
@pytest.mark.parametrize("number", range(len(CELLS)), ids=list(CELLS))
def test_outputs_are_those_of_a_stock_kernel(succeeded: dict[Engine, Any], number: int, engine: Engine) -> None:
    assert succeeded[engine][number + 1] == succeeded[Engine.STOCK][number + 1]


def test_what_was_shown_is_what_was_meant(succeeded: dict[Engine, Any]) -> None:
    shown = dict(zip(CELLS, succeeded[Engine.FAST][1:], strict=True))
    assert shown["printed"] == [{"stdout": "出\n出二\n", "stderr": "错\n"}]
    assert shown["cleared"] == [{"stdout": "stays\n"}]
    assert shown["subprocess"][0] == {"stdout": "子进程\n", "stderr": "oops\n"}
    assert shown["updated"][1]["data"] == {"text/plain": ["'from afar'"]}
    assert shown["long"][0]["stdout"].count("\n") == 20000


@pytest.mark.parametrize("name", list(FAILING))
def test_errors_and_tracebacks_are_those_of_a_stock_kernel(
    server: Serving, template: Callable[..., Path], tmp_path: Path, name: str
) -> None:
    laid_out = template(FAILING[name])
    seen = {}
    for engine in Engine:
        out = tmp_path / f"{engine}.ipynb"
        with pytest.raises(NotebookFailed) as stopped:
            run(laid_out, {}, out, engine=engine, server=server.address)
        seen[engine] = (str(stopped.value).replace(engine.value, ""), outputs(out.with_suffix(".failed.ipynb")))
    assert seen[Engine.FORK] == seen[Engine.STOCK]
    assert seen[Engine.FAST] == seen[Engine.STOCK]
