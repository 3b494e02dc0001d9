"""
Direct speech said as reported speech, where no word but the order changes.
"""

from __future__ import annotations

import re

from bulletin.script.excerpts import NOWHERE, Excerpt, without
from bulletin.script.salience import is_first_person

_SPEECH = re.compile(
    r"^“(?P<speech>[^“”]+[。！？，])”(?P<speaker>(?:“[^“”]{1,12}”)?[^“”，。！？]{2,40}(?:说|表示|介绍|介绍说|告诉记者))[。]?$"
)
_OF_ITSELF = re.compile(
    r"(?<=[\u4e00-\u9fff]{2})(?P<noun>局|所|大队|支队|院|校|馆|站|中心|公司|街道|镇|区|县|村|社区|部门)"
    r"(?P<telling>(?:通报|介绍|透露|消息|发布消息|发布通报)，该(?P=noun)(?:经过[^，。]{2,12}，)?)"
)
_LED_UP = re.compile(r"^“[^“”]*[。！？…]”(?=[^，。“”]{2,}，[^。“”]{8,}。)")
_POINTS = re.compile(r"[这那此他她]")
_QUESTION = re.compile(r"[？！]")
_SENTENCE = re.compile(r"[^。！？]+[。！？]?")
_NESTED = str.maketrans("‘’", "“”")


def reported(sentence: Excerpt) -> Excerpt:
    """
    Return 某某说，…… for “……”某某说; the sentence itself where it is no speech, or one in the first person.

    Of a speech of several sentences the longest that nobody says of himself is kept. A quotation that only leads up to
    what is told (“……”9月9日，市民曾先生说，……) is left out.
    """
    led = _LED_UP.match(sentence.text)
    if led is not None and not _POINTS.search(sentence.text[led.end() :]):
        return sentence.part(led.end(), len(sentence.text))
    found = _SPEECH.match(sentence.text)
    if found is None or is_first_person(found["speaker"]):
        return sentence
    parts = [
        part
        for part in _SENTENCE.finditer(found["speech"])
        if not is_first_person(part[0]) and not _QUESTION.search(part[0])
    ]
    if not parts:
        return sentence
    longest = max(parts, key=lambda part: len(part[0]))
    start = found.start("speech") + longest.start()
    return _moved(sentence.part(*found.span("speaker")), sentence.part(start, start + len(longest[0].rstrip("。，"))))


def _moved(speaker: Excerpt, words: Excerpt) -> Excerpt:
    text = f"{speaker.text}，{words.text.translate(_NESTED)}。"
    return Excerpt(speaker.paragraph, text, (*speaker.places, NOWHERE, *words.places, NOWHERE))


def without_telling(sentence: Excerpt) -> Excerpt:
    """
    Say of a body at once what it tells of itself: 派出所通报，该所打掉一个团伙 → 派出所打掉一个团伙.

    How it came about (经过半个月侦查，) goes with it.
    """
    found = _OF_ITSELF.search(sentence.text)
    return without(sentence, (found.span("telling"),)) if found else sentence
