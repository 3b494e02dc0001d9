"""
How frequent Chinese words are: jieba's dictionary, kept in a tenth of the memory its own tables take.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

LONGEST = 6
"""Characters of the longest word that is kept."""


@dataclass(frozen=True, slots=True)
class Words:
    """
    Words and their frequencies.

    Args:
        text: All words in UTF-8, in the order of their bytes, one behind the other.
        starts: Where each begins in `text`, and where the last one ends.
        counts: How often the corpus holds each.
        total: How many words the corpus holds.
        pairs: A bit for each pair of characters that stand side by side in some word, by `_bit`.
    """

    text: bytes
    starts: array[int]
    counts: array[int]
    total: int
    pairs: bytes

    def may_join(self, one: str, other: str) -> bool:
        """
        Tell whether some word may hold two characters side by side; a yes may be wrong, a no never is.
        """
        bit = _bit(one, other)
        return bool(self.pairs[bit >> 3] & (1 << (bit & 7)))

    def frequency(self, word: str) -> int:
        """
        Return how often the corpus holds a word, 0 when it is none.
        """
        wanted = word.encode("utf-8", "surrogatepass")
        place = bisect_left(range(len(self.counts)), wanted, key=self._word)
        return self.counts[place] if place < len(self.counts) and self._word(place) == wanted else 0

    def _word(self, place: int) -> bytes:
        return self.text[self.starts[place] : self.starts[place + 1]]


@cache
def words() -> Words:
    """
    Return the dictionary; read once, in some three tenths of a second.
    """
    import jieba  # noqa: PLC0415 - few pages need it

    with jieba.get_dict_file() as file:
        entries = file.read().splitlines()
    total = sum(int(entry.split(b" ", 2)[1]) for entry in entries if entry)
    return _packed(sorted(dict(_kept(entries)).items()), total)


@lru_cache(maxsize=1 << 15)
def frequency(word: str) -> int:
    """
    Return how often the dictionary's corpus holds a word, 0 when it is none.
    """
    return words().frequency(word)


_BITS = 1 << 21
"""Of 350,000 words some 300,000 pairs: one bit in seven is set."""


def _bit(one: str, other: str) -> int:
    return (ord(one) * 40_503 + ord(other) * 7_919) % _BITS


def _kept(entries: list[bytes]) -> Iterator[tuple[bytes, int]]:
    for entry in entries:
        word, _, rest = entry.partition(b" ")
        count = int(rest.partition(b" ")[0] or 0)
        if count and len(word.decode()) <= LONGEST:
            yield word, count


def _packed(kept: list[tuple[bytes, int]], total: int) -> Words:
    starts, counts, pairs = array("I", [0]), array("I"), bytearray(_BITS >> 3)
    for word, count in kept:
        starts.append(starts[-1] + len(word))
        counts.append(count)
        for one, other in pairwise(word.decode()):
            bit = _bit(one, other)
            pairs[bit >> 3] |= 1 << (bit & 7)
    return Words(b"".join(word for word, _ in kept), starts, counts, total, bytes(pairs))
