from __future__ import annotations

from pypinyin import Style, pinyin

from bulletin.script.pronunciation import read_lexicon
from bulletin.speech.respelling import respeller

LEXICON = read_lexicon("""
"单小华" = { pinyin = "shan4 xiao3 hua2", respell = "善小华" }
"单小" = { pinyin = "shan4 xiao3", respell = "善晓" }
"六安" = { pinyin = "lu4 an1", respell = "录安" }
"重庆" = "chong2 qing4"
""")


def test_the_longest_word_is_put_in_its_place() -> None:
    """
    Words are replaced from left to right, longest first; a word without a respelling stays.
    """
    respell = respeller(LEXICON.respellings)
    assert respell("记者单小华从六安到重庆。") == "记者善小华从录安到重庆。"
    assert respell("单小明") == "善晓明"
    assert respeller({})("六安") == "六安"


def test_what_is_sent_reads_as_wanted() -> None:
    """
    Every character of a respelling has the wanted reading, and the swapped one no other that a voice could choose.
    """
    for word, sent in LEXICON.respellings.items():
        wanted = LEXICON.words[word].readings
        known = pinyin(list(sent), style=Style.TONE3, heteronym=True, neutral_tone_with_five=True, v_to_u=False)
        assert all(one in several for one, several in zip(wanted, known, strict=True)), word
        assert len(known[0]) == 1, word
