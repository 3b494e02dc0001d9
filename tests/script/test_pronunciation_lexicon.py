from __future__ import annotations

import pytest
from polyphones import wanted_rows

from bulletin.errors import SettingsError
from bulletin.script.pronunciation import Entry, Lexicon, pinyin, read_lexicon, respelt, sherpa_lines
from bulletin.script.pronunciation.homophones import homophones, only_reading


def test_a_line_is_a_word_and_its_syllables() -> None:
    """
    One line a word; ü may be written ü, v or u:, syllables in capitals.
    """
    lexicon = read_lexicon('"旅馆" = "Lü3 guan3"\n"绿" = "lv4"\n"单" = { pinyin = "shan4", respell = "善" }')
    assert lexicon.words == {
        "旅馆": Entry(("lv3", "guan3")),
        "绿": Entry(("lv4",)),
        "单": Entry(("shan4",), "善"),
    }


def test_all_faults_are_told_at_once() -> None:
    """
    A faulty file is refused with every fault in it, each naming its word.
    """
    text = '"重庆" = "chong2"\n"区" = "ou9"\n"a" = "b1"\n"单" = 3\n"仇" = { pinyin = "qiu2", sent = "求" }'
    with pytest.raises(SettingsError) as told:
        read_lexicon(text, "我的读音.toml")
    for word in ("我的读音.toml", "5 处错误", "“重庆”", "“区”", "“a”", "“单”", "“仇”"):
        assert word in str(told.value)


def test_what_is_no_toml_is_refused() -> None:
    """
    A file that is no TOML is refused with its place and an example.
    """
    with pytest.raises(SettingsError, match="格式不对"):
        read_lexicon("重庆 = chong2 qing4")


def test_a_respelling_must_sound_as_wanted() -> None:
    """
    A respelling whose character may be read otherwise is refused, and better ones are named.
    """
    with pytest.raises(SettingsError, match="可以用：崇"):
        read_lexicon('"重庆" = { pinyin = "chong2 qing4", respell = "种庆" }')
    with pytest.raises(SettingsError, match="字数相同"):
        read_lexicon('"重庆" = { pinyin = "chong2 qing4", respell = "崇" }')


def test_only_marked_words_are_respelt() -> None:
    """
    Words without a respelling are sent as written; the longest word counts; length never changes.
    """
    lexicon = read_lexicon(
        '"重庆" = { pinyin = "chong2 qing4", respell = "崇庆" }\n"重庆路" = "zhong4 qing4 lu4"\n"区" = "ou1"'
    )
    assert respelt("从重庆到重庆路，区先生", lexicon) == "从崇庆到重庆路，区先生"
    assert respelt("从重庆到重庆路", Lexicon()) == "从重庆到重庆路"


def test_sent_text_sounds_like_the_wanted_readings() -> None:
    """
    The pinyin of the respelt text equals the wanted readings.
    """
    lexicon = read_lexicon('"单县" = { pinyin = "shan4 xian4", respell = "善县" }')
    assert pinyin(respelt("单县", lexicon)) == list(lexicon.words["单县"].readings)


def test_two_hundred_lines_carry_the_wanted_reading_to_a_voice_without_phonemes() -> None:
    """
    Each polyphone marked with a character that is always read as wanted: what is sent is read so, whoever reads it.

    For some forty of them (ge3, ying4, the neutral tone) no common character is always read so: they cannot be marked.
    """
    carried = 0
    for text, place, wanted in wanted_rows(200):
        word, twin = text[place], homophones(wanted)[:1]
        if not twin:
            continue
        lexicon = read_lexicon(f'"{word}" = {{ pinyin = "{wanted}", respell = "{twin}" }}')
        sent = respelt(text, lexicon)
        assert (len(sent), only_reading(sent[place])) == (len(text), wanted), text
        carried += 1
    assert carried >= 160


@pytest.mark.parametrize("reading", ["chong2", "hang2", "zhang3", "zhong4", "diao4", "tiao2", "shan4", "ou1", "lv4"])
def test_substitutes_have_one_reading(reading: str) -> None:
    """
    For the usual polyphones there is a common character that is always read as wanted.
    """
    assert homophones(reading)
    assert {only_reading(char) for char in homophones(reading)} == {reading}


def test_where_there_is_no_substitute_none_is_named() -> None:
    """
    A reading without a one-reading homophone has no substitute.
    """
    assert homophones("dei3") == ""
    assert only_reading("重") == ""


def test_the_later_lexicon_counts() -> None:
    """
    Of two lexicons together the second decides where both have a word.
    """
    both = read_lexicon('"埔" = "pu3"\n"区" = "ou1"') | read_lexicon('"埔" = "bu4"')
    assert both.words == {"埔": Entry(("bu4",)), "区": Entry(("ou1",))}


def test_lines_for_sherpa_use_the_models_tokens() -> None:
    """
    A lexicon line is the word and the model's own tokens; words the model cannot say are left out.
    """
    lexicon = read_lexicon('"重庆" = "chong2 qing4"\n"女" = "nv3"')
    assert sherpa_lines(lexicon, {"chong2": "ch ong2", "qing4": "q ing4"}) == ("重庆 ch ong2 q ing4",)
