"""
Readings: every character the way people say it, one lexicon for every announcer.
"""

from bulletin.script.pronunciation.lexicon import Entry, Lexicon, read_lexicon
from bulletin.script.pronunciation.readings import pinyin
from bulletin.script.pronunciation.respelling import respelt, sherpa_lines

__all__ = ["Entry", "Lexicon", "pinyin", "read_lexicon", "respelt", "sherpa_lines"]
