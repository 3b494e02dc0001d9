"""
From printed lines to blocks: hard-wrapped lines are put together, all others are blocks of their own.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bulletin.articles.newsprint.bylines import is_names_only, read_lead, read_own_line
from bulletin.articles.newsprint.captions import is_plain_scene, is_scene, is_signed_caption, shows_people
from bulletin.articles.newsprint.furniture import furniture, is_ad_label, is_weather
from bulletin.articles.newsprint.joining import joined
from bulletin.articles.newsprint.jumps import jump_from, jump_on
from bulletin.articles.newsprint.junction import is_cut
from bulletin.articles.newsprint.lines import PrintedLine
from bulletin.articles.newsprint.shapes import breaks_off, has_open_bracket, is_enumerated, is_finished, may_be_title
from bulletin.articles.newsprint.tables import is_of_table

WIDEST = 60.0
"""Full-width characters of the widest column whose lines are thought to be wrapped."""

_FEWEST_FULL = 0.2
"""The share of a page's lines that a column's full lines are at least."""

_FEWEST_INDENTS = 3
"""Indented lines from which a page is thought to indent its paragraphs."""

_MOST_TITLE_LINES = 3
"""Lines of the longest headline between two paragraphs."""

_MOST_CAPTION_LINES = 4
"""Lines of the longest caption looked for at the end of a column's lines."""

_SLACK = 2.5
"""How much shorter a full line may be: a mark or a number that may not be parted moves to the next line."""


_HANGING = "，。、；：！？,.;:!?)）”’》"
"""Marks that may stand beyond a column's edge, as no line begins with them."""

_CREDIT = frozenset("摄图供影片")
"""What the name of a picture's maker ends with."""


@dataclass(frozen=True, slots=True)
class Block:
    """
    A stretch of print without a paragraph's end in it, as far as the layout tells.

    Args:
        number: Its first line, 1 is the first of the file.
        text: Its lines, joined.
        gap: Blank lines above it, beyond those the page puts between all its blocks.
        indented: Whether it begins with a paragraph's indent.
        lines: How many lines it was printed on.
    """

    number: int
    text: str
    gap: int
    indented: bool
    lines: int = 1


@dataclass(frozen=True, slots=True)
class Layout:
    """
    A page's blocks in printed order, and whether its paragraphs are indented.
    """

    blocks: tuple[Block, ...]
    has_indents: bool


def lay_out(lines: Sequence[PrintedLine]) -> Layout:
    """
    Put a page's lines together to blocks.
    """
    spaced = _is_double_spaced(lines)
    measures = _measures(lines, spaced)
    indents = sum(line.indent >= 2 for line in lines) >= _FEWEST_INDENTS
    blocks: list[Block] = []
    for run in _runs(lines, spaced):
        measure = _measure_of(run, measures)
        blocks += _unwrapped(run, measure, indents=indents) if measure else [_block([line]) for line in run]
    return _with_usual_gap_taken_out(blocks)


def _with_usual_gap_taken_out(blocks: list[Block]) -> Layout:
    usual = _usual_gap(blocks[1:])
    flat = tuple(
        Block(b.number, b.text, max(0, b.gap - usual) if n else 0, b.indented, b.lines) for n, b in enumerate(blocks)
    )
    return Layout(flat, has_indents=_uses_indents(blocks))


def _uses_indents(blocks: Sequence[Block]) -> bool:
    """
    Tell whether a page indents its paragraphs, by the long blocks that stand below a finished one or a title.
    """
    firsts = [
        block.indented
        for above, block in pairwise(blocks)
        if len(block.text) > 30 and (is_finished(above.text) or may_be_title(above.text))
    ]
    return len(firsts) > 1 and sum(firsts) > 0.6 * len(firsts)


def _usual_gap(blocks: Sequence[Block]) -> int:
    """
    Return the blank lines that stand above most blocks.
    """
    counts = Counter(block.gap for block in blocks)
    return counts.most_common(1)[0][0] if counts else 0


def _is_double_spaced(lines: Sequence[PrintedLine]) -> int:
    """
    Return 1 when a blank line stands between all lines of a page whose lines are wrapped, else 0.
    """
    if len(lines) < 8 or sum(line.gap == 0 for line in lines[1:]) * 10 > len(lines):
        return 0
    return int(any(_is_full_of(lines, measure) for measure in _measures(lines, 1)))


