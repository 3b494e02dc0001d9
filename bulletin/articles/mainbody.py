"""
Which lines of a web page are the article.

Sentences speak for a block, links and scraps against it: every line has a worth, a block's is the sum of its lines',
and the article is the block where the sum is greatest. Adding a neighbour only pays where it brings more sentences
than links, so an article in several sections is kept together and the lists around it are left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from bulletin.articles.pagetree import Block, PageTree, TextLine
from bulletin.articles.pagewords import ENDS, is_button, is_furniture, is_stamp

_SENTENCE_MARK = 6.0
"""What a punctuation mark is worth, in characters: menus have none. (Reference report, §6.)"""

_INNER_SHARE = 0.86
"""How much of a block's worth one block in it must hold to stand for it."""

_INNER_SHARE_WANTED = 0.7
"""Likewise where the inner block is named as articles are."""

_CLEAN_REST = 0.15
"""How much may speak against the rest of a block, for it to be another part of the article."""

_LONG, _SPARSE = 300, 100
"""From what length a line must have marks, one in so many characters: words heaped up for search engines have none."""

_SEED_WORTH = 40.0
"""What a line must be worth to begin an article: a sentence of some 25 characters."""

_TOO_LITTLE = 4.0
"""How many times more another block must be worth to be taken instead of what was grown from the title."""

_SURE_BAR = 0.5
"""Above it a block's `bar` says that it is no article; below, that it may be."""

_REMARK_DEPTH = 4
"""How many blocks outward from its buttons a remark may reach."""

_CLEAN_SHARE, _STRANGE_SHARE = 0.1, 0.2
"""How much speaks against a paragraph or section, at most; and against a list of abstracts or comments, at least."""

_TALK_SHARE = 0.4
"""How much speaks against a column of comments, at least."""

_ALIKE_SHARE, _MORE_SHARE, _WANTED_SHARE = 0.2, 0.6, 0.15
"""How much must stand beside a block to go outward: in blocks that look alike, in any clean ones, and likewise where
the block around them is named as articles are."""

_NO_WORD = re.compile(r"[\W_]+")
_CUT_OFF = re.compile(r"(?:\.{3,}|…+)(?:\s*[\[【(（]?(?:详细|全文|更多|阅读全文|查看详情)[\]】)）]?)?$")
_HAN = re.compile(r"[\u3400-\u9fff]")


def worth(line: TextLine) -> float:
    """
    Return what a line says for the block it stands in, in characters; less than 0 where it speaks against it.
    """
    chars, marks, share = len(line.text), line.marks, line.link_share
    if share > 0.5:
        return -(6.0 + 0.5 * chars)
    if chars > _LONG and marks < chars / _SPARSE:
        return -6.0
    if _CUT_OFF.search(line.text) or (share > 0.15 and marks < 2):
        return _against(line)
    if is_furniture(line.text) or is_stamp(line.text):
        return -4.0
    if marks == 0 and chars < 30:
        return -3.0 if share > 0.2 else -1.0
    return (chars + _SENTENCE_MARK * marks) * (1.0 - share)


def article_lines(tree: PageTree, title: str) -> list[TextLine]:
    """
    Return the lines of the article on a page, in reading order, its furniture still among them; empty when none.

    Where the title stands on the page, the article is grown from the first sentences after it; else, or where that
    comes to little, it is the block that is worth most.
    """
    values = [worth(line) for line in tree.lines]
    teasers = frozenset(_abstracts(tree.lines, values))
    values = [_against(line) if n in teasers else values[n] for n, line in enumerate(tree.lines)]
    _weigh(tree, values)
    start = _title_place(tree.lines, title)
    best = _best(tree.blocks)
    seed = _seed(tree.lines, values, start)
    grown = _grown(seed, _children(tree.blocks)) if seed else None
    if grown is None or (best is not None and best.plus > _TOO_LITTLE * grown.plus and not _is_talk(best)):
        grown, start = best, 0
    if grown is None:
        return []
    told = [line for n, line in enumerate(tree.lines) if n >= start and n not in teasers]
    lines = [line for line in told if not line.block.is_out and line.block.is_within(grown)]
    strangers = _strangers(tree.blocks, grown)
    return [line for line in lines if not any(line.block.is_within(block) for block in strangers)]


