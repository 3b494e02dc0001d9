"""
Words that settle a polyphone, where the phrase table lacks them or reads them otherwise.

Written for this project after the usage of 现代汉语词典 and of broadcasting. Only the character a word stands under is
settled: the others keep what the phrase table or the network says; a word may stand under several characters.
"""

from __future__ import annotations

from collections.abc import Iterator

from bulletin.script.pronunciation.polyphones import a_to_c, d_to_h, j_to_m, n_to_t, w_to_z


def settled() -> Iterator[tuple[str, str, str]]:
    """
    Yield word, character and reading of every entry.
    """
    for part in (a_to_c, d_to_h, j_to_m, n_to_t, w_to_z):
        for char, readings in part.WORDS.items():
            for reading, words in readings.items():
                for word in words.split():
                    yield word, char, reading
