from __future__ import annotations

import ast
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[1] / "bulletin"
ROOMS = {"articles", "selection", "script", "speech", "programme", "publication"}
FLOORS = (
    {"errors", "model"},
    {"config", "store", "outside", "airtimes", "producer"},
    ROOMS,
    {"timing", "booth", "artefacts", "as_run", "desk"},
    {"production"},
    {"ident", "rota"},
    {"ladder"},
    {"station"},
    {"daemon", "web", "checkup", "upkeep", "watch"},
    {"cli"},
)
"""From the ground up: a file may import what stands on its own floor (rooms: themselves only) or below."""

PURE = ("selection", "script", "publication/feed.py", "publication/listing.py", "publication/transcript.py")
WORLD = {
    "time",
    "socket",
    "urllib",
    "http",
    "requests",
    "httpx",
    "aiohttp",
    "subprocess",
    "sqlite3",
    "sqlalchemy",
    "random",
}
MODULES = sorted(p for p in HOUSE.rglob("*.py") if "revisions" not in p.parts)


def part_of(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def floor_of(part: str) -> int:
    return next((n for n, names in enumerate(FLOORS) if part in names), -1)


def imports(path: Path) -> set[str]:
    """
    Return every module of the house a file imports, wherever the import stands.
    """
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            base = [f"{node.module}.{alias.name}" for alias in node.names] if node.module == "bulletin" else []
            found |= set(base) or {node.module}
    return found


def part(path: Path) -> str:
    relative = path.relative_to(HOUSE)
    return relative.parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(HOUSE)))
def test_imports_run_downward_only(path: Path) -> None:
    """
    A file imports nothing from a floor above its own, and rooms never one another.
    """
    own = part(path)
    if own == "__init__":
        return
    assert floor_of(own) >= 0, f"{own} stands on no floor: give it one in FLOORS and in docs/architecture.md"
    for module in sorted(m for m in imports(path) if m.startswith("bulletin.")):
        other = part_of(module)
        assert floor_of(other) <= floor_of(own), f"{path} imports upward: {module}"
        if own in ROOMS and other in ROOMS:
            assert own == other, f"{path} imports a neighbouring room: {module}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(HOUSE)))
def test_pure_files_know_no_clock_disk_or_network(path: Path) -> None:
    """
    What decides and words things does neither look at the clock nor touch the disk or the network.
    """
    name = path.relative_to(HOUSE).as_posix()
    if not name.startswith(PURE):
        return
    foreign = {m.split(".")[0] for m in imports(path)} & WORLD
    assert not foreign, f"{name} imports {foreign}"
    calls = {
        ast.unparse(node.func) for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)
    }
    for call in ("open", "datetime.now", "date.today", "time.time"):
        assert call not in calls, f"{name} calls {call}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(HOUSE)))
def test_only_the_clock_asks_the_machine_for_the_time(path: Path) -> None:
    """
    "Now" is an argument everywhere but in `outside/clock.py`.
    """
    if path.name == "clock.py":
        return
    calls = {
        ast.unparse(node.func) for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)
    }
    assert not calls & {"datetime.now", "datetime.today", "date.today", "time.time"}, path


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(HOUSE)))
def test_files_and_functions_stay_small(path: Path) -> None:
    """
    No file passes 400 lines, no function 60.
    """
    text = path.read_text("utf-8")
    assert text.count("\n") <= 400
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 60, f"{path.name}: {node.name}"
