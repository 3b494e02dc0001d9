"""
The AI label: what GB 45438-2025 and the measures in force since 1 September 2025 ask of synthesised speech.

In sound: a voice (or the rhythm short-long short-short) at the start and the end. In the file: one `AIGC` tag of seven
keys (TC260-PG-202510A, Annex E). Rules and sources: reference/standards.md §1. There is no way to leave it off.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from types import MappingProxyType

from bulletin.errors import LabelError
from bulletin.model import Seconds
from bulletin.producer import producer_code_fault

KEYS = (
    "Label",
    "ContentProducer",
    "ProduceID",
    "ReservedCode1",
    "ContentPropagator",
    "PropagateID",
    "ReservedCode2",
)
"""In this order."""

IS_SYNTHETIC = "1"
"""`Label`: 1 is, 2 may be, 3 is suspected to be; a string."""

NAME = "AIGC"

VOICE_LABEL = "本节目语音由人工智能合成。"
"""What is said unless a station words it differently."""

SLOWEST, FASTEST = 120.0, 160.0
"""Characters a minute: normal speed for Mandarin (GB 45438-2025 §5.3, note 4)."""

_CHARSET = re.compile(r"[\x21\x23-\x5b\x5d-\x7e]*")
_AI = re.compile(r"人工智能|AI", re.IGNORECASE)
_MADE = re.compile(r"生成|合成")
_SPOKEN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff〇A-Za-z]")


def is_label_text(text: str) -> bool:
    """
    Tell whether words say both what the standard asks for: artificial intelligence, and generated or synthesised.
    """
    return bool(_AI.search(text) and _MADE.search(text))


def said(text: str) -> str:
    """
    Return what is heard of a text, without marks: to compare texts, and to count characters.
    """
    return "".join(_SPOKEN.findall(text))


def rate(text: str, seconds: Seconds) -> float:
    """
    Return how fast a text is said in characters a minute, 0 when it lasts no time.
    """
    return 60 * len(said(text)) / seconds if seconds > 0 else 0.0


def producer_of(producer_code: str, station_id: str) -> str:
    """
    Return who is named as producer: the operator's code, or the station's own ASCII name, never an invented code.

    Raises:
        LabelError: The code is wrong, or the name has characters the label may not hold.
    """
    if producer_code:
        fault = producer_code_fault(producer_code)
        if fault:
            raise LabelError(f"生产者编码 {producer_code} 不对：{fault}。请改正设置 station.producer_code。")
        return producer_code
    if not station_id or not _CHARSET.fullmatch(station_id):
        raise LabelError(f"电台代号“{station_id}”不能写进人工智能标识。请只用英文字母、数字和连字符。")
    return station_id


def aigc(producer: str, produce_id: str, audio_digest: str) -> str:
    """
    Return the text of the `AIGC` tag: a JSON object of the seven keys in their order.

    Args:
        producer: From `producer_of`.
        produce_id: Unique for each file.
        audio_digest: Of the frames (`tags.digest_of`); whoever re-encodes or cuts the file makes it wrong.
    """
    values = (IS_SYNTHETIC, producer, produce_id, audio_digest, producer, produce_id, "")
    return json.dumps(dict(zip(KEYS, values, strict=True)), separators=(",", ":"))


def label_faults(text: str) -> Iterator[str]:
    """
    Yield what is wrong with the text of an `AIGC` tag, in Chinese; nothing when it is right.

    The checks are those of the public AigcTotal list: fields, character set, value of `Label`, unknown fields.
    """
    try:
        found = json.loads(text)
    except ValueError:
        yield "AIGC 标识不是 JSON"
        return
    if not isinstance(found, dict):
        yield "AIGC 标识不是 JSON 对象"
        return
    yield from (f"AIGC 标识缺少字段 {key}" for key in KEYS if key not in found)
    yield from (f"AIGC 标识有不认识的字段 {key}" for key in found if key not in KEYS)
    for key, value in found.items():
        if not isinstance(value, str) or not _CHARSET.fullmatch(value):
            yield f"AIGC 标识的 {key} 有不允许的字符"
    yield from _value_faults(found)


def _value_faults(found: dict[str, object]) -> Iterator[str]:
    if found.get("Label") != IS_SYNTHETIC:
        yield f"AIGC 标识的 Label 应为 {IS_SYNTHETIC}，实为 {found.get('Label')}"
    yield from (f"AIGC 标识的 {key} 是空的" for key in ("ContentProducer", "ProduceID") if found.get(key) == "")
    for first, then in _PAIRS.items():
        if found.get(first) != found.get(then):
            yield f"AIGC 标识首次写入时 {then} 应与 {first} 相同"
    producer = str(found.get("ContentProducer", ""))
    if len(producer) == 27 and producer.startswith("00") and (fault := producer_code_fault(producer)):
        yield f"AIGC 标识的生产者编码不对：{fault}"


_PAIRS = MappingProxyType({"ContentProducer": "ContentPropagator", "ProduceID": "PropagateID"})
