"""
From a text to its readings: every source of knowledge makes its claims, the best set of them wins.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from bulletin.script.pronunciation.lattice import Claim, best
from bulletin.script.pronunciation.lexicon import Lexicon
from bulletin.script.pronunciation.network import network
from bulletin.script.pronunciation.phrases import phrases
from bulletin.script.pronunciation.sandhi import sandhi
from bulletin.script.pronunciation.syllables import is_hanzi

_PHRASE, _SHIPPED, _OPERATOR = 6.0, 7.0, 100.0
"""What each character of a word after its first is worth; the network's doubt takes at most `_DOUBT` a character."""
_DOUBT = -3.0
_SENTENCE = re.compile(r"[^。！？!?\n]*[。！？!?\n]*")
_NO_WORDS = Lexicon()


def pinyin(text: str, lexicon: Lexicon = _NO_WORDS, *, as_said: bool = True) -> list[str]:
    """
    Return one reading a character: tone digit 1-5, `v` for ü, `""` for what has none (punctuation, Latin, digits).

    Args:
        text: Best what `spoken` returns: a digit has no reading here.
        lexicon: The operator's words; they win over the shipped ones.
        as_said: Whether 一 and 不 get the tone they are said with (yi2 gong4, bu2 dui4); without it all readings are
            those of a dictionary. The third tone's sandhi is never written: announcers do it themselves.
    """
    found = [reading for sentence in _SENTENCE.findall(text) if sentence for reading in _read(sentence, lexicon)]
    return sandhi(text, found) if as_said else found


def _read(sentence: str, lexicon: Lexicon) -> list[str]:
    if not any(map(is_hanzi, sentence)):
        return [""] * len(sentence)
    likelihoods = network().likelihoods(sentence)
    claims = [*_characters(sentence, likelihoods), *_words(sentence, likelihoods, lexicon)]
    return [reading for claim in best(len(sentence), claims) for reading in claim.readings]


def _characters(sentence: str, likelihoods: Sequence[dict[str, float]]) -> Iterator[Claim]:
    for place, char in enumerate(sentence):
        table = likelihoods[place]
        if not is_hanzi(char):
            yield Claim(place, ("",), 0.0)
        elif table:
            reading = max(table, key=lambda one: table[one])
            yield Claim(place, (reading,), max(table[reading], _DOUBT))
        else:
            yield Claim(place, (phrases().character(char) or ("",))[:1], 0.0)


def _words(sentence: str, likelihoods: Sequence[dict[str, float]], lexicon: Lexicon) -> Iterator[Claim]:
    table = phrases()

    def listed(word: str) -> tuple[str, ...] | None:
        entry = lexicon.words.get(word)
        return entry.readings if entry else None

    sources: tuple[tuple[float, Callable[[str], tuple[str, ...] | None], Callable[[str], Sequence[int]]], ...] = (
        (_OPERATOR, listed, lambda start: lexicon.lengths.get(start, ())),
        (_PHRASE, table.read, lambda start: table.lengths.get(start, ())),
    )
    for place in range(len(sentence)):
        for worth, read, lengths in sources:
            for length in lengths(sentence[place : place + 2]):
                readings = read(sentence[place : place + length])
                if readings is not None:
                    yield Claim(place, readings, (length - 1) * worth + _doubt(readings, likelihoods[place:]))


def _doubt(readings: Sequence[str], likelihoods: Sequence[dict[str, float]]) -> float:
    return sum(
        max(table.get(reading, _DOUBT), _DOUBT)
        for reading, table in zip(readings, likelihoods, strict=False)
        if len(table) > 1
    )
