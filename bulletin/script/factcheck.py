"""
The fact check: whatever wrote a line, its article must say it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from bulletin.model import Article
from bulletin.script.daywords import day_words
from bulletin.script.evidence import TITLE, Passage, comparable, passages
from bulletin.script.excerpts import printed
from bulletin.script.numerals import NUMBER
from bulletin.script.salience import bigrams
from bulletin.script.sentences import split_clauses

MOST_NEW = 0.15
"""The share of a clause's characters that may be moved or be grammar only (`reading-and-condensing.md` §4)."""

_LOOKED_AT = 4
"""Printed sentences a reworded clause is compared with, the most similar first."""

_WEIGHTY = re.compile(
    r"[不未没无非勿莫禁免别否仅只除约近超逾余多少几首每各全均都最可能须需应必得会将拟或若如凡但曾已正尚暂停]|"
    r"计划|预计|有望|力争|至少|左右|上下|以上|以下|以内|部分|绝大|所有|增|减|升|降|涨|跌|提高|拒绝|反对|取消|延长|缩短|(?<=[日月年时天底分周初末])[前后内]|^[前后内外上下]$|之[前后内外]"
)
"""Negation, modality, degree and direction: none may be lost or come in."""

_GRAMMAR = re.compile(r"^[的了在并和与及也着之，、；：]*$")
_NAME = re.compile(
    r"[省市区县镇乡村街路道巷港湾江河湖山桥站场馆园校院局委部厅处科室所队会社店厂司团]|^[赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
    r"谢邹喻柏窦章云苏潘葛范彭郎鲁韦马方俞任袁柳鲍史唐费廉岑薛雷贺倪汤罗毕郝邬安常于傅齐康伍余顾孟黄穆萧尹姚邵汪毛宋庞熊纪舒"
    r"屈项祝董梁杜阮蓝季贾江郭梅林钟徐邱骆高夏蔡田胡凌霍虞万柯卢莫房丁邓温关欧麦劳区谭黎简冼容甄黄伦敖聂司徒].{1,2}$"
)
_PLACE = re.compile(r"[\u4e00-\u9fff]{2}(?:镇|街道|社区|村|乡|县|区)")
_QUOTE = re.compile(r"“([^“”]*)”")
_ATTRIBUTION = re.compile(r"(?:说|表示|介绍|指出|强调|称|告诉记者|透露|坦言)$")
_BOUNDARY = "，；：。！？“”、…"
_ENTRY = re.compile(r"^(?:其)?\d(?:要|是)|除外$")
"""What continues a sentence printed before it: the entry of a list (its number by value), an exception."""
_POINTS_BACK = re.compile(r"(?:该|本次|此次|这)[\u4e00-\u9fff]{1,3}$")


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """
    Something a line says and its article does not.

    Args:
        line: The number of the line, 0 is the first.
        kind: What it is, in Chinese: 数字, 引语, 日期, 否定或程度, 专名, 无出处, 拼接.
        text: The words of the line at fault.
        reason: Why, in Chinese.
    """

    line: int
    kind: str
    text: str
    reason: str

    def __str__(self) -> str:
        return f"{self.kind}“{self.text}”：{self.reason}"


@dataclass(frozen=True, slots=True)
class Place:
    """
    Where the article says a clause: a passage, and from which to which character.
    """

    passage: Passage
    start: int
    end: int


def check(lines: Sequence[str], article: Article) -> tuple[Discrepancy, ...]:
    """
    Return what the lines say and the article does not, in the order of the lines; empty when all stands.

    Numbers, dates and times are compared by value, quotations word for word; negation, modality and degree must be
    kept; the clauses of one line must follow one another in one paragraph. A date computed from 昨日 and the day of
    print stands; 昨日 itself does not, for it is false when it airs. Truth of the article itself is not checked.
    """
    told = passages(article)
    return tuple(fault for index, line in enumerate(lines) for fault in _faults(index, line, told))


def _faults(index: int, line: str, told: Sequence[Passage]) -> Iterator[Discrepancy]:
    for found in day_words(printed(line, 0).text):
        yield Discrepancy(index, "日期", found[0], "播出当天可能不成立，请改成具体日期")
    ready = comparable(line)
    clauses = [ready[clause.start : clause.end] for clause in split_clauses(printed(ready, 0))]
    placed: list[list[Place]] = []
    for clause in clauses:
        places = _places(clause, told)
        if places:
            placed.append(places)
        else:
            yield _explained(index, clause, told)
    if len(placed) == len(clauses) and not _follows(clauses, placed):
        yield Discrepancy(index, "拼接", line, "各分句出自原文不同段落，或次序颠倒")


def _places(clause: str, told: Sequence[Passage]) -> list[Place]:
    """
    Where the article says the clause: word for word between two pauses, or else reworded within narrow bounds.
    """
    exact = [
        Place(passage, start, start + len(clause)) for passage in told for start in _verbatim(clause, passage.text)
    ]
    return exact or [place for passage in _similar(clause, told) if (place := _reworded(clause, passage))]


def _verbatim(clause: str, text: str) -> Iterator[int]:
    start = text.find(clause)
    while start >= 0:
        before, after = text[:start], text[start + len(clause) :]
        begins = not before or before[-1] in _BOUNDARY[:-2] + "”" or bool(_POINTS_BACK.search(before))
        if begins and (not after or after[0] in _BOUNDARY[:8]):
            yield start
        start = text.find(clause, start + 1)


