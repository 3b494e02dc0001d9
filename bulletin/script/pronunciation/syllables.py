"""
Syllables as this house writes them: lower case, `v` for ü, the tone a digit from 1 to 5 at the end.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TONES = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4"}
_INITIALS = "b|p|m|f|d|t|n|l|g|k|h|j|q|x|zh|ch|sh|z|c|s|r|y|w"
_FINALS = (
    "a|o|e|i|u|v|ai|ei|ao|ou|an|en|ang|eng|ong|er|ia|ie|iao|iu|ian|in|iang|ing|iong|ua|uo|uai|ui|uan|un|uang|ue|ve|io"
)
SYLLABLE = re.compile(rf"(?:(?:{_INITIALS})?(?:{_FINALS})|hm|hng|m|n|ng|e|r)[1-5]")
"""What looks like a syllable; not every match exists in Mandarin."""


@lru_cache(maxsize=4096)
def numbered(accented: str) -> str:
    """
    Return a syllable with its accent as a digit.

    >>> numbered("lǜ"), numbered("de"), numbered("ê̄")
    ('lv4', 'de5', 'e1')
    """
    parts = unicodedata.normalize("NFD", accented.lower())
    tone = next((_TONES[mark] for mark in parts if mark in _TONES), "5")
    plain = "".join(mark for mark in parts if mark not in _TONES)
    return plain.replace("u\u0308", "v").replace("e\u0302", "e") + tone


def is_hanzi(char: str) -> bool:
    """
    Tell whether a character is a Chinese one (unified ideographs with all extensions, 〇 and 々 not among them).
    """
    code = ord(char)
    return (
        0x3400 <= code <= 0x4DBF or 0x4E00 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or 0x20000 <= code <= 0x3FFFF
    )
