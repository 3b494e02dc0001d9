from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SEED = ROOT / "seeds" / "000_75ef45a618319a57.txt"


def bulletin(*args: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """
    Run the real program in a folder of its own, offline voice only.
    """
    settings = {k: v for k, v in os.environ.items() if not k.startswith("BULLETIN_")}
    return subprocess.run(
        [sys.executable, "-m", "bulletin.cli", *map(str, args)],
        cwd=cwd,
        env=settings | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def files_in(folder: Path) -> dict[str, bytes]:
    """
    Return what is published: every file of the output folder outside the work folder, by name.
    """
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".work" not in path.parts
    }


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, object]]:
    """
    One edition of the seed page, made once for all tests of this file.
    """
    folder = tmp_path_factory.mktemp("made")
    done = bulletin("make", SEED, "--date", "2026-11-24", "-a", "espeak", "--json", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder, json.loads(done.stdout)


def test_the_seed_becomes_a_programme(made: tuple[Path, dict[str, object]]) -> None:
    """
    The document promises, and the folder holds, a labelled programme of 240-330 s at -16 LUFS within 1 LU.
    """
    folder, record = made
    assert record["status"] == "published"
    assert 240 <= float(str(record["seconds"])) <= 330
    assert abs(float(str(record["lufs"])) + 16) <= 1
    assert float(str(record["true_peak_db"])) <= -1
    assert json.loads(str(record["label"]))["Label"] == "1"
    files = record["files"]
    assert isinstance(files, dict)
    for name in files.values():
        assert (folder / "audio_out" / "village" / name).is_file(), name


def test_every_line_has_a_source_that_holds_its_numbers(made: tuple[Path, dict[str, object]]) -> None:
    """
    Each line of each story points at passages, and the digits it shows stand in them or are the day of print in words.
    """
    _, record = made
    stories = record["stories"]
    assert isinstance(stories, list)
    assert len(stories) >= 3
    for story in stories:
        for line in story["lines"]:
            assert line["sources"], line["text"]
            passages = "".join(source["text"] for source in line["sources"])
            for number in re.findall(r"\d+", line["text"]):
                assert number in passages, (number, line["text"])
            assert not re.search(r"\d", line["spoken"]), line["spoken"]


def test_run_again_changes_no_byte(made: tuple[Path, dict[str, object]]) -> None:
    """
    The second run says that the edition is there and leaves every published file as it was.
    """
    folder, record = made
    before = files_in(folder / "audio_out")
    again = bulletin("make", SEED, "--date", "2026-11-24", "-a", "espeak", cwd=folder)
    assert again.returncode == 0
    assert "已经发布" in again.stdout
    assert files_in(folder / "audio_out") == before
    assert json.loads(before[f"village/{record['air_date']}-0730.json"])["revision"] == 0


def test_a_new_revision_has_its_own_name(made: tuple[Path, dict[str, object]]) -> None:
    """
    `--force-new-revision` makes -r1 beside the first, and the feed carries the new one only.
    """
    folder, _ = made
    done = bulletin("make", SEED, "--date", "2026-11-24", "-a", "espeak", "--force-new-revision", "--json", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["revision"] == 1
    out = folder / "audio_out" / "village"
    assert (out / "2026-11-24-0730-r1.mp3").is_file()
    assert (out / "2026-11-24-0730.mp3").is_file()
    feed = (out / "feed.xml").read_text("utf-8")
    assert feed.count("<item>") == 1
    assert "2026-11-24-0730-r1.mp3" in feed


@pytest.fixture
def bad(request: pytest.FixtureRequest, tmp_path: Path) -> list[str]:
    """
    Arguments of a command line that cannot succeed.
    """
    page = tmp_path / "page.txt"
    kinds: dict[str, bytes] = {
        "empty": b"",
        "binary": bytes(range(256)) * 20,
        "no article": "一二三\n四五六\n".encode(),
    }
    if request.param in kinds:
        page.write_bytes(kinds[request.param])
    return [str(page)]


def test_the_outer_form_is_a_matter_of_settings(tmp_path: Path) -> None:
    """
    With the label in rhythm and the call over music the programme is as long, passes the gate, and is labelled twice.

    The call's words are placed where they are heard: after the music's own beginning.
    """
    (tmp_path / "form.toml").write_text('[programme]\nlabel = "rhythm"\ngreeting = "over_music"\n', "utf-8")
    args = ("make", SEED, "--date", "2026-11-27", "-a", "espeak", "--json", "--config", "form.toml")
    done = bulletin(*args, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    record = json.loads(done.stdout)
    assert 291 <= record["seconds"] <= 309
    marks = re.findall(r"(\S+) --> \S+\n(\S+)", (tmp_path / "audio_out/village/2026-11-27-0730.vtt").read_text("utf-8"))
    assert marks[0] == ("00:00:02.400", "各位听众，早上好，这里是村村响广播站。")
    assert not any("人工智能合成" in words for _, words in marks)
    told = json.loads(bulletin("verify", "audio_out/village/2026-11-27-0730.mp3", "--json", cwd=tmp_path).stdout)
    assert told["faults"] == []
    assert told["label_rates"] == []


@pytest.mark.parametrize("bad", ["missing", "empty", "binary", "no article"], indirect=True)
def test_a_bad_source_is_told_in_one_line(bad: list[str], tmp_path: Path) -> None:
    """
    One line with file, fault and code, exit status 1, nothing published.
    """
    done = bulletin("make", *bad, "-a", "espeak", cwd=tmp_path)
    assert done.returncode == 1
    (line,) = [row for row in done.stderr.splitlines() if row.startswith("错误")]
    assert "page.txt" in line
    assert "BUL-2" in line
    assert "Traceback" not in done.stderr
    assert not files_in(tmp_path / "audio_out") if (tmp_path / "audio_out").exists() else True


def test_a_page_in_gb18030_is_read(tmp_path: Path) -> None:
    """
    Old editorial systems save GB18030: the page is read, not refused.
    """
    page = tmp_path / "page.txt"
    page.write_bytes(SEED.read_text("utf-8").encode("gb18030"))
    done = bulletin("articles", page, "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert len(json.loads(done.stdout)["articles"]) == 7


def test_an_output_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """
    A file stands where the folder should be: one line, exit status 1.
    """
    (tmp_path / "taken").write_text("x")
    done = bulletin("make", SEED, "-a", "espeak", "--output", tmp_path / "taken", cwd=tmp_path)
    assert done.returncode == 1
    assert "BUL-500" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--date", "11/30"], "11/30"),
        (["-a", "nobody"], "nobody"),
        (["--no-such-option"], "no-such-option"),
    ],
)
def test_a_wrong_command_line_is_status_2(args: list[str], said: str, tmp_path: Path) -> None:
    """
    A date that does not parse, an unknown announcer, an unknown option: told, exit status 2, nothing written.
    """
    done = bulletin("make", SEED, *args, cwd=tmp_path)
    assert done.returncode == 2, done.stderr
    assert said in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_wrong_settings_are_status_78(tmp_path: Path) -> None:
    """
    A misspelt setting is told with its nearest match.
    """
    (tmp_path / "bulletin.toml").write_text('[station]\nnmae = "甲"\n', "utf-8")
    done = bulletin("make", SEED, cwd=tmp_path)
    assert done.returncode == 78
    assert "station.nmae" in done.stderr
    assert "name" in done.stderr


@pytest.mark.real
def test_a_full_disk_leaves_nothing_half_written(tmp_path: Path) -> None:
    """
    On a disk of 2 MB the edition fails with status 75, and no file of it is left where listeners look.
    """
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("mounting a small disk needs root")
    try:
        done = bulletin("make", SEED, "-a", "espeak", "--output", disk, "--work", tmp_path / "work", cwd=tmp_path)
        filled = bulletin("make", SEED, "-a", "espeak", "--output", disk / "out", cwd=tmp_path)
        left = (
            [name for name in files_in(disk / "out") if not name.endswith(".part")] if (disk / "out").exists() else []
        )
    finally:
        subprocess.run(["umount", str(disk)], check=True)
    assert done.returncode in (0, 75), done.stderr
    assert filled.returncode == 75, filled.stderr
    assert "BUL-510" in filled.stderr
    assert "Traceback" not in filled.stderr
    assert left == []


def test_the_version_is_told_quickly() -> None:
    """
    `--version` loads nothing heavy.
    """
    code = """
import sys
from bulletin.cli import main
sys.argv = ["bulletin", "--version"]
main()
heavy = {"numpy", "typer", "rich", "pydantic", "sqlalchemy", "jieba"} & set(sys.modules)
assert not heavy, heavy
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("bulletin ")
