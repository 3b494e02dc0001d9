from __future__ import annotations

from pathlib import Path

import pytest
from fakes import FixedClock

from bulletin.checkup import Finding, examine
from bulletin.config import load_settings

ESPEAK = '[speech]\nladder = ["espeak"]\n'


def findings(tmp_path: Path, text: str) -> dict[str, Finding]:
    """
    Write settings and look at them; what was found, by its name.
    """
    file = tmp_path / "bulletin.toml"
    file.write_text(text, "utf-8")
    return {one.name: one for one in examine(load_settings(file), FixedClock())}


@pytest.mark.parametrize("is_there", [True, False])
def test_a_folder_of_recordings_without_its_list_is_told(tmp_path: Path, *, is_there: bool) -> None:
    """
    It stops no programme, so nothing else would say that nobody's recording is heard.
    """
    if is_there:
        (tmp_path / "录音").mkdir()
        (tmp_path / "录音" / "recordings.toml").write_text("", "utf-8")
    found = findings(tmp_path, f'{ESPEAK}recordings = "录音"\n')
    assert ("真人录音" in found) is not is_there
    assert is_there or (found["真人录音"].level, "speech.recordings" in found["真人录音"].told) == ("warn", True)


def test_what_is_missing_is_told_with_what_to_do(tmp_path: Path) -> None:
    """
    No page, no producer code and no address are each a line; a lexicon that is not there means no edition.
    """
    found = findings(tmp_path, f'{ESPEAK}lexicon = "无.toml"\n')
    assert found["稿源"].level == found["人工智能标识"].level == found["收听地址"].level == "warn"
    assert found["数据库和播音员"].level == "bad"
    assert "speech.lexicon" in found["数据库和播音员"].told
