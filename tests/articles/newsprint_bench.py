"""
The benchmark of newspaper pages, as a module: it scores what the tests read.
"""

from __future__ import annotations

import importlib.util
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

_PATH = Path(__file__).parents[2] / "benchmarks" / "newsprint.py"


@cache
def benchmark() -> ModuleType:
    """
    Return `benchmarks/newsprint.py`, loaded once.
    """
    spec = importlib.util.spec_from_file_location("newsprint_benchmark", _PATH)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module
