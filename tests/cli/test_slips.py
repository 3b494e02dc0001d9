from __future__ import annotations

from pathlib import Path

import pytest

from bulletin import cli
from bulletin.cli.app import run


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["make", "--sttion", "x"], "没有 --sttion 这个选项，是不是想写 "),
        (["mke"], "没有“mke”这个命令"),
        (["source", "ad"], "用法见 bulletin source --help。"),
        (["retract", "2026-11-24-0730"], "少写了 --why。用法见 bulletin retract --help。"),
        (["say"], "少写了 "),
        (["serve", "--port", "x"], "--port 后面的值写得不对"),
        (["make", "--date"], "--date 后面要写值"),
        (["say", "一", "二"], "多写了“二”"),
        (["say", "好" * 2001], "这段话有 2001 个字"),
        (["make", "--date", "0001-01-01"], "年份请在 2000 到 2099 之间"),
        (["script", "--date", "9999-12-31"], "年份请在 2000 到 2099 之间"),
        (["review", "2026-11-24-0730", "--approve", "  "], "请写明是谁"),
        (["review", "2026-11-24-0730", "--reject", ""], "请写明是谁"),
        (["review", "--approve", ""], "请写明哪一期"),
        (["retract", "2026-11-24-0730", "--why", " "], "请写明撤回的理由"),
        (["watch", "--url", "http://[x"], "不是完整的网址"),
        (["watch", "--url", "127.0.0.1:8321/village"], "不是完整的网址"),
        (["source", "add", "http://[x/feed.xml"], "不是完整的网址"),
        (["source", "add", "ftp://example.cn/a.txt"], "不是完整的网址"),
        (["serve", "--port", "70000"], "--port 后面的值写得不对"),
    ],
)
def test_a_slip_is_told_in_one_chinese_line(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    """
    What is wrong and where the usage is told; exit status 2.
    """
    with pytest.raises(SystemExit) as left:
        run(words)
    out, err = capsys.readouterr()
    assert (left.value.code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("错误 BUL-100：")
    assert said in err


def test_no_command_at_all_shows_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    """
    Whoever types `bulletin source` learns what it can do.
    """
    with pytest.raises(SystemExit):
        run(["source"])
    told = "".join(capsys.readouterr())
    assert "添加一个来源" in told
    assert "错误" not in told


def test_ctrl_c_ends_a_command_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    Even while it still loads; the status is the one a shell expects.
    """

    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("bulletin.cli.app.run", interrupted)
    monkeypatch.setattr("sys.argv", ["bulletin", "voices"])
    with pytest.raises(SystemExit) as left:
        cli.main()
    assert (left.value.code, capsys.readouterr().err) == (130, "已中止。\n")


def test_say_shows_what_cannot_be_read_and_no_brackets_of_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    A clerk reads signs, not a list of Python; where all can be read there is no such row.
    """
    monkeypatch.chdir(tmp_path)
    for text, is_shown in (("你好", False), ("你好ﷺ", True)):
        with pytest.raises(SystemExit):
            run(["say", text, "-a", "espeak"])
        out = capsys.readouterr().out
        assert ("读不了  ﷺ" in out) == is_shown
        assert "[" not in out
