"""Notebooks at a fraction of their start-up cost: a pre-imported interpreter forks one clean kernel per notebook.

A notebook's kernel spends most of its time importing. The fork server (`python -m audit.kernels`) imports once, then
forks a fresh process for each notebook, in two ways:

* `fork`: a whole Jupyter kernel over private Unix sockets, offered to papermill, nbclient and JupyterLab as the kernel
  provisioner `audit-fork`; where no server runs, the kernel is launched as usual;
* `fast`: the same IPython kernel without sockets, for batches, offered as the papermill engine `audit-fast`.

Both need Linux: elsewhere (macOS, Windows) `supported()` is False and kernels are launched as usual. What the server
promises, and what it does not, is in docs/kernels.md.
"""

from .client import Forked, Refused, supported
from .serving import Serving, serving

__all__ = ["Forked", "Refused", "Serving", "serving", "supported"]
