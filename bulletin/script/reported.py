"""
Direct speech said as reported speech, where no word but the order changes.
"""

from __future__ import annotations

import re

from bulletin.script.excerpts import NOWHERE, Excerpt
from bulletin.script.salience import is_first_person

_SPEECH = re.compile(
    r"^“(?P<speech>[^“”]+[。！？，])”(?P<speaker>(?:“[^“”]{1,12}”)?[^“”，。！？]{2,40}(?:说|表示|介绍|介绍说|告诉记者))[。]?$"
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
