"""
What is sent to voices: other characters for those that take no phonemes, lexicon lines for a model that reads one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from bulletin.script.pronunciation.lexicon import Lexicon


def respelt(text: str, lexicon: Lexicon) -> str:
    """
    Return the text as it is sent to a voice without phonemes: marked words respelt, of equal length.

    >>> respelt("记者单小华报道。", read_lexicon('"单小华" = { pinyin = "shan4 xiao3 hua2", respell = "善小华" }'))
    '记者善小华报道。'

    The longest word counts, from left to right; what the listener sees stays as it is written.
    """
    words = sorted(lexicon.words, key=len, reverse=True)
    if not lexicon.respellings:
        return text
    return re.sub("|".join(map(re.escape, words)), lambda found: lexicon.respellings.get(found[0], found[0]), text)


def sherpa_lines(lexicon: Lexicon, tokens: Mapping[str, str]) -> tuple[str, ...]:
    """
    Return lines for the `lexicon.txt` of a sherpa-onnx model, one a word: `重庆 ch ong2 q ing4`.

    Args:
        lexicon: The words.
        tokens: How the model writes each syllable (`{"chong2": "ch ong2", ...}`); a word with a syllable the model
            lacks gets no line.
    """
    return tuple(
        f"{word} {' '.join(tokens[one] for one in entry.readings)}"
        for word, entry in lexicon.words.items()
        if all(one in tokens for one in entry.readings)
    )
