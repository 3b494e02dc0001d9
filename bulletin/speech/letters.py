"""
How Chinese speakers say Latin letters, for voices that are fed pinyin.
"""

from __future__ import annotations

# fmt: off
_NAMES = {
    "A": "ei1", "B": "bi4", "C": "xi1", "D": "di4", "E": "yi4", "F": "ai2 fu5", "G": "ji4", "H": "ei2 chi5", "I": "ai4",
    "J": "jie4", "K": "kei4", "L": "ai2 lou5", "M": "ai2 mu5", "N": "en1", "O": "ou1", "P": "pi4", "Q": "kou1",
    "R": "a4 er5", "S": "ai2 si5", "T": "ti4", "U": "you1", "V": "wei1", "W": "da2 bu4 liu5", "X": "ai2 ke4 si5",
    "Y": "wai4", "Z": "zei4",
}
# fmt: on


def letter(character: str) -> tuple[str, ...]:
    """
    Return the syllables of a Latin letter's name, tone digits 1-5; empty for any other character.
    """
    return tuple(_NAMES.get(character.upper(), "").split()) if character.isascii() else ()