def _is_talk(block: Block) -> bool:
    """
    Whether much speaks against a block for all its sentences: those of readers stand among names, hours and buttons.
    """
    return block.minus > _TALK_SHARE * block.plus


def _title_place(lines: Sequence[TextLine], title: str) -> int:
    """
    Return where the article begins: the line after its title, 0 where the title is not on the page.
    """
    bare = _NO_WORD.sub("", title)
    if len(bare) < 4:
        return 0
    fitting = [n for n, line in enumerate(lines) if line.link_share < 0.5 and len(line.text) <= 1.6 * len(title) + 12]
    seen = [n for n in fitting if not lines[n].block.is_out]
    return (_first_place(lines, seen, bare) or _first_place(lines, fitting, bare, is_same=True)) if fitting else 0


def _first_place(lines: Sequence[TextLine], places: Sequence[int], bare: str, *, is_same: bool = False) -> int:
    texts = {place: _NO_WORD.sub("", lines[place].text) for place in places}
    same = [place for place, text in texts.items() if text == bare]
    more = [place for place, text in texts.items() if bare in text and not ENDS.search(lines[place].text)]
    return min(same or ([] if is_same else more), default=-1) + 1


def _seed(lines: Sequence[TextLine], values: Sequence[float], start: int) -> TextLine | None:
    """
    Return the first line with real sentences from a place on, None where the title was not found or nothing follows.
    """
    after = range(start, len(lines)) if start else range(0)
    good = (n for n in after if values[n] >= _SEED_WORTH and lines[n].link_share < 0.3 and not lines[n].block.is_out)
    return next((lines[n] for n in good), None)


def _children(blocks: Sequence[Block]) -> dict[Block, list[Block]]:
    children: dict[Block, list[Block]] = {}
    for block in blocks:
        if block.parent is not None and not block.is_out:
            children.setdefault(block.parent, []).append(block)
    return children


def _grown(seed: TextLine, children: dict[Block, list[Block]]) -> Block:
    """
    Go outward from a line's block as long as what stands beside it is more of the article.
    """
    kept = probe = seed.block
    while probe.parent is not None:
        beside = [block for block in children[probe.parent] if block is not probe and block.plus > 0]
        clean = [block for block in beside if _is_clean(block)]
        alike = sum(block.plus for block in clean if block.look == probe.look)
        own = probe.parent.plus - probe.plus - sum(block.plus for block in beside)  # text between the blocks
        more, other = sum(block.plus for block in clean) + max(own, 0.0), sum(b.plus for b in beside if b not in clean)
        probe = probe.parent
        share = _WANTED_SHARE if probe.is_wanted and other <= 0.5 * more else _MORE_SHARE
        against = probe.minus - kept.minus
        if alike >= _ALIKE_SHARE * kept.plus or (more >= share * kept.plus and max(other, against) <= more):
            kept = probe
    return kept


def _is_clean(block: Block) -> bool:
    return block.minus <= _CLEAN_SHARE * block.plus + 2.0


def _strangers(blocks: Sequence[Block], article: Block) -> list[Block]:
    """
    Return the blocks within an article that are lists of other things: much speaks against them, little for them.
    """
    return [
        block
        for block in blocks
        if not block.is_out
        and block.count > 1
        and block.minus > _STRANGE_SHARE * block.plus
        and block.plus < 0.4 * article.plus
        and block is not article
        and block.is_within(article)
    ]


def _weigh(tree: PageTree, values: Sequence[float]) -> None:
    """
    Fill in what every block is worth, from what every line is.
    """
    for block in _remarks(tree.lines):
        block.bar = 2.0
    for line, value in zip(tree.lines, values, strict=True):
        line.block.text += max(value, 0.0)
    for block in reversed(tree.blocks):  # the inner before the outer
        if block.parent is not None:
            block.parent.text += block.text
    _part_out(tree.blocks)
    for line, value in zip(tree.lines, values, strict=True):
        _add(line.block, value)
    for block in reversed(tree.blocks):
        if block.parent is not None:
            block.parent.plus += block.plus
            block.parent.minus += block.minus
            block.parent.count += block.count


