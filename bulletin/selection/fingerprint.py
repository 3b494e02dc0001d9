"""
Fingerprints: what of an article is compared with another, taken once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from bulletin.model import Article
from bulletin.selection.figures import Day, Figure, days, figures, ordinals, plain
from bulletin.selection.names import Name, first_of_kinds, names
from bulletin.selection.numerals import in_digits
from bulletin.selection.simplified import simplified

Grams = npt.NDArray[np.uint32]
"""Hashes of runs of characters, each once, ascending."""

_FRAME = re.compile(
    r"^本台消息,|^[\u4e00-\u9fff]{2,8}讯(?:\([^)]*\))?|^据[\u4e00-\u9fffA-Za-z]{2,10}(?:报道|消息|网|社)[,:]?"
    r"|\((?:新华社|央视|中新社|[\u4e00-\u9fff]{2,8}(?:报|网|社|新闻|财经|时报))\)$",
    re.MULTILINE,
)
"""Where a piece was printed says nothing about what it tells."""

_WORD = re.compile(r"[\u3400-\u9fffA-Za-z]+")
_FIRST = re.compile(r"[\u4e00-\u9fff]{2}")
_NEWER = re.compile(
    r"升至|增至|上升到|增加到|升级|最新|进展|续报|推迟|延长至|延时|延期|恢复|抢通|解除|已有|累计|截至|查明|落幕|闭幕|收官|完成投资|达成|改为"
    r"|再增|已转移|扑灭|找到|找回|追回|追偿|寻获|登陆|减弱|返家|返岗|复工|复课|重新|过半|过[六七八九]成|达[一二三四五六七八九]成|满月"
    r"|加密|提前(?=恢复|[一二三四五六七八九十两\d个]+[天月年]|完工|通车)|增开|取消|又有|再有|再添|整改完|竣工|首[月周]"
)
"""What a follow-up's title says."""

_AHEAD = re.compile(
    "开工|动工|奠基|启动建设|拟|将于|将建|计划|定于|(?:年底|月底|明年|下月|下周)[^，。]{0,8}(?:通|完|建|开|投)"
)
_DONE = re.compile("通水|通车|通电|通气|投产|投用|启用|完工|竣工|建成|打通|开通|落成")
_DRILL = re.compile("演练|演习")
_HEAD = re.compile(r"^[^:,。!?“”《》]{2,12}(?=:)")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """
    What is compared.

    Args:
        text: Title and body, plain.
        title: Pairs of letters of the title; of the first sentence where there is no title.
        pairs: Pairs of letters of title and body.
        runs: Runs of three letters of title and body.
        figures: The quantities.
        ordinals: What is counted in a series.
        days: The days named.
        title_days: Those the title names.
        names: The names.
        places: Where it plays: the first name of each decisive kind.
        first: The title's first two hanzi, of the body's where there is no title: who acts, or where.
        head: Whom the title speaks of, before its colon; `""` when it has none.
        printed: When it was printed, None when unknown.
        is_drill: Whether the title tells of a rehearsal.
        is_ahead: Whether the title tells of what is begun or planned: 开工, 年底通车.
        is_done: Whether it tells of what is finished: 通水, 投产.
        is_follow_up: Whether the title says that something went on: 升至, 恢复, 推迟.
    """

    text: str
    title: Grams = field(compare=False)
    pairs: Grams = field(compare=False)
    runs: Grams = field(compare=False)
    figures: frozenset[Figure]
    ordinals: frozenset[tuple[str, str]]
    days: frozenset[Day]
    title_days: frozenset[Day]
    names: frozenset[Name]
    places: tuple[Name, ...]
    first: str
    head: str
    printed: date | None
    is_drill: bool
    is_ahead: bool
    is_done: bool
    is_follow_up: bool


@lru_cache(maxsize=1024)
def fingerprint(article: Article) -> Fingerprint:
    """
    Take an article's fingerprint.
    """
    body = _FRAME.sub("", simplified(plain("\n".join(article.paragraphs))))
    title = simplified(plain(article.title))
    text = f"{title}\n{body}"
    counted = in_digits(text)
    heading = title or re.split(r"[。\n]", body, maxsplit=1)[0]
    printed = article.published.date() if article.published else None
    return Fingerprint(
        text=text,
        title=grams(heading, 2),
        pairs=grams(text, 2),
        runs=grams(text, 3),
        figures=figures(counted),
        ordinals=ordinals(text),
        days=days(counted, printed),
        title_days=days(in_digits(title), printed),
        names=names(text),
        places=tuple(first_of_kinds(text).items()),
        first=(_FIRST.search(heading) or [""])[0],
        head=(_HEAD.search(title) or [""])[0],
        printed=printed,
        is_ahead=bool(_AHEAD.search(title)),
        is_done=bool(_DONE.search(title)) and not _AHEAD.search(title),
        is_drill=bool(_DRILL.search(title)),
        is_follow_up=bool(_NEWER.search(title)),
    )


def grams(text: str, size: int) -> Grams:
    """
    Return the hashes of all runs of `size` letters, never across a digit or a mark.
    """
    words = "\0".join(_WORD.findall(text))
    codes = np.frombuffer(words.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    if len(codes) < size:
        return np.empty(0, dtype=np.uint32)
    hashes = np.zeros(len(codes) - size + 1, dtype=np.uint64)
    whole = np.ones(len(hashes), dtype=bool)
    for n in range(size):
        part = codes[n : len(codes) - size + 1 + n]
        hashes = hashes * np.uint64(0x9E3779B97F4A7C15) + part
        whole &= part > 0
    mixed = (hashes ^ (hashes >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)
    return np.unique((mixed[whole] >> np.uint64(32)).astype(np.uint32))


def shared(one: Grams, other: Grams) -> int:
    """
    Return how many hashes both have.
    """
    if not len(one) or not len(other):
        return 0
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    at = np.searchsorted(long, short)
    at[at == len(long)] = 0
    return int(np.count_nonzero(long[at] == short))
