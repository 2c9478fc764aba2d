"""A template and parameters become an executed notebook. The only user of papermill, with `kernels.engine`."""

from .execute import Engine, run
from .parameters import declared_parameters

__all__ = ["Engine", "declared_parameters", "run"]
