from __future__ import annotations

import re
from pathlib import Path

import pytest

from bulletin.cli.app import app
from bulletin.config import load_settings

ROOT = Path(__file__).parents[1]
PAGES = ("README.md", "README.zh-CN.md", "docs/使用手册.md", "docs/设置.md")


def test_the_settings_page_shows_settings_that_work(tmp_path: Path) -> None:
    """
    The example of every setting is read without a fault.
    """
    (example,) = re.findall(r"```toml\n(.*?)```", (ROOT / "docs/设置.md").read_text("utf-8"), re.DOTALL)
    file = tmp_path / "bulletin.toml"
    file.write_text(example, "utf-8")
    assert load_settings(file).station.id == "baisha"


@pytest.mark.parametrize("page", PAGES)
def test_every_command_that_is_named_exists(page: str) -> None:
    """
    A reader who types what a page says finds the command.
    """
    import bulletin.cli.look  # noqa: PLC0415 - each adds its commands to `app`
    import bulletin.cli.make  # noqa: PLC0415
    import bulletin.cli.reviewing  # noqa: PLC0415
    import bulletin.cli.running  # noqa: PLC0415
    import bulletin.cli.sources  # noqa: PLC0415
    import bulletin.cli.upkeep  # noqa: PLC0415
    import bulletin.cli.watching  # noqa: F401, PLC0415

    known = {(one.name or one.callback.__name__) for one in app.registered_commands if one.callback}  # type: ignore[attr-defined] # a function
    known |= {group.name for group in app.registered_groups}
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
