from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from bulletin.desk import ALL_AIRED, Policy, asked, edited, vetted
from bulletin.errors import EmptyRundownError
from bulletin.model import Article, Byline, Line, Script, Slot, Station, Story
from bulletin.script.language_model import Rewriting
from bulletin.script.pace import syllables
from bulletin.script.running_order import Cue, running_order
from bulletin.selection.compliance import Lists
from bulletin.selection.newsworthiness import Desk
from bulletin.speech.announcer import UnspeakableError

DAY = date(2026, 11, 24)

WATER = Article(
    "棠下镇明日停水检修",
    byline=Byline(outlet="江门日报"),
    paragraphs=("棠下镇天乡、石头两村11月25日8时至18时因管网检修停水，请居民提前储水。供水热线为12345。",),
    source="page.txt",
)
HYDRANTS = Article(
    "荷塘镇新建419个市政消防栓",
    byline=Byline(outlet="江门日报"),
    paragraphs=("荷塘镇在主干道新建419个市政消防栓，全镇消防供水能力得到提升。镇政府组织专职消防队每周检修一次。",),
    source="feed",
)


def order(scripts: Sequence[Script]) -> tuple[Cue, ...]:
    return running_order(Station(), Slot(), DAY, scripts)


def measure(cues: Sequence[Cue]) -> tuple[float, ...]:
    return tuple(syllables(cue.line.spoken) * 0.3 for cue in cues)


def test_a_word_that_is_never_aired_keeps_its_article_off() -> None:
    """
    The operator's own list goes first; the reason names the word.
    """
    kept, dropped = vetted((WATER, HYDRANTS), Lists(block=("消防栓",)), DAY)
    assert kept == (WATER,)
    assert "消防栓" in dropped[0].reason


def test_a_word_to_be_looked_at_is_noted_once() -> None:
    """
    What an editor should see stands in the edition's notes, whatever line it is in.
    """
    lines = (Line("供水热线为12345。"), Line("供水热线为12345。"))
    script = Script(Story("water", WATER, 20), Line("棠下镇停水。"), lines)
    notes = asked((script,), Lists(ask=("供水",)), DAY)
    assert len([note for note in notes if "供水" in note]) == 1


def test_what_was_aired_is_not_aired_again_unless_there_is_nothing_else() -> None:
    """
    A repeat is dropped with its reason; where all are repeats they are aired, and the edition says so.
    """
    walk = edited((WATER, HYDRANTS), 60, DAY, Policy(Desk(aired=(WATER,))), order, measure)
    assert [script.story.article for script in walk.scripts] == [HYDRANTS]
    again = edited((WATER,), 60, DAY, Policy(Desk(aired=(WATER,))), order, measure)
    assert [script.story.article for script in again.scripts] == [WATER]
    assert ALL_AIRED in again.notes


def test_a_story_nobody_can_say_does_not_silence_the_others() -> None:
    """
    A character no voice knows costs its story, with the reason, and the others are spoken.
    """

    def deaf(cues: Sequence[Cue]) -> tuple[float, ...]:
        mute = tuple(place for place, cue in enumerate(cues) if "棠下" in cue.line.text)
        if mute:
            raise UnspeakableError("没有可播的字。", mute)
        return measure(cues)

    walk = edited((WATER, HYDRANTS), 60, DAY, Policy(), order, deaf)
    assert [script.story.article for script in walk.scripts] == [HYDRANTS]
    assert "读不出" in {dropped.headline: dropped.reason for dropped in walk.rundown.dropped}[WATER.title]


def test_nothing_to_air_is_told() -> None:
    """
    Everything blocked is no edition.
    """
    with pytest.raises(EmptyRundownError):
        edited((WATER,), 60, DAY, Policy(lists=Lists(block=("停水",))), order, measure)


def test_a_language_model_cannot_put_words_into_the_programme() -> None:
    """
    What it adds does not stand in the article: the fact check puts the printed words back.
    """

    def liar(lines: Sequence[Line], _: Article) -> Rewriting:
        return Rewriting(
            (Line("荷塘镇新建了500个消防栓。", sources=lines[0].sources),), ("由语言模型改写",), is_used=True
        )

    walk = edited((HYDRANTS,), 60, DAY, Policy(rewriter=liar), order, measure)
    assert "500" not in "".join(line.text for line in walk.scripts[0].lines)
    assert "419" in "".join(line.text for line in walk.scripts[0].lines)


def test_stories_of_untrusted_sources_wait_for_a_person() -> None:
    """
    One story of a source that is not trusted is enough.
    """
    policy = Policy(untrusted=frozenset({"feed"}))
    assert policy.wants_review(edited((WATER, HYDRANTS), 120, DAY, policy, order, measure))
    assert not policy.wants_review(edited((WATER,), 60, DAY, policy, order, measure))


def test_a_report_of_a_day_to_come_is_noted() -> None:
    """
    An old page aired by mistake is seen by its dateline; a notice of what is to come is none.
    """
    old = replace(HYDRANTS, paragraphs=(f"11月30日，{HYDRANTS.paragraphs[0]}",))
    assert any("11月30日" in note for note in edited((old,), 60, DAY, Policy(), order, measure).notes)
    assert not any("旧版面" in note for note in edited((WATER, HYDRANTS), 120, DAY, Policy(), order, measure).notes)
