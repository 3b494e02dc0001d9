"""
From a text to its readings: every source of knowledge makes its claims, the best set of them wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bulletin.script.pronunciation.contexts import context_readings
from bulletin.script.pronunciation.lattice import Claim, best
from bulletin.script.pronunciation.lexicon import Lexicon
from bulletin.script.pronunciation.network import network
from bulletin.script.pronunciation.phrases import phrases
from bulletin.script.pronunciation.sandhi import sandhi
from bulletin.script.pronunciation.shipped import OPEN, shipped
from bulletin.script.pronunciation.surnames import surname_readings
from bulletin.script.pronunciation.syllables import is_hanzi

_WORD, _NAME, _OPERATOR = 6.0, 6.5, 100.0
"""What each character of a word after its first is worth; what a surname is; what an operator's word is."""
_DOUBT = -3.0
"""How much the network's doubt may take from a claim, a character: words stand against it, equal claims do not."""
_SENTENCE = re.compile(r"[^。！？!?\n]*[。！？!?\n]*")
_NO_WORDS = Lexicon()


def pinyin(text: str, lexicon: Lexicon = _NO_WORDS, *, as_said: bool = True) -> list[str]:
    """
    Return one reading a character: tone digit 1-5, `v` for ü, `""` for what has none (punctuation, Latin, digits).

    Args:
        text: Best what `spoken` returns: a digit has no reading here.
        lexicon: The operator's words; they win over every other knowledge.
        as_said: Whether 一 and 不 get the tone they are said with (yi2 gong4, bu2 dui4); without it all readings are
            those of a dictionary. The third tone's sandhi is never written: announcers do it themselves.
    """
    found = [reading for part in _SENTENCE.findall(text) if part for reading in _Sentence.of(part).read(lexicon)]
    return sandhi(text, found) if as_said else [_plain(char, one) for char, one in zip(text, found, strict=True)]


def _plain(char: str, reading: str) -> str:
    """
    Undo the sandhi that the phrase table has in some of its words.
    """
    return {"一": "yi1", "不": "bu4"}.get(char, reading)


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    likelihoods: Sequence[dict[str, float]]

    @classmethod
    def of(cls, text: str) -> _Sentence:
        return cls(text, network().likelihoods(text))

    def read(self, lexicon: Lexicon) -> list[str]:
        if not any(map(is_hanzi, self.text)):
            return [""] * len(self.text)
        claims = (*self._characters(), *self._words(), *self._contexts(), *self._names(), *self._operators(lexicon))
        return [reading for claim in best(len(self.text), claims) for reading in claim.readings]

    def _likeliest(self, place: int) -> str:
        """
        Return the reading of a character by the network, or the commonest where the network does not know it.
        """
        char, table = self.text[place], self.likelihoods[place]
        if not is_hanzi(char):
            return ""
        return max(table, key=lambda one: table[one]) if table else (phrases().character(char) or ("",))[0]

    def _doubt(self, place: int, reading: str) -> float:
        table = self.likelihoods[place]
        return max(table.get(reading, _DOUBT), _DOUBT) if len(table) > 1 else 0.0

    def _claim(self, start: int, readings: Sequence[str], worth: float) -> Claim:
        doubt = sum(self._doubt(start + n, reading) for n, reading in enumerate(readings))
        return Claim(start, tuple(readings), worth + doubt)

    def _characters(self) -> Iterator[Claim]:
        return (self._claim(place, (self._likeliest(place),), 0.0) for place in range(len(self.text)))

    def _words(self) -> Iterator[Claim]:
        table, ours = phrases(), shipped()
        for start in range(len(self.text)):
            pair = self.text[start : start + 2]
            for length in {*table.lengths.get(pair, ()), *ours.lengths.get(pair, ())}:
                readings = self._word(start, self.text[start : start + length])
                if readings:
                    yield self._claim(start, readings, (len(readings) - 1) * _WORD)

    def _word(self, start: int, word: str) -> tuple[str, ...] | None:
        listed, known = phrases().read(word), shipped().words.get(word)
        if known is None:
            return listed
        others = listed or tuple(self._likeliest(start + n) for n in range(len(word)))
        return tuple(one if one != OPEN else other for one, other in zip(known, others, strict=True))

    def _contexts(self) -> Iterator[Claim]:
        return (self._claim(place, (reading,), worth) for place, reading, worth in context_readings(self.text))

    def _names(self) -> Iterator[Claim]:
        return (Claim(place, found, _NAME * len(found)) for place, found in surname_readings(self.text, _is_word))

    def _operators(self, lexicon: Lexicon) -> Iterator[Claim]:
        for start in range(len(self.text)):
            for length in {
                *lexicon.lengths.get(self.text[start : start + 2], ()),
                *lexicon.lengths.get(self.text[start], ()),
            }:
                entry = lexicon.words.get(self.text[start : start + length])
                if entry:
                    yield Claim(start, entry.readings, length * _OPERATOR)


def _is_word(word: str) -> bool:
    return word in phrases().words or word in shipped().words
