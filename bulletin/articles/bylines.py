"""
Who wrote a piece, taken out of its paragraphs: leading the first, closing the last, or on a line of its own.

The words are read as on a newspaper page (`newsprint.bylines`); here it is said where they may stand.
"""

from __future__ import annotations

from collections.abc import Sequence

from bulletin.articles.newsprint.bylines import read_lead, read_own_line, read_tail
from bulletin.model import Byline


def parted(paragraphs: Sequence[str]) -> tuple[Byline, tuple[str, ...]]:
    """
    Part a body into its byline (empty where it has none) and its paragraphs without it, at least one.
    """
    texts = list(paragraphs)
    found: list[Byline] = []
    while len(texts) > 1 and (own := read_own_line(texts[0])):
        found.append(own)
        del texts[0]
    if texts and (lead := read_lead(texts[0])) and lead.body.strip():
        found.append(lead.byline)
        texts[0] = lead.body.strip()
    while len(texts) > 1 and (own := read_own_line(texts[-1])):
        found.append(own)
        del texts[-1]
    if texts and (tail := read_tail(texts[-1])) and tail[0].strip():
        found.append(tail[1])
        texts[-1] = tail[0].strip()
    return _one(found), tuple(texts)


def _one(found: Sequence[Byline]) -> Byline:
    """
    Return one byline of several: the first that names people, with the first outlet.
    """
    best = next((one for one in found if one.credits), found[0] if found else Byline())
    outlet = best.outlet or next((one.outlet for one in found if one.outlet), "")
    return Byline(best.raw, outlet, best.credits)
