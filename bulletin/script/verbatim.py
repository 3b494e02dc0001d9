"""
Warnings and notices: told whole, in the words they were issued in.
"""

from __future__ import annotations

import re

from bulletin.model import HEADLINE, Line, Script, Span, Story
from bulletin.script.daywords import on_any_day
from bulletin.script.spoken import spoken

_SENTENCE = re.compile(r"[^。！？!?]+[。！？!?]*")


def verbatim(story: Story) -> Script:
    """
    Return the script of an official warning or a notice: every sentence of its text, as issued; a notice's title too.

    In a notice 今晚 becomes the date it meant; where the notice bears none, it stays, and the reviewer is told.
    """
    article, title = story.article, story.article.title
    headline = _as_issued(title, Span(HEADLINE, 0, len(title)))
    told = [
        (sentence[0], Span(place, *sentence.span()))
        for place, paragraph in enumerate(article.paragraphs)
        for sentence in _SENTENCE.finditer(paragraph)
    ]
    if article.kind == "warning":
        return Script(story, headline, tuple(_as_issued(*one) for one in told) or (headline,))
    issued = article.published.date() if article.published else None
    dated = [(*on_any_day(text, issued), span) for text, span in told]
    open_words = dict.fromkeys(word for _, words, _ in dated for word in words)
    notes = (f"通知里写着“{'、'.join(open_words)}”，没有写明日期，照原话播出，请核对",) if open_words else ()
    return Script(story, headline, (headline, *(_as_issued(text, span) for text, _, span in dated)), notes)


def _as_issued(text: str, span: Span) -> Line:
    whole = text if text.endswith(("。", "！", "？")) else f"{text.rstrip('：；，、')}。"
    return Line(whole, spoken(whole), (span,))