def _similar(clause: str, told: Sequence[Passage]) -> list[Passage]:
    pairs = bigrams(clause)
    ranked = sorted(told, key=lambda passage: -len(pairs & passage.pairs))[:_LOOKED_AT]
    return [passage for passage in ranked if 2 * len(pairs & passage.pairs) >= len(pairs)]


def _reworded(clause: str, passage: Passage) -> Place | None:
    """
    Return where a passage says the clause in nearly the same words; None where anything weighty differs.
    """
    edits = _edits(clause, passage.text)
    if edits is None:
        return None
    start, end, added, lost = edits
    if sum(map(len, added)) > MOST_NEW * len(clause) or any(map(_matters, lost)):
        return None
    if not all(_GRAMMAR.match(words) or _only_moved(words, lost) for words in added):
        return None
    if any(quote not in passage.text for quote in _QUOTE.findall(clause)):
        return None
    return Place(passage, start, end)


def _edits(clause: str, text: str) -> tuple[int, int, list[str], list[str]] | None:
    """
    Compare a clause with the clauses of a sentence it was made from.

    Returns:
        Where these begin and end, the words added to them and the words lost from them; None without any likeness.
    """
    blocks = [
        block for block in SequenceMatcher(None, clause, text, autojunk=False).get_matching_blocks() if block.size
    ]
    if not blocks:
        return None
    start = max((text.rfind(mark, 0, blocks[0].b) for mark in _BOUNDARY[:6]), default=-1) + 1
    last = blocks[-1].b + blocks[-1].size
    end = min((found for mark in _BOUNDARY[:6] if (found := text.find(mark, last)) >= 0), default=len(text))
    added, lost, at, printed_at = [], [], 0, start
    for block in blocks:
        added.append(clause[at : block.a])
        lost.append(text[printed_at : block.b])
        at, printed_at = block.a + block.size, block.b + block.size
    added.append(clause[at:])
    lost.append(text[printed_at:end])
    return start, end, [words for words in added if words], [words for words in lost if words]


def _matters(words: str) -> bool:
    return bool(_WEIGHTY.search(words) or NUMBER.search(words) or _QUOTE.search(words) or "”" in words or "“" in words)


def _only_moved(words: str, lost: Sequence[str]) -> bool:
    """
    Tell whether the words were taken from another place of the clause and are neither number nor name nor weighty.
    """
    return any(words in gone for gone in lost) and not _matters(words) and not _NAME.search(words)


def _follows(clauses: Sequence[str], placed: Sequence[Sequence[Place]]) -> bool:
    """
    Tell whether the clauses of a line can be read off the article in order, within one paragraph.

    某某说 may be moved to the front of what he said; the step into the next paragraph is allowed where that one points
    back (该项目) and the pointing word was left out.
    """
    ways = list(placed[0]) if placed else []
    moved = bool(clauses) and bool(_ATTRIBUTION.search(clauses[0]))
    for places in placed[1:]:
        ways = [after for after in places if any(_may_follow(before, after, moved=moved) for before in ways)]
        moved = False
    return bool(ways) or not placed


def _may_follow(before: Place, after: Place, *, moved: bool) -> bool:
    """
    Tell whether a clause may be said right behind another: later in its sentence, or as the next entry of a list.

    What stands in another sentence has another day, another speaker or another subject, even in the same paragraph.
    """
    one, other = before.passage, after.passage
    if one.paragraph == other.paragraph:
        if one.order == other.order:
            return moved or before.end <= after.start
        return moved or (one.order < other.order and (one.paragraph == TITLE or _is_entry(after)))
    close = other.paragraph == one.paragraph + 1
    return close and bool(_POINTS_BACK.search(other.text[: after.start]))


def _is_entry(place: Place) -> bool:
    words = place.passage.text[place.start : place.end]
    return bool(_ENTRY.search(words) or _POINTS_BACK.search(place.passage.text[: place.start]))


def _explained(index: int, clause: str, told: Sequence[Passage]) -> Discrepancy:
    """
    Say what is wrong with a clause nothing in the article supports, the gravest first.
    """
    whole = "\n".join(passage.text for passage in told)
    for number in _numbers(clause):
        if number not in whole:
            return Discrepancy(index, "数字", number, "原文没有这个数，或单位不同")
    for quote in _QUOTE.findall(clause):
        if quote not in whole:
            return Discrepancy(index, "引语", quote, "与原文引语不一致")
    for place in _PLACE.findall(clause):
        if place not in whole:
            return Discrepancy(index, "专名", place, "原文没有这个名称")
    nearest = next(iter(_similar(clause, told)), None)
    edits = _edits(clause, nearest.text) if nearest else None
    if edits is None or nearest is None:
        return Discrepancy(index, "无出处", clause, "原文没有这句话")
    _, _, added, lost = edits
    return _difference(index, clause, added, lost)


def _difference(index: int, clause: str, added: Sequence[str], lost: Sequence[str]) -> Discrepancy:
    told, left = "、".join(added) or "（无）", "、".join(lost) or "（无）"
    reason = f"多出{told}，缺少{left}"
    if any(NUMBER.search(words) for words in (*added, *lost)):
        return Discrepancy(index, "数字", clause, reason)
    if any(_WEIGHTY.search(words) for words in (*added, *lost)):
        return Discrepancy(index, "否定或程度", clause, reason)
    if any(_NAME.search(words) for words in added):
        return Discrepancy(index, "专名", clause, reason)
    return Discrepancy(index, "无出处", clause, reason)


def _numbers(clause: str) -> Iterator[str]:
    """
    Yield each number with the character behind it, which is its unit.
    """
    for found in NUMBER.finditer(clause):
        yield found[0] + clause[found.end() : found.end() + 1]
