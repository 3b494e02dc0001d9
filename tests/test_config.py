from __future__ import annotations

from datetime import time
from pathlib import Path

import pytest

from bulletin.config import find_settings, load_settings
from bulletin.errors import SettingsError


@pytest.fixture
def settings_file(tmp_path: Path) -> Path:
    return tmp_path / "bulletin.toml"


def test_no_file_is_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Without any settings the seeds become an edition of 300 seconds at half past seven in audio_out.
    """
    monkeypatch.chdir(tmp_path)
    settings = load_settings(find_settings(None))
    assert settings.sources == (tmp_path / "seeds",)
    assert settings.output == tmp_path / "audio_out"
    assert settings.work == tmp_path / "audio_out" / ".work"
    assert [(s.at, s.seconds) for s in settings.on_air().slots] == [(time(7, 30), 300.0)]


def test_all_faults_are_told_at_once(settings_file: Path) -> None:
    """
    One reading of the message is enough to mend the whole file; a misspelt name is met with its nearest match.
    """
    settings_file.write_text(
        'sorces = ["x"]\n[station]\nnmae = "a"\ntime_zone = "Asia/Shanghia"\n'
        'slots = [{at = "25:00"}, {at = "12:00", secnds = 3}]\n[speech]\nladder = ["egde"]\n',
        "utf-8",
    )
    with pytest.raises(SettingsError) as caught:
        load_settings(settings_file)
    message = str(caught.value)
    assert "6 处" in message
    for hint in (
        "是不是想写 sources",
        "是不是想写 name",
        "Asia/Shanghia",
        "slots.1.at：要写成时刻",
        "想写 seconds",
        "egde",
    ):
        assert hint in message
    assert caught.value.exit_status == 78


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[station\n", "格式不对"),
        ("[daemon]\nlead_minutes = -1\n", "不能小于 0.5"),
        ('[daemon]\nlead_minutes = "ten"\n', "要写成数字"),
        ('[station]\nid = "白沙"\n', "小写英文字母"),
        ('[station]\nid = "a\\n"\n', "小写英文字母"),
        ('[station]\npublic_url = "ftp://x"\n', "http://"),
        ("[station]\nslots = []\n", "至少要有 1 项"),
        ('logs = "loud"\n', "只能是"),
        ("output = 3\n", "路径"),
    ],
)
def test_each_fault_is_said_in_plain_words(settings_file: Path, text: str, said: str) -> None:
    """
    The operator reads Chinese that tells what to write instead.
    """
    settings_file.write_text(text, "utf-8")
    with pytest.raises(SettingsError, match=said):
        load_settings(settings_file)


def test_a_file_in_another_encoding_is_told(settings_file: Path) -> None:
    """
    A settings file saved in GBK is refused with the cure, not read as rubbish.
    """
    settings_file.write_bytes('[station]\nname = "白沙"\n'.encode("gbk"))
    with pytest.raises(SettingsError, match="UTF-8"):
        load_settings(settings_file)


def test_the_environment_overrides_the_file(settings_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    BULLETIN_STATION__NAME changes that one name and nothing else of the station.
    """
    settings_file.write_text('[station]\nid = "baisha"\nname = "白沙街道广播站"\n', "utf-8")
    monkeypatch.setenv("BULLETIN_STATION__NAME", "农林社区广播站")
    station = load_settings(settings_file).station
    assert (station.id, station.name) == ("baisha", "农林社区广播站")


def test_paths_in_a_file_start_at_its_folder(
    settings_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    The daemon may be started from anywhere; a path typed by hand is meant from where one stands.
    """
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    settings_file.write_text('sources = ["pages"]\noutput = "out"\n[speech]\nlexicon = "names.toml"\n', "utf-8")
    settings = load_settings(settings_file)
    assert settings.sources == (tmp_path / "pages",)
    assert settings.speech.lexicon == tmp_path / "names.toml"
    assert load_settings(settings_file, output=Path("typed")).output == here / "typed"


def test_a_named_file_must_be_there(tmp_path: Path) -> None:
    """
    A wrong --config is an error, never a silent run with defaults.
    """
    with pytest.raises(SettingsError, match="找不到"):
        find_settings(tmp_path / "none.toml")


def test_slots_are_in_the_order_of_the_day(settings_file: Path) -> None:
    """
    However they are written, air times come out sorted.
    """
    settings_file.write_text('[station]\nslots = [{at = "18:00"}, {at = 07:30:00}]\n', "utf-8")
    assert [s.name for s in load_settings(settings_file).on_air().slots] == ["0730", "1800"]
