from __future__ import annotations

import re
from dataclasses import fields
from datetime import time
from pathlib import Path

import pytest

from bulletin.config import find_settings, load_settings, load_stations
from bulletin.config.parts import WEIGHTS
from bulletin.errors import SettingsError
from bulletin.selection.newsworthiness import Weights
from bulletin.store.database import Database


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
        ("[station\n", "格式不对：方括号没有成对"),
        ("[station]\nname\n", "要写成 名字 = 值"),
        ("[station]\nname = “白沙”\n", "第 2 行第 8 个字附近格式不对：“ 是中文标点，请改成英文标点"),
        ('[speech]\r\nladder = ["edge"，"espeak"]\r\n', "第 2 行第 17 个字附近格式不对：， 是中文标点"),
        ("【station】\n", "【 是中文标点"),
        ("[station]\nname = 白沙\n", "要用英文引号括起来"),
        ('[station]\nname = "白沙”\n', "引号没有成对"),
        ('sources = ["C:\\Users\\a"]\n', "也可以写成 /"),
        ('sources = ["D:\\版面"]\n', "也可以写成 /"),
        ('[station]\nname = "a"\nname = "b"\n', "同一项写了两次"),
        ('sources = ["版面"\n', "没有成对"),
        ('sources = ["https://paper.example.cn/"]\n', "https://paper.example.cn 是网址.*bulletin source add"),
        ('[watch]\nurl = "http://[1:8321/baisha"\n', "完整的网址"),
        ('[station]\npublic_url = "http://a:b/"\n', "完整的网址"),
        ('[watch]\nsmtp = "mail.example.cn:smtp"\n', "主机名:端口"),
        ('[watch]\nsmtp = "mail.example.cn"\n', "要同时写 smtp 和 mail_to"),
        ('[watch]\nmail_to = ["a@example.cn"]\n', "要同时写 smtp 和 mail_to"),
        ("[daemon]\nlead_minutes = -1\n", "不能小于 0.5"),
        ('[daemon]\nlead_minutes = "ten"\n', "要写成数字"),
        ('[station]\nid = "白沙"\n', "小写英文字母"),
        ('[station]\nid = "a\\n"\n', "小写英文字母"),
        ('[station]\npublic_url = "ftp://x"\n', "http://"),
        ("[station]\nslots = []\n", "至少要有 1 项"),
        ('[programme]\nrendition = "loud"\n', "只能是 studio、horn、night"),
        ("output = 3\n", "路径"),
        ('[station]\ntime_zone = "{a}"\n', "不认识的时区“{a}”"),
        ('[station]\nslots = [{at = "07:30Z"}, {at = "18:00"}]\n', "不能带时区"),
        ('[station]\nslots = [{at = "07:30+08:00"}]\n', "不能带时区"),
        ("[station]\nslots = [{at = 730}]\n", "要写成时刻"),
        ('[station]\nexception_reason = "赛事"\nslots = [{at = "07:30"}, {at = "07:30:20"}]\n', "都在 07:30"),
        ("[selection]\nweights = {heer = 1}\n", "是不是想写 here"),
        ("[selection]\nweights = {here = inf}\n", "无穷大"),
        ('logs = "info"\n', "没有这一项"),
    ],
)
def test_each_fault_is_said_in_plain_words(settings_file: Path, text: str, said: str) -> None:
    """
    The operator reads Chinese that tells what to write instead.
    """
    settings_file.write_text(text, "utf-8")
    with pytest.raises(SettingsError, match=said):
        load_settings(settings_file)


@pytest.mark.parametrize("at", ["7:30", "07：30", "７:30", " 7：30 "])
def test_a_time_is_read_as_people_write_it(settings_file: Path, at: str) -> None:
    """
    A missing nought and the colon of a Chinese keyboard are no faults: the time is clear.
    """
    settings_file.write_text(f'[station]\nslots = [{{at = "{at}"}}]\n', "utf-8")
    assert [slot.at for slot in load_settings(settings_file).on_air().slots] == [time(7, 30)]


FAULTY = (
    "station = 1",
    "station = []",
    "[station]\nslots = 3",
    "[station]\nslots = [3]",
    "[station]\ndays = [{}]",
    "[station]\ndays = [{date = 3.5}]",
    '[station]\ndays = [{date = "2027-13-01"}]',
    "[station]\ndays = [{date = 2027-02-06T12:00:00}]",
    "[station]\nslots = [{at = true}]",
    "[station]\nslots = [{at = 2027-02-06}]",
    '[station]\nslots = [{approval = "x", seconds = nan}]',
    '[station]\nname = ""',
    f'[station]\nname = "{"长" * 41}"',
    '[selection]\nweights = {here = "x"}',
    "[selection]\nweights = 3",
    "[selection]\nmemory_days = 1.5",
    "[selection]\nmemory_days = inf",
    "[selection]\nleaders = [{}]",
    '[selection]\nleaders = [{name = "a", title = "b", since = "x", order = -1}]',
    '[selection]\npins = "x"',
    "[speech]\nlexicon = 3\nmodels = [3]\nladder = [3]",
    "[speech.openai]\nkey = 3\nurl = 3",
    "sources = [1]",
    "[writer]\nseconds = []",
    "[serve]\nport = 99999",
    "[serve]\nhost = 3",
    "a = = 3",
    '[station]\nname = "a',
)


