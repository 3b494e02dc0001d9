"""
The lexicon: readings an operator vouches for, over everything else that is known.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from bulletin.errors import SettingsError
from bulletin.script.pronunciation.homophones import homophones, only_reading
from bulletin.script.pronunciation.phrases import lengths_of
from bulletin.script.pronunciation.syllables import SYLLABLE, is_hanzi

_KEYS = {"pinyin", "respell"}
_EXAMPLE = '"重庆" = "chong2 qing4"'


@dataclass(frozen=True, slots=True)
class Entry:
    """
    One word of a lexicon.

    Args:
        readings: One syllable a character.
        respelling: What is sent instead to voices that take no phonemes, as many characters as the word; `""` when the
            word is sent as it is written.
    """

    readings: tuple[str, ...]
    respelling: str = ""


@dataclass(frozen=True)
class Lexicon:
    """
    Words with the readings they must get; an operator's word wins over every other knowledge.
    """

    words: Mapping[str, Entry] = field(default_factory=dict)

    @cached_property
    def lengths(self) -> Mapping[str, tuple[int, ...]]:
        """
        The lengths of its words by their first two characters.
        """
        return lengths_of(self.words)

    @cached_property
    def respellings(self) -> Mapping[str, str]:
        """
        The words that are sent as other characters, with those characters.
        """
        return {word: entry.respelling for word, entry in self.words.items() if entry.respelling}

    def __or__(self, other: Lexicon) -> Lexicon:
        """
        Return both together; where both have a word, the other's counts.
        """
        return Lexicon({**self.words, **other.words})


def read_lexicon(text: str, name: str = "lexicon.toml") -> Lexicon:
    """
    Read an operator's lexicon: TOML, one line a word.

        "重庆" = "chong2 qing4"
        "单小华" = { pinyin = "shan4 xiao3 hua2", respell = "善小华" }

    Syllables are lower case, the tone a digit from 1 to 5, ü written v (or ü). Each character of a respelling must have
    one reading only, the wanted one: otherwise the voice might misread it again.

    Args:
        text: The file.
        name: What to call it in messages.

    Raises:
        SettingsError: It is no TOML, or lines in it are wrong; all faults are listed.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"读音表 {name} 的格式不对：{error}。每行写一个词，例如 {_EXAMPLE}") from error
    faults: list[str] = []
    words = {word: entry for word, value in table.items() if (entry := _entry(word, value, faults)) is not None}
    if faults:
        raise SettingsError(f"读音表 {name} 有 {len(faults)} 处错误：{'；'.join(faults)}")
    return Lexicon(words)


def _entry(word: str, value: object, faults: list[str]) -> Entry | None:
    fields = {"pinyin": value} if isinstance(value, str) else value
    if not isinstance(fields, dict) or not all(isinstance(one, str) for one in fields.values()):
        faults.append(f"“{word}”要写成 {_EXAMPLE} 的样子，声调用数字")
        return None
    before = len(faults)
    faults += [f"“{word}”：没有“{key}”这一项，只能写 pinyin 和 respell" for key in fields if key not in _KEYS]
    readings = tuple(fields.get("pinyin", "").lower().replace("ü", "v").replace("u:", "v").split())
    respelling = fields.get("respell", "")
    faults += _reading_faults(word, readings)
    if respelling and len(faults) == before:
        faults += _respelling_faults(word, readings, respelling)
    return Entry(readings, respelling) if len(faults) == before else None


def _reading_faults(word: str, readings: tuple[str, ...]) -> list[str]:
    if not word or not all(map(is_hanzi, word)):
        return [f"“{word}”里只能有汉字"]
    faults = [
        f"“{word}”：“{one}”不是带声调数字的音节，例如 chong2、lv4、de5"
        for one in readings
        if not SYLLABLE.fullmatch(one)
    ]
    if len(readings) != len(word):
        faults.append(f"“{word}”有 {len(word)} 个字，却写了 {len(readings)} 个音节")
    return faults


def _respelling_faults(word: str, readings: tuple[str, ...], respelling: str) -> list[str]:
    if len(respelling) != len(word) or not all(map(is_hanzi, respelling)):
        return [f"“{word}”：替换字“{respelling}”要和原词字数相同，而且都是汉字"]
    return [
        f"“{word}”：替换字“{sent}”不一定读 {reading}{_advice(reading)}"
        for char, sent, reading in zip(word, respelling, readings, strict=True)
        if sent != char and only_reading(sent) != reading
    ]


def _advice(reading: str) -> str:
    choice = homophones(reading)[:6]
    return f"，可以用：{choice}" if choice else "，没有合适的常用字，请改写这个词"
