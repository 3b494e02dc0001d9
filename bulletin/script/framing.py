"""
The fixed words of a programme: what is said around the stories. The only lines without a source.
"""

from __future__ import annotations

from datetime import date, time

from bulletin.model import Article, Line, Station
from bulletin.script.calendar import today_in_words
from bulletin.script.pace import LABEL

VOICE_LABEL = "本节目语音由人工智能合成。"
"""Both elements GB 45438-2025 §5.3 b asks for: artificial intelligence, and synthesis."""

_GREETINGS = (
    (time(5), "晚上好"),
    (time(11), "早上好"),
    (time(13), "中午好"),
    (time(18), "下午好"),
    (time.max, "晚上好"),
)


def fixed(text: str, rate: int | None = None) -> Line:
    """
    Make a line of fixed words, which are said as they are written.
    """
    return Line(text=text, spoken=text) if rate is None else Line(text=text, spoken=text, rate=rate)


def greeting(station: Station, at: time) -> Line:
    """
    Return the station call for a slot, `各位听众，早上好，这里是村村响广播站。`.
    """
    wish = next(words for until, words in _GREETINGS if at < until or until == time.max)
    return fixed(f"各位听众，{wish}，这里是{station.name}。")


def label() -> Line:
    """
    Return the AI label, read at the rate the standard asks for.
    """
    return fixed(VOICE_LABEL, LABEL)


def day_line(day: date) -> Line:
    """
    Return the date in words, solar and lunar.
    """
    return fixed(f"今天是{today_in_words(day)}。")


def headlines_line() -> Line:
    """
    Return what introduces the headlines.
    """
    return fixed("首先播送内容提要。")


def stories_line() -> Line:
    """
    Return what introduces the stories.
    """
    return fixed("下面请听详细内容。")


def credit_line(article: Article) -> Line | None:
    """
    Return where a story comes from, `据江门日报报道。`; None when the article does not say.
    """
    outlet = article.byline.outlet
    return fixed(f"据{outlet}报道。") if outlet else None


def delayed(station: Station) -> tuple[Line, ...]:
    """
    Return what is said at air time when there is no programme: who speaks, and that it comes later.
    """
    return (
        fixed(f"各位听众，这里是{station.name}。"),
        label(),
        fixed("今天的节目推迟播出，请稍后再收听。"),
        label(),
    )


def again_line() -> Line:
    """
    Return what introduces the second reading of a notice.
    """
    return fixed("下面再播送一遍。")


def closing(station: Station) -> Line:
    """
    Return the farewell.
    """
    return fixed(f"{station.name}今天的节目播送完了，谢谢收听。")
