from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bulletin.cli.make import already
from bulletin.cli.reviewing import _judged, _taken
from bulletin.config import load_stations
from bulletin.errors import BusyError
from bulletin.model import EditionKey
from bulletin.station import database_of
from bulletin.store.entries import Entry, State, Verdict
from bulletin.store.ledger import Ledger

ROOT = Path(__file__).parents[2]
SEED = ROOT / "seeds" / "000_75ef45a618319a57.txt"
HEADLINE = "荷塘镇[/video]新建419个[red]市政消防栓"
NAME = "2026-11-24-0730"


@dataclass(frozen=True)
class House:
    """
    Two stations behind one settings file; `b` waits for approval. Commands run from a folder beside it.
    """

    folder: Path

    def words(self, *args: str | Path) -> list[str]:
        return [sys.executable, "-m", "bulletin.cli", *map(str, args), "--config", str(self.folder / "bulletin.toml")]

    def environment(self) -> dict[str, str]:
        return {k: v for k, v in os.environ.items() if not k.startswith("BULLETIN_")} | {"PYTHONPATH": str(ROOT)}

    def bulletin(self, *args: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.words(*args),
            cwd=self.folder / "elsewhere",
            env=self.environment(),
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    folder = tmp_path_factory.mktemp("house")
    for name in ("stations", "pages", "elsewhere"):
        (folder / name).mkdir()
    page = SEED.read_text("utf-8").replace("荷塘镇新建419个市政消防栓", HEADLINE, 1)
    (folder / "pages" / "page.txt").write_text(page, "utf-8")
    common = 'sources = ["pages"]\noutput = "out"\nwork = "work"\n[speech]\nladder = ["espeak"]\n'
    (folder / "bulletin.toml").write_text(common, "utf-8")
    (folder / "stations" / "a.toml").write_text('[station]\nid = "a"\nname = "甲台"\n', "utf-8")
    slots = 'slots = [{at = "07:30", approval = "hold"}]'
    (folder / "stations" / "b.toml").write_text(f'[station]\nid = "b"\nname = "乙台"\n{slots}\n', "utf-8")
    return House(folder)


@pytest.fixture(scope="module")
def made(house: House) -> subprocess.CompletedProcess[str]:
    """
    The edition of `b`, made once by the real command.
    """
    return house.bulletin("make", "--station", "b", "--date", "2026-11-24")


@pytest.mark.parametrize(
    "words",
    [
        ("make",),
        ("script",),
        ("articles",),
        ("voices",),
        ("say", "你好"),
        ("edit", NAME, "--out", "x"),
        ("retract", NAME, "--why", "x"),
        ("review", NAME),
        ("review", NAME, "--approve", "王"),
        ("source", "list"),
    ],
)
def test_a_command_for_one_station_asks_which(house: House, words: tuple[str, ...]) -> None:
    """
    One line, exit status 2, the ids of all stations; nothing is made in the name of another.
    """
    done = house.bulletin(*words)
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line.startswith("错误 BUL-100")
    assert "--station" in line
    assert "a、b" in line


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("make", "-s", "c"), "a、b"),
        (("review", f"c/{NAME}"), "a、b"),
        (("review", f"a/{NAME}", "-s", "b"), "不是电台 b 的"),
    ],
)
def test_a_station_that_is_not_there_is_told(house: House, words: tuple[str, ...], said: str) -> None:
    """
    An unknown id, or two ids that contradict each other.
    """
    done = house.bulletin(*words)
    assert (done.returncode, said in done.stderr, done.stderr.count("\n")) == (2, True, 1)


def test_paths_of_the_file_hold_from_any_folder(house: House, made: subprocess.CompletedProcess[str]) -> None:
    """
    The command was run elsewhere: pages were found, clips and database lie where the file says.
    """
    assert made.returncode == 4, made.stderr
    assert (house.folder / "work" / "bulletin.db").is_file()
    assert not list((house.folder / "elsewhere").iterdir())


def test_square_brackets_in_a_headline_are_words(house: House, made: subprocess.CompletedProcess[str]) -> None:
    """
    A headline with something like markup is printed as it stands, by every command.
    """
    shown = (made, house.bulletin("review"), house.bulletin("articles", "-s", "a"))
    for done in shown:
        assert "[/video]" in done.stdout
        assert "[red]" in done.stdout
        assert "Traceback" not in done.stderr


def test_an_edition_in_review_is_not_said_to_be_published(house: House, made: subprocess.CompletedProcess[str]) -> None:
    """
    Made again, it says that it waits, and by which name it is approved.
    """
    again = house.bulletin("make", "-s", "b", "--date", "2026-11-24")
    assert again.returncode == 4
    assert "这一期待审，没有重做" in again.stdout
    assert "已经发布" not in again.stdout + made.stdout
    assert f"bulletin review b/{NAME} --approve" in again.stderr
    assert "[/video]" in again.stdout


