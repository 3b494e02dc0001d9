"""
The listing: the page on which anybody hears and reads the bulletin.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, partial

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from bulletin.model import AiredStory, Edition, Seconds, Station
from bulletin.publication.listing_page import SCRIPT, STYLE, TEMPLATE
from bulletin.publication.window import FEED, LABEL, LANGUAGE, address, recent

_WEEKDAYS = "一二三四五六日"


def render_listing(station: Station, editions: Sequence[Edition], base_url: str = "") -> str:
    """
    Return the page (HTML, UTF-8): the newest edition with its player, text and sources, the older ones below it.

    It says beside every player that the voice is synthetic (GB 45438-2025 §6), needs no JavaScript, and shows text from
    articles as text whatever they hold.

    Args:
        station: Whose page it is.
        editions: Any order; the newest revision of each of the newest 60 is shown.
        base_url: The address of the station's folder; without it links are relative, so the folder can be moved.
    """
    newest, *earlier = recent(editions) or (None,)
    return _template().render(
        station=station,
        newest=newest,
        earlier=earlier,
        here=partial(address, base_url),
        day=_day,
        clock=_clock,
        length=_length,
        passages_of=passages_of,
        label=LABEL,
        language=LANGUAGE,
        feed=FEED,
        style=Markup(STYLE),  # noqa: S704 - a constant of this room
        script=Markup(SCRIPT),  # noqa: S704 - a constant of this room
    )


def passages_of(story: AiredStory) -> tuple[str, ...]:
    """
    Return the printed passages a story's lines were taken from, in the order they are heard, each once.
    """
    spans = (span for line in story.lines for span in line.sources)
    return tuple(text for text in dict.fromkeys(story.article.text_of(span) for span in spans) if text.strip())


@cache
def _template() -> Template:
    page = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, keep_trailing_newline=True)
    return page.from_string(TEMPLATE)


def _day(edition: Edition) -> str:
    day = edition.key.air_date
    return f"{day.year}年{day.month}月{day.day}日 星期{_WEEKDAYS[day.weekday()]}"


def _clock(edition: Edition) -> str:
    return f"{edition.key.slot[:2]}:{edition.key.slot[2:]}"


def _length(seconds: Seconds) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}分{rest:02}秒" if minutes else f"{rest}秒"
