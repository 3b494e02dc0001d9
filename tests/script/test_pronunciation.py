from __future__ import annotations

import csv
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.script.pronunciation import pinyin
from bulletin.script.pronunciation.explanation import explain
from bulletin.script.pronunciation.lattice import Claim, best
from bulletin.script.pronunciation.lexicon import read_lexicon
from bulletin.script.pronunciation.phrases import phrases
from bulletin.script.pronunciation.polyphones import settled
from bulletin.script.pronunciation.readings import judgements
from bulletin.script.pronunciation.shipped import OPEN, shipped
from bulletin.script.pronunciation.surnames import DOUBLE, SURNAMES
from bulletin.script.pronunciation.syllables import SYLLABLE, is_hanzi, numbered

ROWS = Path(__file__).parents[1] / "data" / "polyphones" / "rows.tsv"
PUBLIC = Path(__file__).parents[3] / "shared" / "data" / "polyphone" / "dev.tsv"
MARK = "\u2581"
CHINESE = st.text(
    st.sampled_from("重长行为中一不了得地区单曾任解华的是在人，。、（）《》12 Aa儿〇𬭊㙍\n😀"), max_size=60
)


def rows(file: Path) -> list[tuple[str, str, int, set[str]]]:
    with file.open(encoding="utf-8", newline="") as lines:
        parts = [row for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE) if not row[0].startswith("#")]
    return [(kind, s.replace(MARK, ""), s.index(MARK), set(right.split(" || "))) for kind, s, right, *_ in parts]


def shares(file: Path) -> dict[str, float]:
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for kind, sentence, place, readings in rows(file):
        right[kind] += pinyin(sentence)[place] in readings
        total[kind] += 1
    return {kind: right[kind] / total[kind] for kind in total}


def said(text: str) -> str:
    return " ".join(one for one in pinyin(text) if one)


def test_news_sentences_are_read_right() -> None:
    """
    Of the project's own news rows at least 98 of 100 words are right, 96 of 100 places, 9 of 10 surnames.

    Of rows where a surname's character is no name, at least 95 of 100.
    """
    share = shares(ROWS)
    assert share["word"] >= 0.98
    assert share["place"] >= 0.96
    assert share["surname"] >= 0.9
    assert share["control"] >= 0.95


@pytest.mark.skipif(not PUBLIC.is_file(), reason="the public benchmark's sentences are not shipped")
def test_public_benchmark_is_read_right() -> None:
    """
    At least 97 of 100 rows of the public benchmark (CPP, development part) are right.
    """
    assert shares(PUBLIC)["cpp"] >= 0.97


@given(CHINESE)
@settings(max_examples=300, deadline=None)
def test_every_character_has_one_place(text: str) -> None:
    """
    Whatever the text, there is one reading a character: a syllable for a Chinese one, nothing for the rest.
    """
    readings = pinyin(text)
    assert len(readings) == len(text)
    for char, reading in zip(text, readings, strict=True):
        assert not reading or SYLLABLE.fullmatch(reading), (char, reading)
        assert is_hanzi(char) or not reading


@given(st.text(max_size=40))
@settings(max_examples=200, deadline=None)
def test_any_string_is_survived(text: str) -> None:
    """
    No string breaks it, lone surrogates and emoji among them.
    """
    assert len(pinyin(text)) == len(text)


@given(CHINESE)
@settings(max_examples=100, deadline=None)
def test_pieces_are_the_text(text: str) -> None:
    """
    The judged pieces, joined, are the text.
    """
    assert "".join(piece for piece, _ in judgements(text)) == text


def test_the_operator_wins() -> None:
    """
    An operator's word is read as its line says, whatever phrase table, rules and network say; one character too.
    """
    lexicon = read_lexicon('"重要" = "chong2 yao1"\n"埔" = "bu4"')
    assert pinyin("十分重要的黄埔", lexicon) == ["shi2", "fen1", "chong2", "yao1", "de5", "huang2", "bu4"]


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("一共", "yi2 gong4"),
        ("一起", "yi4 qi3"),
        ("一个", "yi2 ge4"),
        ("一天", "yi4 tian1"),
        ("第一", "di4 yi1"),
        ("第一次", "di4 yi1 ci4"),
        ("十一月二十一日", "shi2 yi1 yue4 er4 shi2 yi1 ri4"),
        ("一月一日", "yi1 yue4 yi1 ri4"),
        ("星期一上午", "xing1 qi1 yi1 shang4 wu3"),
        ("一百一十万", "yi4 bai3 yi1 shi2 wan4"),
        ("一万一千元", "yi2 wan4 yi4 qian1 yuan2"),
        ("一一九", "yi1 yi1 jiu3"),
        ("统一管理", "tong3 yi1 guan3 li3"),
        ("万一发生", "wan4 yi1 fa1 sheng1"),
        ("看一看", "kan4 yi5 kan4"),
        ("不对", "bu2 dui4"),
        ("不好", "bu4 hao3"),
        ("好不好", "hao3 bu5 hao3"),
        ("意见不一。", "yi4 jian4 bu4 yi1"),
        ("不一样", "bu4 yi2 yang4"),
        ("一会儿", "yi2 hui4 er5"),
        ("女儿", "nv3 er2"),
        ("花儿", "hua1 er5"),
        ("幼儿园", "you4 er2 yuan2"),
    ],
)
def test_yi_bu_and_er_are_said_as_people_say_them(text: str, readings: str) -> None:
    """
    一 and 不 lean on the syllable behind them, not as digits, ordinals or ends of words; 儿 is a suffix or a child.
    """
    assert said(text) == readings


