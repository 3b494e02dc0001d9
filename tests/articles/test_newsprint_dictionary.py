from __future__ import annotations

from itertools import pairwise

import jieba
import pytest

from bulletin.articles.newsprint.words import LONGEST, words


@pytest.mark.parametrize("word", ["科学", "学性", "防控", "的", "人民群众", "不是一个词", "", "AT&T", "\ud800", "𠮷"])
def test_frequencies_are_those_of_the_dictionary(word: str) -> None:
    """
    What is kept small says the same as jieba's own tables; what is no word is 0.
    """
    jieba.setLogLevel(60)
    jieba.initialize()
    assert words().frequency(word) == (jieba.dt.FREQ.get(word) or 0)
    assert words().total == jieba.dt.total


def test_every_word_that_is_looked_for_is_kept() -> None:
    """
    No word of up to six characters was lost on the way.
    """
    jieba.setLogLevel(60)
    jieba.initialize()
    known = {word for word, count in jieba.dt.FREQ.items() if count and len(word) <= LONGEST}
    assert len(words().counts) == len(known)
    assert all(words().may_join(one, other) for word in list(known)[::50] for one, other in pairwise(word))
    sample = sorted(known)[:: max(1, len(known) // 2000)]
    assert all(words().frequency(word) == jieba.dt.FREQ[word] for word in sample)
