from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import bulletin.cli.sources  # noqa: F401 - adds the commands where `run` does not yet
from bulletin.cli.app import run

SEED = Path(__file__).parents[2] / "seeds" / "000_75ef45a618319a57.txt"


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:  # noqa: ANN401 - a function
    monkeypatch.chdir(tmp_path)

    def call(*words: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            run(["source", *words, "--work", str(tmp_path / "work")])
        out, err = capsys.readouterr()
        return int(left.value.code or 0), out, err

    return call


def test_a_source_is_added_tested_listed_and_removed(source: Any) -> None:  # noqa: ANN401
    """
    The whole life of a source on the command line.
    """
    assert source("add", str(SEED), "--name", "江门日报") == (0, "已添加版面文件“江门日报”，现有 7 篇稿件。\n", "")
    status, out, _ = source("list", "--json")
    (listed,) = json.loads(out)
    assert (status, listed["name"], listed["kind"], listed["articles"], listed["failures"]) == (
        0,
        "江门日报",
        "page",
        7,
        0,
    )
    status, out, _ = source("test", "江门日报", "--json")
    assert (status, len(json.loads(out)[0]["articles"])) == (0, 7)
    assert source("remove", "江门日报")[0] == 0
    assert json.loads(source("list", "--json")[1]) == []


def test_what_cannot_be_read_is_not_added(source: Any) -> None:  # noqa: ANN401
    """
    One line with a code, and the list stays as it was.
    """
    status, _, err = source("add", "nowhere.txt")
    assert (status, err.startswith("错误 BUL-200："), err.count("\n")) == (1, True, 1)
    assert json.loads(source("list", "--json")[1]) == []


def test_the_own_network_is_closed(source: Any) -> None:  # noqa: ANN401
    """
    An address inside is refused with the way out.
    """
    status, _, err = source("add", "http://127.0.0.1:9/feed.xml")
    assert (status, "--private" in err) == (1, True)


def test_a_failing_source_is_counted(source: Any) -> None:  # noqa: ANN401
    """
    `test` exits with 1, and the list says how often and why.
    """
    source("add", "http://127.0.0.1:9/feed.xml", "--unchecked", "--name", "内网")
    assert source("test")[0] == 1
    (listed,) = json.loads(source("list", "--json")[1])
    assert (listed["failures"], "BUL-240" in listed["reason"]) == (1, True)
    assert "连续失败 1" in source("list")[1]


@pytest.mark.parametrize(
    "words",
    [
        ("remove", "没有"),
        ("test", "没有"),
        ("add", "x", "--kind", "telex"),
        ("add", "x", "--trust", "very"),
        ("add", "x", "--kind", "feed"),
    ],
)
def test_nonsense_is_a_usage_error(source: Any, words: tuple[str, ...]) -> None:  # noqa: ANN401
    """
    Exit status 2, in Chinese.
    """
    status, _, err = source(*words)
    assert (status, "BUL-100" in err) == (2, True)
