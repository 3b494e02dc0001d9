"""
The phrase table: pypinyin's readings of words and characters.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from bulletin.script.pronunciation.syllables import numbered


@dataclass(frozen=True, slots=True)
class Phrases:
    """
    Words with their readings.

    Args:
        words: pypinyin's own table: accented syllables, each in a list of its own.
        characters: pypinyin's table of single characters: accented readings with commas between, the commonest first.
        lengths: The lengths of the words that begin with each pair of characters.
    """

    words: Mapping[str, Sequence[Sequence[str]]]
    characters: Mapping[int, str]
    lengths: Mapping[str, tuple[int, ...]]

    def read(self, word: str) -> tuple[str, ...] | None:
        """
        Return the readings of a word of two or more characters, None when the table lacks it.
        """
        found = self.words.get(word)
        if found is None or len(found) != len(word):
            return None
        return tuple(numbered(syllable[0]) for syllable in found)

    def character(self, char: str) -> tuple[str, ...]:
        """
        Return the readings of a character, the commonest first; empty when it has none.
        """
        found = self.characters.get(ord(char), "")
        return tuple(numbered(one) for one in found.split(",")) if found else ()


@cache
def phrases() -> Phrases:
    """
    Return the table, loaded on the first call and kept.
    """
    from pypinyin.phrases_dict import phrases_dict  # noqa: PLC0415 - heavy
    from pypinyin.pinyin_dict import pinyin_dict  # noqa: PLC0415 - heavy

    return Phrases(phrases_dict, pinyin_dict, lengths_of(phrases_dict))


def lengths_of(words: Mapping[str, object]) -> dict[str, tuple[int, ...]]:
    """
    Return the lengths of the words that begin with each pair of characters; single characters stand under themselves.
    """
    found: dict[str, set[int]] = {}
    for word in words:
        found.setdefault(word[:2], set()).add(len(word))
    return {start: tuple(sorted(sizes)) for start, sizes in found.items()}
