"""
From a text to its readings: every source of knowledge makes its claims, the best set of them wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
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

NETWORK = "神经网络按上下文判断"
_BY_OPERATOR, _BY_SHIPPED, _BY_TABLE = "本单位读音表", "内置读音表", "词语读音表"
_BY_RULE, _BY_SURNAME, _BY_CHARACTER = "语法规则", "姓氏", "单字读音"


def pinyin(text: str, lexicon: Lexicon = _NO_WORDS, *, as_said: bool = True) -> list[str]:
    """
    Return one reading a character: tone digit 1-5, `v` for ü, `""` for what has none (punctuation, Latin, digits).

    Args:
        text: Best what `spoken` returns: a digit has no reading here.
        lexicon: The operator's words; they win over every other knowledge.
        as_said: Whether 一 and 不 get the tone they are said with (yi2 gong4, bu2 dui4); without it all readings are
            those of a dictionary. The third tone's sandhi is never written: announcers do it themselves.
    """
    found = [reading for _, claim in judgements(text, lexicon) for reading in claim.readings]
    return sandhi(text, found) if as_said else [_plain(char, one) for char, one in zip(text, found, strict=True)]


def judgements(text: str, lexicon: Lexicon = _NO_WORDS) -> list[tuple[str, Claim]]:
    """
    Return the text in pieces, each with the claim that decided it; joined, the pieces are the text.

    A claim's `start` counts from the beginning of its sentence.
    """
    return [
        (part[claim.start : claim.end], claim)
        for part in _SENTENCE.findall(text)
        if part
        for claim in _Sentence.of(part).judge(lexicon)
    ]


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

    def judge(self, lexicon: Lexicon) -> list[Claim]:
        if not any(map(is_hanzi, self.text)):
            return [Claim(0, ("",) * len(self.text), 0.0)]
        claims = (*self._characters(), *self._words(), *self._contexts(), *self._names(), *self._operators(lexicon))
        return best(len(self.text), claims)

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

    def _claim(self, start: int, readings: Sequence[str], worth: float, by: str) -> Claim:
        doubt = sum(self._doubt(start + n, reading) for n, reading in enumerate(readings))
        return Claim(start, tuple(readings), worth + doubt, by)

    def _characters(self) -> Iterator[Claim]:
        for place, table in enumerate(self.likelihoods):
            yield self._claim(place, (self._likeliest(place),), 0.0, NETWORK if len(table) > 1 else _BY_CHARACTER)

    def _words(self) -> Iterator[Claim]:
        table, ours = phrases(), shipped()
        for start in range(len(self.text)):
            pair = self.text[start : start + 2]
            for length in {*table.lengths.get(pair, ()), *ours.lengths.get(pair, ())}:
                readings, by = self._word(start, self.text[start : start + length])
                if readings:
                    yield self._claim(start, readings, (len(readings) - 1) * _WORD, by)

    def _word(self, start: int, word: str) -> tuple[Sequence[str], str]:
        listed, known = phrases().read(word), shipped().words.get(word)
        if known is None:
            return listed or (), _BY_TABLE
        others = listed or tuple(self._likeliest(start + n) for n in range(len(word)))
        return tuple(one if one != OPEN else other for one, other in zip(known, others, strict=True)), _BY_SHIPPED

    def _contexts(self) -> Iterator[Claim]:
        for place, reading, worth in context_readings(self.text):
            yield Claim(place, (reading,), worth, _BY_RULE)

    def _names(self) -> Iterator[Claim]:
        for place, found in surname_readings(self.text, _is_word):
            yield Claim(place, found, _NAME * len(found), _BY_SURNAME)

    def _operators(self, lexicon: Lexicon) -> Iterator[Claim]:
        for start, char in enumerate(self.text):
            for length in _lengths(lexicon, char, self.text[start : start + 2]):
                entry = lexicon.words.get(self.text[start : start + length])
                if entry:
                    yield Claim(start, entry.readings, length * _OPERATOR, _BY_OPERATOR)


def _lengths(lexicon: Lexicon, char: str, pair: str) -> Iterable[int]:
    return {*lexicon.lengths.get(char, ()), *lexicon.lengths.get(pair, ())}


def _is_word(word: str) -> bool:
    return word in phrases().words or word in shipped().words
