"""
Why a text is read as it is read: for `bulletin say --explain` and the console.
"""

from __future__ import annotations

from dataclasses import dataclass

from bulletin.script.pronunciation.lexicon import Lexicon
from bulletin.script.pronunciation.readings import NETWORK, judgements, pinyin
from bulletin.script.pronunciation.respelling import respelt
from bulletin.script.pronunciation.syllables import is_hanzi
from bulletin.script.spoken import spoken


@dataclass(frozen=True, slots=True)
class Judgement:
    """
    How one stretch of the spoken form is read, and whose word that is.

    Args:
        text: The characters.
        readings: One a character, dictionary tones.
        by: Where the reading comes from, in Chinese: the operator's lexicon, the shipped one, a rule, the network.
        is_doubtful: Whether the network alone decided, and was not sure (less than 9 in 10).
    """

    text: str
    readings: tuple[str, ...]
    by: str
    is_doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Explanation:
    """
    A text on its way to the voices.

    Args:
        text: As written.
        spoken: As said.
        pinyin: Readings as said, one a character of `spoken`, `""` for what has none: sent to espeak and sherpa.
        respelt: What is sent to voices without phonemes (edge).
        judgements: The spoken form in pieces, each with its readings and where they come from.
        unreadable: Characters nothing knows a reading for; they need a line in the lexicon.
    """

    text: str
    spoken: str
    pinyin: tuple[str, ...]
    respelt: str
    judgements: tuple[Judgement, ...]
    unreadable: tuple[str, ...]


def explain(text: str, lexicon: Lexicon | None = None) -> Explanation:
    """
    Tell how a text is said and read, and why.
    """
    lexicon = lexicon or Lexicon()
    said = spoken(text)
    readings = tuple(pinyin(said, lexicon))
    pieces = tuple(
        Judgement(piece, claim.readings, claim.by, claim.by == NETWORK and claim.worth < _SURE)
        for piece, claim in judgements(said, lexicon)
    )
    unreadable = tuple(char for char, one in zip(said, readings, strict=True) if is_hanzi(char) and not one)
    return Explanation(text, said, readings, respelt(said, lexicon), pieces, unreadable)


_SURE = -0.105
"""The logarithm of nine in ten."""
