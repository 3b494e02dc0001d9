from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from polyphones import wanted_rows
from real.edge_sound import plain_pinyin
from tiny_voice import make_folder

from bulletin.errors import ClipError, ServiceError, SetupError, TextError
from bulletin.model import Line
from bulletin.script.pronunciation import pinyin as readings
from bulletin.speech.completeness import faults
from bulletin.speech.sherpa import Sherpa
from bulletin.speech.worker import Worker

pytestmark = pytest.mark.skipif(importlib.util.find_spec("sherpa_onnx") is None, reason="needs the extra neural")

TEXT = "今天全县普降大雨，局部地区有暴雨。"
KNOWN = TEXT + "重庆虫众中英雄穷请注意安全诶毕替"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_folder(tmp_path_factory.mktemp("models") / "tiny", KNOWN.replace("，", "").replace("。", ""))


@pytest.fixture(scope="module")
def voice(folder: Path) -> Iterator[Sherpa]:
    announcer = Sherpa(str(folder), plain_pinyin, folder.parent / "cache")
    yield announcer
    announcer.close()


def line(text: str, rate: int = 200) -> Line:
    return Line(text, text, rate=rate)


def test_a_line_is_spoken_through_the_real_engine(voice: Sherpa) -> None:
    """
    The sound passes the checks, at the wanted pace, with a mark for its sentence.
    """
    for _ in range(2):  # the second time the pace is known
        take = voice.speak(line(TEXT), 10)
    assert not faults(take, TEXT, 200, voice.spread)
    assert take.sample_rate == 22_050
    assert [mark.text for mark in take.marks] == [TEXT]


def test_the_rate_is_obeyed(voice: Sherpa) -> None:
    """
    Half as fast takes twice as long.
    """
    slow, fast = (voice.speak(line(TEXT, rate), 10).seconds for rate in (120, 240))
    assert slow / fast == pytest.approx(2, rel=0.2)


def test_readings_are_sent_not_characters(folder: Path) -> None:
    """
    重 wanted as chong2 sounds exactly as 虫, as zhong4 exactly as 众, whatever the model's own lexicon says.
    """
    sounds, wanted = {}, [""]
    announcer = Sherpa(str(folder), lambda text: [*wanted, *[""] * (len(text) - 1)], folder.parent / "cache")
    for text, said in (("重", "chong2"), ("虫", "chong2"), ("重", "zhong4"), ("众", "zhong4"), ("雄", "xiong2")):
        wanted[:] = [said]
        sounds[text + said] = announcer.speak(line(text + "。"), 10).samples
    announcer.close()
    assert np.array_equal(sounds["重chong2"], sounds["虫chong2"])
    assert np.array_equal(sounds["重zhong4"], sounds["众zhong4"])
    assert not np.array_equal(sounds["重chong2"], sounds["重zhong4"])
    assert len(sounds["雄xiong2"]) > 4000


def test_a_character_the_model_would_drop_is_refused_before(voice: Sherpa) -> None:
    """
    The library leaves out what it does not know and reports success; ours names the character.
    """
    with pytest.raises(TextError, match="犇"):
        voice.speak(line("今天犇。"), 10)


def test_letters_are_spelt_where_the_model_has_their_sounds(voice: Sherpa) -> None:
    """
    A letter is sent as the syllables of its name; without them it is refused.
    """
    assert voice.recipe(line("T")) != voice.recipe(line("B"))
    with pytest.raises(TextError, match="W"):
        voice.recipe(line("W"))


def test_a_speaker_that_is_not_there_is_told(folder: Path) -> None:
    """
    The library would quietly take the first one.
    """
    announcer = Sherpa(f"{folder}#99", plain_pinyin, folder.parent / "cache")
    assert "编号 0 到 2" in announcer.trouble(10)
    announcer.close()
    with pytest.raises(SetupError, match="#"):
        Sherpa(f"{folder}#x", plain_pinyin, folder.parent / "cache")


