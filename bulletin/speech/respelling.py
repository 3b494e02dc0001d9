"""
Other characters in the place of those a voice would misread: for voices that take no pinyin.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping


def respeller(words: Mapping[str, str]) -> Callable[[str], str]:
    """
    Return a function that puts each word's respelling in its place, longest word first, from left to right.

        respeller({"单小华": "善小华"})("记者单小华报道。")      # 记者善小华报道。

    Args:
        words: What is sent instead of each word, of the same length.
    """
    if not words:
        return str
    pattern = re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))
    return lambda text: pattern.sub(lambda match: words[match.group()], text)
