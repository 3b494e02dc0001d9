"""
The shipped lexicon: what this project knows of readings, over the phrase table and under the operator's words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from bulletin.script.pronunciation.phrases import lengths_of
from bulletin.script.pronunciation.places import PLACES
from bulletin.script.pronunciation.polyphones import settled

OPEN = ""
"""Stands where a shipped word leaves a character's reading to the phrase table and the network."""


@dataclass(frozen=True, slots=True)
class Shipped:
    """
    Words with the readings of some or all of their characters, and the words' lengths by their first two characters.
    """

    words: Mapping[str, tuple[str, ...]]
    lengths: Mapping[str, tuple[int, ...]]


@cache
def shipped() -> Shipped:
    """
    Return the shipped lexicon, put together on the first call (20 ms) and kept.
    """
    words: dict[str, tuple[str, ...]] = {}
    for word, char, reading in settled():
        known = words.get(word, (OPEN,) * len(word))
        words[word] = tuple(reading if c == char else old for c, old in zip(word, known, strict=True))
    for line in PLACES.split(";"):
        place, *readings = line.split()
        words[place] = tuple(readings)
    return Shipped(words, lengths_of(words))