@pytest.mark.parametrize("gone", ["model.onnx", "tokens.txt", "lexicon.txt"])
def test_what_is_missing_of_a_folder_is_named(folder: Path, tmp_path: Path, gone: str) -> None:
    """
    An incomplete download is told by the file that is not there.
    """
    broken = tmp_path / "broken"
    shutil.copytree(folder, broken)
    (broken / gone).unlink()
    assert gone.removeprefix("model") in Sherpa(str(broken), plain_pinyin, tmp_path / "c").trouble(10)
    assert "找不到" in Sherpa(str(tmp_path / "none"), plain_pinyin, tmp_path / "c").trouble(10)


@pytest.mark.parametrize("harm", ["garbage", "half", "no facts"])
def test_a_model_that_is_none_ends_its_own_process_only(folder: Path, tmp_path: Path, harm: str) -> None:
    """
    A file that is no model, half of one, or one without its facts (for which the library exits) is told, and we live.
    """
    broken = tmp_path / "broken"
    shutil.copytree(folder, broken)
    model = broken / "model.onnx"
    data = model.read_bytes()
    changed = {
        "garbage": b"x" * 5000,
        "half": data[: len(data) // 2],
        "no facts": data.replace(b"sample_rate", b"sample_rabe"),
    }
    model.write_bytes(changed[harm])
    announcer = Sherpa(str(broken), plain_pinyin, tmp_path / "c")
    assert "装不进来" in announcer.trouble(10)
    announcer.close()


def test_another_model_has_another_key(folder: Path, tmp_path: Path) -> None:
    """
    A clip of one model is never taken for that of another that came into its folder.
    """
    other = tmp_path / "tiny"
    shutil.copytree(folder, other)
    before = Sherpa(str(other), plain_pinyin, tmp_path / "c").recipe(line(TEXT))
    (other / "model.onnx").write_bytes((folder / "model.onnx").read_bytes() + b"\0")
    assert Sherpa(str(other), plain_pinyin, tmp_path / "c").recipe(line(TEXT)) != before


def test_a_process_that_dies_over_a_line_is_begun_again(voice: Sherpa) -> None:
    """
    Its death is a clip that failed; the next line is spoken.
    """
    voice.speak(line(TEXT), 10)
    process = voice._worker._process
    assert process
    process.kill()
    process.wait()
    assert voice.speak(line(TEXT), 10).seconds > 2


SLEEPER = """
import json, sys, time
print(json.dumps({"speakers": 1}), flush=True)
sys.stdin.readline()
for line in sys.stdin:
    if "die" in line:
        sys.exit(3)
    if "lie" in line:
        print("oops", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def sleeper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Worker]:
    (tmp_path / "sleeper.py").write_text(SLEEPER, "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    worker = Worker("sleeper", {})
    yield worker
    worker.close()


def test_a_process_that_hangs_is_ended_in_time(sleeper: Worker) -> None:
    """
    It gets its seconds and no more; the next question finds a new one.
    """
    with pytest.raises(ServiceError, match="没有答完"):
        sleeper.ask({"text": "x"}, 0.2)
    with pytest.raises(ClipError):
        sleeper.ask({"text": "die"}, 5)
    with pytest.raises(ClipError):
        sleeper.ask({"text": "lie"}, 5)


def test_for_200_lines_the_wanted_reading_is_what_is_sent(tmp_path: Path) -> None:
    """
    With a lexicon of the characters of GB 2312 every syllable of 200 lines is sent as itself, polyphones among them.
    """
    cells = (bytes([row, cell]) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    common = "".join(cell.decode("gb2312", "ignore") for cell in cells)
    folder = make_folder(tmp_path / "large", common)
    announcer = Sherpa(str(folder), readings, tmp_path / "cache")
    syllable = {character: one for one, character in announcer._model.syllables.items()}
    known = set(syllable.values())
    assert len(known) > 1000
    rows = wanted_rows(200)
    for text, place, _ in rows:
        said = readings(text)
        sent = announcer._sent(text)
        heard = [syllable.get(one, "") for one in sent[: len(text)]]
        assert [one[:-1] for one in heard] == [one[:-1] for one in said], text
        assert all(one == other for one, other in zip(heard, said, strict=True) if other in known), text
        assert said[place]