def _part_out(blocks: Sequence[Block]) -> None:
    """
    Tell which blocks are no part of the article; what surely is none counts nothing when the others are judged.
    """
    total = blocks[0].text
    for is_sure in (True, False):
        left = total
        for block in blocks:
            is_in_out = block.parent is not None and block.parent.is_out
            if not is_in_out and not block.is_out and is_sure == (block.bar > _SURE_BAR):
                block.is_out = block.text < block.bar * total
                left -= block.text if block.is_out else 0.0
            block.is_out = block.is_out or is_in_out
        total = left


def _remarks(lines: Sequence[TextLine]) -> list[Block]:
    """
    Return the blocks of readers' remarks: several that look alike, side by side, each with buttons to answer it.
    """
    alike: dict[tuple[Block, str], set[Block]] = {}
    for line in lines:
        if is_button(line.text):
            block = line.block
            for _ in range(_REMARK_DEPTH):
                if block.parent is None:
                    break
                alike.setdefault((block.parent, block.look), set()).add(block)
                block = block.parent
    return [block for blocks in alike.values() if len(blocks) > 2 for block in blocks]


def _abstracts(lines: Sequence[TextLine], values: Sequence[float]) -> list[int]:
    """
    Return the places of sentences that stand under a linked headline, where that happens again and again.
    """
    under = [
        place
        for place in range(1, len(lines))
        if values[place] > 0 and lines[place - 1].link_share > 0.8 and 8 <= len(lines[place - 1].text) <= 60
    ]
    looks = Counter(_stance(lines[place].block) for place in under)
    return [place for place in under if looks[_stance(lines[place].block)] > 1] + _linked_entries(lines, values)


def _linked_entries(lines: Sequence[TextLine], values: Sequence[float]) -> list[int]:
    """
    Return the places of the entries of lists where each begins with a linked headline and goes on.
    """
    lists: dict[tuple[Block | None, str], list[int]] = {}
    for place, line in enumerate(lines):
        if 6 <= line.opening < len(line.text) - 10 and values[place] > 0:
            lists.setdefault((line.block.parent, line.block.look), []).append(place)
    return [n for places in lists.values() if len(places) >= (2 if _is_entry(lines[places[0]]) else 3) for n in places]


def _is_entry(line: TextLine) -> bool:
    return line.block.tag in {"li", "dd"}


def _stance(block: Block) -> tuple[str, str]:
    return block.look, block.parent.look if block.parent else ""


def _against(line: TextLine) -> float:
    """
    Return what an abstract of something else says: that here is a list.
    """
    return -(4.0 + 0.2 * len(line.text))


def _add(block: Block, value: float) -> None:
    if block.is_out:
        block.minus += max(3.0, 0.2 * abs(value))
    elif value < 0:
        block.minus -= value
    else:
        block.plus += value
        block.count += 1


def _best(blocks: Sequence[Block]) -> Block | None:
    best: Block | None = None
    for block in blocks:
        if not block.is_out and block.gain > 0 and (best is None or block.gain >= best.gain):
            best = block
    return None if best is None else _inmost(best, blocks)


def _inmost(best: Block, blocks: Sequence[Block]) -> Block:
    """
    Go inward as long as one inner block holds nearly all the worth, or what stands beside it is no article.
    """
    for block in blocks:  # the outer before the inner: one pass is enough
        if block.parent is not None and not block.is_out and block is not best and block.is_within(best):
            best = block if _stands_for(block, best) else best
    return best


def _stands_for(inner: Block, outer: Block) -> bool:
    if inner.tag in {"p", "h1", "h2", "h3", "h4", "li", "tr", "blockquote"}:
        return False
    share = _INNER_SHARE_WANTED if inner.is_wanted else _INNER_SHARE
    if inner.gain >= share * outer.gain and inner.count > 1:
        return True
    rest, against = outer.plus - inner.plus, outer.minus - inner.minus
    is_most = inner.count > 2 and inner.count >= 0.6 * outer.count and inner.gain >= 0.5 * outer.gain
    return is_most and against > _CLEAN_REST * rest + 8.0
