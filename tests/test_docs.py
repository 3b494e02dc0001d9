from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
import typer

from bulletin.cli.app import app
from bulletin.config import Settings, load_settings
from bulletin.config.parts import WEIGHTS
from bulletin.script.pronunciation import read_lexicon

ROOT = Path(__file__).parents[1]
PAGES = ("README.md", "README.zh-CN.md", "docs/使用手册.md", "docs/设置.md")


@pytest.fixture(scope="module")
def commands() -> Any:  # noqa: ANN401 - click's own, wherever typer keeps it
    """
    The whole command line.
    """
    import bulletin.cli.editing  # noqa: PLC0415 - each adds its commands to `app`
    import bulletin.cli.look  # noqa: PLC0415
    import bulletin.cli.make  # noqa: PLC0415
    import bulletin.cli.reviewing  # noqa: PLC0415
    import bulletin.cli.running  # noqa: PLC0415
    import bulletin.cli.sources  # noqa: PLC0415
    import bulletin.cli.upkeep  # noqa: PLC0415
    import bulletin.cli.watching  # noqa: F401, PLC0415

    return typer.main.get_command(app)


def test_the_settings_page_shows_settings_that_work(tmp_path: Path) -> None:
    """
    The example of every setting is read without a fault.
    """
    (example,) = re.findall(r"```toml\n(.*?)```", (ROOT / "docs/设置.md").read_text("utf-8"), re.DOTALL)
    file = tmp_path / "bulletin.toml"
    file.write_text(example, "utf-8")
    assert load_settings(file).station.id == "baisha"


def test_the_manual_shows_readings_that_work() -> None:
    """
    The example of a lexicon is read without a fault.
    """
    (example,) = re.findall(r"```toml\n(.*?)```", (ROOT / "docs/使用手册.md").read_text("utf-8"), re.DOTALL)
    assert len(read_lexicon(example).words) == 2


def test_the_settings_page_names_every_weight() -> None:
    """
    What may be weighed is listed, and nothing else.
    """
    (listed,) = re.findall(r"`weights` 可以用的名称：(.*?)。", (ROOT / "docs/设置.md").read_text("utf-8"))
    assert tuple(listed.split("、")) == WEIGHTS


def test_the_settings_page_names_every_setting() -> None:
    """
    Each table of the settings and each name in it stands on the page.
    """
    page = (ROOT / "docs/设置.md").read_text("utf-8")
    for name in _names(Settings):
        assert re.search(rf"(?<![a-z]){name}(?![a-z])", page, re.IGNORECASE), name


def _names(model: Any) -> Iterator[str]:  # noqa: ANN401 - pydantic's
    """
    Yield the names of all settings of a model, those of lists of tables as well.
    """
    for name, field in model.model_fields.items():
        yield name
        for kind in (field.annotation, *get_args(field.annotation)):
            if hasattr(kind, "model_fields"):
                yield from _names(kind)


@pytest.mark.parametrize("page", PAGES)
def test_every_option_that_is_named_exists(commands: Any, page: str) -> None:  # noqa: ANN401 - click's own
    """
    A long option that a page gives to a command is one that some command has.
    """
    text = (ROOT / page).read_text("utf-8")
    rows = [row for row in re.findall(r"bulletin [a-z][^`\n]*", text) if " pip " not in row]
    named = {option for row in rows for option in re.findall(r"(?<= )--[a-z-]+", row)}
    assert named <= _options(commands), page


def _options(command: Any) -> set[str]:  # noqa: ANN401 - likewise
    inner: set[str] = set().union(*(_options(one) for one in getattr(command, "commands", {}).values()))
    return inner | {option for one in command.params for option in one.opts} | {"--help"}


@pytest.mark.parametrize("page", PAGES)
def test_every_command_that_is_named_exists(commands: Any, page: str) -> None:  # noqa: ANN401 - click's own
    """
    A reader who types what a page says finds the command.
    """
    known = set(commands.commands)
    named = set(re.findall(r"(?:^|`|&& )bulletin ([a-z]+)", (ROOT / page).read_text("utf-8"), re.MULTILINE))
    assert named
    assert named <= known, named - known


@pytest.mark.parametrize("page", PAGES)
def test_links_between_pages_lead_somewhere(page: str) -> None:
    """
    Every relative link names a file or folder that is there.
    """
    text = (ROOT / page).read_text("utf-8")
    for link in re.findall(r"\]\((?!https?:)([^)#]+)\)", text):
        assert ((ROOT / page).parent / link).exists(), link


def test_the_health_check_of_the_containers_reads_their_settings() -> None:
    """
    The image's own check names no settings file, so each service has to say by its environment where its one lies.
    """
    assert "--config" not in (ROOT / "deploy/Dockerfile").read_text("utf-8")
    services = (ROOT / "deploy/compose.yaml").read_text("utf-8").partition("\nvolumes:")[0]
    assert "BULLETIN_CONFIG: /etc/bulletin/bulletin.toml" in services
    assert services.count("dockerfile:") == services.count("environment:")
