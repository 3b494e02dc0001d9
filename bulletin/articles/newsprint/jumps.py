"""
下转 and 上接: an article that goes on in another place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_PAGE = r"(?:第)?(?P<page>[A-Z]?\d{1,3}|[一二三四五六七八九十]{1,3})(?:版|叠)"
_MARK = r"[(（【\[▶►→▷▲▼>》\-—·●■◆]*[ \u3000]*"
_CLOSE = r"[ \u3000]*[)）】\]▶►→▷▼>》\-—·●■◆]*"
_ON = re.compile(rf"[ \u3000]*{_MARK}(?:紧)?(?:下转|转)[ \u3000]*(?:今日|本报)?{_PAGE}{_CLOSE}[ \u3000]*$")
_FROM = re.compile(rf"^{_MARK}(?:紧)?(?:上接|接)[ \u3000]*(?:今日|本报)?{_PAGE}{_CLOSE}[ \u3000]*(?:[:：][ \u3000]*)?")
_CHINESE = {c: n for n, c in enumerate("一二三四五六七八九十", 1)}


@dataclass(frozen=True, slots=True)
class Jump:
    """
    The text beside the mark, and the page it names (`3`, `A2`).
    """

    rest: str
    page: str


def jump_on(text: str) -> Jump | None:
    """
    Part a block that ends with 下转第N版; `None` when it does not.
    """
    tail = text[-24:]
    found = _ON.search(tail) if "转" in tail else None
    if not found:
        return None
    return Jump(text[: len(text) - len(text[-24:]) + found.start()].rstrip(), page_name(found["page"]))


def jump_from(text: str) -> Jump | None:
    """
    Part a block that begins with 上接第N版; `None` when it does not.
    """
    found = _FROM.match(text[:24]) if "接" in text[:24] else None
    return Jump(text[found.end() :].lstrip(), page_name(found["page"])) if found else None


def page_name(page: str) -> str:
    """
    Return a page's name in one spelling: `03`, `三` and `3` are `3`; `A02` is `A2`.
    """
    page = page.removeprefix("第")
    if page and all(c in _CHINESE for c in page):
        ten, _, one = page.partition("十")
        return str((_CHINESE.get(ten, 1) * 10 if "十" in page else _CHINESE[ten]) + _CHINESE.get(one, 0))
    return re.sub(r"(?<![1-9])0+(?=\d)", "", page)