def test_dictionary_readings_have_no_sandhi() -> None:
    """
    Asked for dictionary readings, 一 is yi1 and 不 bu4, whatever the phrase table has.
    """
    assert pinyin("一个不对", as_said=False) == ["yi1", "ge4", "bu4", "dui4"]


@pytest.mark.parametrize(
    ("text", "place", "reading"),
    [
        ("区书记到社区调研。", 0, "qu1"),
        ("区先生到社区。", 0, "ou1"),
        ("他任主任三年。", 1, "ren4"),
        ("负责人解释说。", 3, "jie3"),
        ("民警查车时发现。", 2, "cha2"),
        ("单位负责人介绍。", 0, "dan1"),
        ("村民应老师要求到校。", 2, "ying4"),
        ("名单于今日公布。", 1, "dan1"),
        ("书记任组长，下设办公室。", 2, "ren4"),
        ("由6人参加。", 3, "can1"),
        ("这种植物很少见。", 1, "zhong3"),
        ("水稻种植面积扩大。", 2, "zhong4"),
        ("成为基层治理样板。", 1, "wei2"),
        ("为基层减负。", 0, "wei4"),
        ("任家庄村的任氏宗祠。", 0, "ren2"),
        ("任家庄村的任氏宗祠。", 5, "ren2"),
        ("沿单家湾向北。", 1, "shan4"),
        ("他到曾屋村走访。", 2, "zeng1"),
        ("逐户了解家庄情况。", 3, "jie3"),
        ("孩子的脸涨得通红。", 4, "zhang4"),
    ],
)
def test_neighbours_decide(text: str, place: int, reading: str) -> None:
    """
    A surname, a preposition, a word's part: what stands around a character decides, not the character alone.
    """
    assert pinyin(text)[place] == reading


def test_time_grows_with_length_only() -> None:
    """
    Reading ten times as many adversarial characters takes no more than some twenty times as long.
    """

    def seconds(text: str) -> float:
        start = time.perf_counter()
        pinyin(text)
        return time.perf_counter() - start

    pinyin("重庆")
    for unit in ("重", "记者单", "、单", "一"):
        short = min(seconds(unit * 1000) for _ in range(3))
        assert seconds(unit * 10_000) < 25 * short + 0.5


def test_shipped_words_are_well_formed() -> None:
    """
    Every shipped word is Chinese, holds its character, and has one well-formed syllable a character.
    """
    for word, char, reading in settled():
        assert char in word, (word, char)
        assert all(map(is_hanzi, word)), word
        assert SYLLABLE.fullmatch(reading), (word, reading)
    for word, readings in shipped().words.items():
        assert len(word) == len(readings) > 1, word
        assert all(one == OPEN or SYLLABLE.fullmatch(one) for one in readings), (word, readings)


def test_shipped_readings_exist() -> None:
    """
    Every shipped reading is one the character has (pypinyin's table), toneless and local ones aside.
    """
    local = {"chong1", "bu4", "zui3", "bei1", "ou1", "huo5", "ying5", "zai3", "pu4", "ma1", "hai4"}
    strange = {
        (char, reading)
        for word, char, reading in settled()
        if reading not in phrases().character(char) and reading not in local and not reading.endswith("5")
    }
    assert not strange


def test_surnames_are_well_formed() -> None:
    """
    Every surname has a well-formed reading, double ones two.
    """
    assert all(SYLLABLE.fullmatch(one) for one in SURNAMES.values())
    assert all(len(word) == len(readings) for word, readings in DOUBLE.items())


def test_accents_become_digits() -> None:
    """
    Accented syllables become tone digits, ü becomes v, no accent is the neutral tone.
    """
    assert [numbered(one) for one in ("lǜ", "de", "zhōng", "ér", "ê̄")] == ["lv4", "de5", "zhong1", "er2", "e1"]


def test_the_best_claims_cover_the_text() -> None:
    """
    Of overlapping claims the set worth most is taken, and it covers every character once.
    """
    single = [Claim(n, (str(n),), 0.0) for n in range(4)]
    found = best(4, [*single, Claim(0, ("a", "b"), 2.0), Claim(1, ("c", "d"), 3.0), Claim(2, ("e", "f"), 2.0)])
    assert [claim.readings for claim in found] == [("a", "b"), ("e", "f")]


def test_an_explanation_tells_who_decided() -> None:
    """
    The explanation shows the text as said, its readings, what is sent instead, and whose word each reading is.
    """
    lexicon = read_lexicon('"单小华" = { pinyin = "shan4 xiao3 hua2", respell = "善小华" }')
    told = explain("记者单小华报道，重庆12345。", lexicon)
    assert not any(char.isdigit() for char in told.spoken)
    assert told.respelt == told.spoken.replace("单小华", "善小华")
    assert len(told.pinyin) == len(told.spoken)
    assert {judgement.text: judgement.by for judgement in told.judgements}["单小华"] == "本单位读音表"
    assert not told.unreadable


def test_a_character_nobody_knows_is_told() -> None:
    """
    A character without a reading is named, so that the operator can give it one.
    """
    assert explain("村民李\U00030000说").unreadable == ("\U00030000",)