def _is_full_of(lines: Sequence[PrintedLine], measure: float) -> bool:
    full = sum(measure - _SLACK < _reach(line) <= measure + 1 for line in lines)
    return full * 2 > len(lines)


def _runs(lines: Sequence[PrintedLine], spaced: int) -> Iterator[list[PrintedLine]]:
    """
    Yield the lines that follow one another without a blank line (or with no more than the page's spacing).
    """
    run: list[PrintedLine] = []
    for line in lines:
        if run and line.gap > spaced:
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _measures(lines: Sequence[PrintedLine], spaced: int) -> tuple[float, ...]:
    """
    Return the column widths of a page, in full-width characters, widest first; empty when no line is wrapped.

    A width is a column's when at least four lines fill it, most of them stop in mid-sentence, and few
    lines of their runs are longer.
    """
    inner = [
        line
        for run in _runs(lines, spaced)
        for line in run[:-1]
        if 6 <= _reach(line) <= WIDEST + 2 and not is_of_table(line.text)
    ]
    reaches = sorted(_reach(line) for line in inner)
    unfinished = sorted(_reach(line) for line in inner if not is_finished(line.text))
    found: list[float] = []
    for width, _ in Counter(map(round, reaches)).most_common():
        near = any(abs(width - other) < 6 for other in found)
        if not near and _is_measure(width, reaches, unfinished):
            found.append(float(width))
    return tuple(sorted(found, reverse=True))


def _is_measure(width: int, reaches: Sequence[float], unfinished: Sequence[float]) -> bool:
    """
    Tell whether lines that reach this far are full: at least four, mostly unfinished, half of those about as wide.
    """
    full = _between(reaches, width - _SLACK, width + 0.6)
    return (
        full >= max(4, _FEWEST_FULL * len(reaches))
        and _between(unfinished, width - _SLACK, width + 0.6) >= 0.6 * full
        and full >= 0.5 * _between(reaches, width - 14, width + 0.6)
    )


def _between(ordered: Sequence[float], low: float, high: float) -> int:
    return bisect_right(ordered, high) - bisect_right(ordered, low)


def _reach(line: PrintedLine) -> float:
    """
    Return how far a line reaches: its indent and its width, without marks that hang over the column's edge.
    """
    return line.indent / 2 + line.width - 0.5 * len(line.text[-2:]) + 0.5 * len(line.text[-2:].rstrip(_HANGING))


def _measure_of(run: Sequence[PrintedLine], measures: Sequence[float]) -> float:
    """
    Return the column width a run is set in; 0 when it is not wrapped.
    """
    if len(run) < 2:
        return 0.0
    for measure in reversed(measures):
        within = [line for line in run if _reach(line) <= measure + 1]
        full = [line for line in within if _reach(line) > measure - _SLACK]
        if full and len(within) * 3 >= len(run) * 2:
            return measure
    return 0.0


def _block(lines: Sequence[PrintedLine]) -> Block:
    text = lines[0].text
    for line in lines[1:]:
        text = joined(text, line.text)
    return Block(lines[0].number, text, lines[0].gap, lines[0].indent >= 2, len(lines))


def _unwrapped(run: Sequence[PrintedLine], measure: float, *, indents: bool) -> Iterator[Block]:
    """
    Yield the blocks of a run whose lines are wrapped at a measure.
    """
    held = [run[0]]
    for place, line in enumerate(run[1:], 1):
        if _parts(held, line, measure, indents=indents) or (indents and _is_title_at(run, place)):
            goes_on = indents and line.indent < 2 and (_reach(line) > measure - _SLACK or is_finished(line.text))
            yield from _without_caption(held, goes_on=goes_on)
            held = []
        held.append(line)
    yield from _without_caption(held, goes_on=False)


