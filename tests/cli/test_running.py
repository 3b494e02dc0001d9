from __future__ import annotations

from pathlib import Path

import pytest

from bulletin.cli.running import at_home
from bulletin.config import load_settings
from bulletin.errors import SettingsError


def test_a_running_daemon_does_not_follow_its_database_elsewhere(tmp_path: Path) -> None:
    """
    Another output folder means another work folder: commands would look there, while the daemon writes here.
    """
    first = load_settings(None, output=tmp_path)
    assert at_home([load_settings(None, output=tmp_path)], first)
    for other in ({"output": tmp_path / "other"}, {"output": tmp_path, "store": "postgresql+psycopg://db/bulletin"}):
        with pytest.raises(SettingsError, match="重新启动"):
            at_home([load_settings(None, **other)], first)
