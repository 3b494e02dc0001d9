from __future__ import annotations

from datetime import date
from pathlib import Path

from examples import STATION, an_edition

from bulletin.publication.listing import render_listing
from bulletin.publication.listing_page import COLOURS, PAIRS

SOMEWHERE = Path("somewhere")


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_text_is_readable_for_old_eyes() -> None:
    """
    Every pair of text and ground has a contrast of 7:1 or more (WCAG AAA).
    """
    for text, ground in PAIRS:
        dark, light = sorted((luminance(COLOURS[text]), luminance(COLOURS[ground])))
        assert (light + 0.05) / (dark + 0.05) >= 7, (text, ground)


def test_the_label_stands_beside_every_player() -> None:
    """
    GB 45438-2025 §6: wherever the programme can be played, both elements are shown.
    """
    page = render_listing(STATION, [an_edition(SOMEWHERE), an_edition(SOMEWHERE, date(2026, 11, 23))])
    assert page.count("<audio") == 2
    assert page.count("AI合成语音：本节目语音由人工智能合成") == 2


def test_articles_are_shown_as_text() -> None:
    """
    Markup in an article never becomes markup of the page.
    """
    page = render_listing(STATION, [an_edition(SOMEWHERE)])
    assert "<script>alert" not in page
    assert "工程11月30日完工。" in page


def test_an_empty_listing_says_so() -> None:
    """
    Before the first edition the page says that one will come.
    """
    assert "目前没有节目" in render_listing(STATION, [])