def _without_caption(held: Sequence[PrintedLine], *, goes_on: bool) -> Iterator[Block]:
    """
    Yield the lines held as one block, or as two where the last of them are a picture's caption.

    It names its maker, or it tells what people do and the paragraph it stands in `goes_on` below it.
    """
    signed = held[-1].text[-3:].strip("。)）")[-1:] in _CREDIT
    fewest = max(0, len(held) - _MOST_CAPTION_LINES - 1) if signed or goes_on else len(held)
    for place in range(len(held) - 1, fewest, -1):
        caption = _block(held[place:])
        scene, stop, _ = caption.text.partition("。")
        named = scene + stop != caption.text and is_signed_caption(caption.text)
        if not (named or (goes_on and stop)) or is_finished(held[place - 1].text):
            continue
        if is_plain_scene(scene + stop) or shows_people(scene + stop):
            yield _block(held[:place])
            yield caption
            return
    yield _block(held)


def _is_title_at(run: Sequence[PrintedLine], place: int) -> bool:
    """
    Tell whether one to three lines below a sentence's end, down to an indented line, are a title: they end in none.
    """
    if run[place].indent >= 2 or not is_finished(run[place - 1].text):
        return False
    stretch = run[place : place + _MOST_TITLE_LINES + 1]
    end = next((n for n, line in enumerate(stretch) if line.indent >= 2), 0)
    return bool(end) and not any(is_finished(line.text) for line in stretch[:end])


def _parts(held: Sequence[PrintedLine], line: PrintedLine, measure: float, *, indents: bool) -> bool:
    """
    Tell whether a paragraph (or a line that is none) ends between the lines held and the next.
    """
    last = held[-1]
    if _reach(last) > measure + 1 or _reach(line) > measure + 1 or line.indent >= 2 or jump_on(last.text):
        return True
    if is_of_table(line.text) or is_of_table(last.text):
        return True
    full = _reach(last) > measure - _SLACK
    if full and (has_open_bracket(last.text) or is_signed_caption(_block([*held, line]).text)):
        return False
    if _ends(held, line, measure, is_full=full):
        return True
    if indents and held[0].indent < 2:
        return _parts_unindented(held, line)
    return _parts_indented(held, line, is_full=_reach(line) > measure - _SLACK, indents=indents)


def _ends(held: Sequence[PrintedLine], line: PrintedLine, measure: float, *, is_full: bool) -> bool:
    """
    Tell whether the lines held end by their shape: a credit, a short line, a sentence before a short open line.
    """
    last = held[-1]
    if last.text[-3:].strip("。)）")[-1:] in _CREDIT and is_signed_caption(_block(held).text):
        return True
    if not is_full and (len(held) == 1 or is_finished(last.text) or last.text.endswith(("）", ")"))):
        return True
    return is_finished(last.text) and not is_finished(line.text) and _reach(line) <= measure - _SLACK


def _parts_unindented(held: Sequence[PrintedLine], line: PrintedLine) -> bool:
    """
    Tell it for lines that are not indented though paragraphs are: titles, bylines, boxes, or the rest of a paragraph.
    """
    text, last = _block(held).text, held[-1].text
    if read_own_line(text):
        return not read_own_line(text + line.text)
    if is_cut(last, line.text) or len(line.text) <= 2:
        return False
    if len(text) < 3 * len(last) and (is_weather(text) or furniture(text) or (held[0].gap and is_scene(text))):
        return True
    if _stands_apart(line.text) or is_weather(line.text):
        return True
    return may_be_title(text) and may_be_title(line.text) and not breaks_off(text)


def _parts_indented(held: Sequence[PrintedLine], line: PrintedLine, *, is_full: bool, indents: bool) -> bool:
    """
    Tell it for a paragraph's first line or a further one; full lines are not looked at: in mid-column all is text.
    """
    if (not is_full and _stands_apart(line.text)) or (len(held) == 1 and not indents and _stands_apart(held[0].text)):
        return True
    if indents or not is_finished(held[-1].text):
        return False
    return read_lead(line.text) is not None or is_enumerated(line.text)


def _stands_apart(text: str) -> bool:
    """
    Tell whether a line is by its words no part of a paragraph.
    """
    return bool(
        jump_from(text)
        or is_ad_label(text)
        or furniture(text)
        or read_own_line(text)
        or is_names_only(text)
        or (is_signed_caption(text) and may_be_title(text))
    )