def test_review_lists_the_editions_of_all_stations(house: House, made: subprocess.CompletedProcess[str]) -> None:
    """
    Each by the name the command takes, with the ledger's state and every word of the script.
    """
    assert made.returncode == 4
    (waiting,) = json.loads(house.bulletin("review", "--json").stdout)["waiting"]
    assert (waiting["edition"], waiting["station"], waiting["status"]) == (f"b/{NAME}", "b", "review")
    assert Path(waiting["audio"]).is_file()
    one = json.loads(house.bulletin("review", waiting["edition"], "--json").stdout)
    assert one == waiting
    drawn = house.bulletin("review").stdout
    assert "待审" in drawn
    assert "…" not in drawn.replace("……", "")
    assert json.loads(house.bulletin("review", "-s", "a", "--json").stdout) == {"waiting": []}


def test_a_verdict_that_is_not_taken_is_an_error(house: House, made: subprocess.CompletedProcess[str]) -> None:
    """
    Where the audio is another than the one that was heard, nothing is approved, and the reviewer is told.
    """
    assert made.returncode == 4
    key = EditionKey("b", date(2026, 11, 24), "0730")
    with closing(database_of(load_stations(house.folder / "bulletin.toml")[1])) as database:
        ledger = Ledger(database)
        with pytest.raises(BusyError, match=r"没有批准.*录音已经换过"):
            _judged(ledger, key, Verdict("王", is_approved=True, audio_sha="another"), NAME)
        entry = ledger.entry(key)
    assert entry is not None
    assert entry.state == "review"


def test_what_a_command_advises_works_as_it_is_written(house: House, made: subprocess.CompletedProcess[str]) -> None:
    """
    With several stations, the commands that are named bear the station; and `-q` says nothing.
    """
    assert made.returncode == 4
    script = house.folder / "script.txt"
    told = house.bulletin("edit", NAME, "--station", "b", "--out", script)
    assert f"bulletin edit b/{NAME} --in {script}" in told.stderr
    assert not house.bulletin("edit", f"b/{NAME}", "--out", script, "-q").stderr
    key = EditionKey("b", date(2026, 11, 24), "0730")
    assert _taken(key, is_approved=True, is_one_of_many=True).count(" --slot 0730 --station b ") == 1
    assert "--station" not in _taken(key, is_approved=False, is_one_of_many=False)


def test_an_approval_is_shown_and_cannot_be_given_twice(house: House, made: subprocess.CompletedProcess[str]) -> None:
    """
    The state after the verdict is what is answered; the second reviewer learns it.
    """
    assert made.returncode == 4
    house.bulletin("make", "-s", "b", "--date", "2026-11-25")
    done = house.bulletin("review", "b/2026-11-25-0730", "--approve", "王", "--json")
    assert "已批准 2026-11-25-0730。" in done.stderr
    assert "--slot 0730 --station b " in done.stderr
    assert (done.returncode, json.loads(done.stdout)["status"]) == (0, "approved")
    again = house.bulletin("review", "b/2026-11-25-0730", "--reject", "李")
    assert (again.returncode, "已批准" in again.stderr, again.stderr.count("\n")) == (2, True, 1)


@pytest.fixture
def address(house: House) -> Iterator[str]:
    """
    Where `bulletin serve` answers.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = house.words("serve", "--host", "127.0.0.1", "--port", str(port))
    with subprocess.Popen(words, cwd=house.folder, env=house.environment(), stderr=subprocess.DEVNULL) as server:
        url = f"http://127.0.0.1:{port}"
        for _ in range(200):
            try:
                urllib.request.urlopen(f"{url}/healthz").close()  # noqa: S310 - our own server
                break
            except OSError:
                time.sleep(0.1)
        yield url
        server.terminate()


def test_serve_gives_out_all_stations(address: str) -> None:
    """
    Each station under its id.
    """
    for name, said in (("a", "甲台"), ("b", "乙台")):
        with urllib.request.urlopen(f"{address}/{name}/") as page:  # noqa: S310 - our own server
            assert said in page.read().decode()


def test_every_state_has_a_chinese_name() -> None:
    """
    Officials read no English state words.
    """
    assert all(state.said and not state.said.isascii() for state in State)


@pytest.mark.parametrize(
    ("state", "is_new_revision", "said"),
    [
        (State.PUBLISHED, False, "已经发布，没有重做"),
        (State.REVIEW, False, "待审，没有重做"),
        (State.REVIEW, True, "--force-new-revision 没有执行"),
        (State.APPROVED, False, "已批准，没有重做"),
    ],
)
def test_what_was_not_made_again_says_why(state: State, is_new_revision: bool, said: str) -> None:  # noqa: FBT001 - a column of the table
    """
    The sentence is chosen by the state.
    """
    key = EditionKey("b", date(2026, 11, 24), "0730")
    entry = Entry(key, state, datetime(2026, 11, 23, 23, 30, tzinfo=UTC), 1, 1, "", {}, is_leased=False)
    assert said in already(entry, is_new_revision=is_new_revision)