@pytest.mark.parametrize("text", FAULTY)
def test_no_fault_is_told_in_english(settings_file: Path, text: str) -> None:
    """
    Whatever is wrong, the operator reads a Chinese sentence: no words of the library are passed on.
    """
    settings_file.write_text(text, "utf-8")
    with pytest.raises(SettingsError) as caught:
        load_settings(settings_file)
    said = str(caught.value).replace(str(settings_file), "")
    assert not re.search(r"(?i)\b(should|input|valid|must|expected|invalid|missing|value|line)\b", said), said
    assert re.search("[一-鿿]", said.partition("：")[2] or said)


def test_reasons_that_may_be_weighed_are_those_of_the_desk() -> None:
    """
    Settings know the names of all weights, and no other.
    """
    assert set(WEIGHTS) == {field.name for field in fields(Weights)}


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
    typed = load_settings(settings_file, output=Path("typed"), work=None, sources=None)
    assert (typed.output, typed.sources) == (here / "typed", (tmp_path / "pages",))


def test_what_is_typed_wins_over_the_environment(settings_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    The order is: typed by hand, environment, file.
    """
    settings_file.write_text('output = "of the file"\n', "utf-8")
    monkeypatch.setenv("BULLETIN_OUTPUT", "/of/the/environment")
    assert load_settings(settings_file).output == Path("/of/the/environment")
    assert load_settings(settings_file, output=Path("/typed")).output == Path("/typed")


@pytest.mark.parametrize("ladder", ["espeak,edge", "espeak， edge", '["espeak", "edge"]'])
def test_lists_in_the_environment_are_written_with_commas(monkeypatch: pytest.MonkeyPatch, ladder: str) -> None:
    """
    A list of words may stand in a variable as people write it, or as JSON.
    """
    monkeypatch.setenv("BULLETIN_SPEECH__LADDER", ladder)
    assert load_settings().speech.ladder == ("espeak", "edge")


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("BULLETIN_SPEECH__LADDER", '["espeak"', "逗号"),
        ("BULLETIN_STATION__SLOTS", "07:30", "JSON"),
        ("BULLETIN_STATION", "村", "一组设置"),
        ("BULLETIN_SELECTION__WEIGHTS", "here=1", "JSON"),
    ],
)
def test_a_variable_that_cannot_be_read_is_told(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    """
    Which one, and how it is to be written.
    """
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=f"{name} .*{said}"):
        load_settings()


@pytest.fixture
def stations(settings_file: Path) -> Path:
    """
    A settings file with two stations beside it, and a third on a disk of its own.
    """
    settings_file.write_text('output = "out"\n[speech]\nladder = ["espeak"]\n', "utf-8")
    folder = settings_file.parent / "stations"
    folder.mkdir()
    (folder / "a.toml").write_text('[station]\nid = "a"\nname = "甲"\n', "utf-8")
    (folder / "b.toml").write_text('output = "elsewhere"\n[station]\nid = "b"\nname = "乙"\n', "utf-8")
    return settings_file


def test_all_stations_share_one_database(stations: Path, tmp_path: Path) -> None:
    """
    Where a station publishes elsewhere its editions still stand in the one database, which daemon and commands open.
    """
    a, b = load_stations(stations)
    assert (a.output, b.output) == (tmp_path / "out", tmp_path / "elsewhere")
    assert a.work == b.work == tmp_path / "out" / ".work"
    (stations.parent / "stations" / "c.toml").write_text('work = "own"\n[station]\nid = "c"\n', "utf-8")
    with pytest.raises(SettingsError, match="共用一个数据库"):
        load_stations(stations)


def test_the_file_of_one_station_is_not_the_settings(stations: Path) -> None:
    """
    Read alone it would be another station in another database: the way to name it is told.
    """
    with pytest.raises(SettingsError, match="--station b"):
        find_settings(stations.parent / "stations" / "b.toml")


ADDRESSES = (
    "postgresql+psycopg://u:se@cret@h/db",
    "postgresql+psycopg://u:secret@h:abc/db",
    "postgresql+psycopg://u:secret/db",
    "postgresql+psycopg//u:secret@h/db",
    "postgresql+psycopg:/u:se@cret@h",
    "postgresql+psycopg://h:abc/db?password=secret",
    "mysql://u:secret@h/db",
    "postgresql/u/secret",
    "postgresql+psycopg//:secret@h/db",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_wrong_database_address_is_told_without_its_password(address: str) -> None:
    """
    One sentence, whatever is wrong with it, and no part of the password.
    """
    with pytest.raises(SettingsError) as caught:
        Database(address)
    assert "cret" not in str(caught.value)
    assert "数据库地址" in str(caught.value)


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
