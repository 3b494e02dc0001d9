"""
The writer: from a story to a script in which every line stands.
"""

from __future__ import annotations

from collections.abc import Sequence

from bulletin.model import HEADLINE, Article, Dropped, Line, Script, Span, Story
from bulletin.script.excerpts import full_width
from bulletin.script.language_model import Rewriting
from bulletin.script.pace import Pace
from bulletin.script.writer import checked, write

ARTICLE = Article.from_text(
    "大河镇新建10个停车场 方便群众",
    "近日,大河镇新建的10个停车场投入使用,共有车位1200个,预计可缓解停车难。\n停车场每小时收费2元,60岁以上老人免费。",
)
STORY = Story("parking", ARTICLE, allotted=18)


def test_a_story_becomes_headline_and_lines_with_what_is_said() -> None:
    """
    The allotted seconds hold at the given pace; every line has its sources and is spelt out.
    """
    script = write(STORY, Pace())
    assert isinstance(script, Script)
    assert script.headline.text == "大河镇新建10个停车场。"
    assert script.headline.sources[0].paragraph == HEADLINE
    assert sum(len(line.text) for line in script.lines) <= Pace().chars(18)
    assert all(line.sources and line.spoken for line in script.lines)
    assert not any(char.isdigit() for line in script.lines for char in line.spoken)


def test_a_line_that_is_not_true_gives_way_to_the_printed_sentence() -> None:
    """
    The reviewer reads what was wrong; where the printed sentence cannot stand in, the line is left out.
    """
    false = Line("大河镇新建的100个停车场投入使用。", sources=(Span(0, 3, 10),))
    invented = Line("居民十分满意。")
    kept = checked((false, invented), ARTICLE)
    assert [line.text for line in kept.lines] == [full_width(ARTICLE.paragraphs[0])]
    assert "已改用原句" in kept.notes[0]
    assert "已删去" in kept.notes[1]


def test_nothing_to_say_is_a_dropped_story_with_its_reason() -> None:
    """
    A headline alone, or no headline, is no story.
    """
    dropped = write(Story("x", Article.from_text("", "我们很高兴。"), 20), Pace())
    assert isinstance(dropped, Dropped)
    assert dropped.reason


def test_what_a_rewriter_makes_is_checked_again() -> None:
    """
    Even a second writer that vouches for itself airs nothing false.
    """

    def liar(lines: Sequence[Line], _: Article) -> Rewriting:
        return Rewriting((*lines, Line("停车全部免费。")), ("已改写",), is_used=True)

    script = write(STORY, Pace(), liar)
    assert isinstance(script, Script)
    assert not any("全部免费" in line.text for line in script.lines)
    assert any("全部免费" in note for note in script.notes)
    assert "已改写" in script.notes
