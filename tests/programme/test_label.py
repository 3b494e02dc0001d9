from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.errors import LabelError
from bulletin.producer import check_character, producer_code_fault
from bulletin.programme.label import (
    KEYS,
    VOICE_LABEL,
    aigc,
    is_label_text,
    label_faults,
    producer_of,
    rate,
)

FIRST = "91440703MA4W0B2R5"
CREDIT = FIRST + check_character(FIRST)
CODE = f"0011{CREDIT}00000"
LABEL = aigc("baisha", "baisha-20261124-0730-0123456789abcdef", "0" * 64)


def test_known_credit_codes_check() -> None:
    """
    The check digit is that of GB 32100-2015, on codes every Chinese company prints on its receipts.
    """
    for code in ("91110000802100433B", "91440300708461136T", "914403001922038216"):
        assert check_character(code[:17]) == code[17]


def test_a_right_code_is_taken() -> None:
    """
    27 characters with a right check digit name the producer.
    """
    assert producer_code_fault(CODE) == ""
    assert producer_of(CODE, "baisha") == CODE
    assert producer_code_fault(f"0011{CREDIT}1AB12") == ""


@pytest.mark.parametrize("place", range(4, 22))
def test_a_slip_of_the_pen_is_found(place: int) -> None:
    """
    One wrong character anywhere in the credit code does not pass.
    """
    other = "7" if CODE[place] != "7" else "8"
    assert producer_code_fault(CODE[:place] + other + CODE[place + 1 :])


@pytest.mark.parametrize(
    "code", [CODE[:-1], CODE + "0", "01" + CODE[2:], CODE[:22] + "90000", CODE.lower(), "白沙街道广播站" * 4]
)
def test_wrong_codes_are_refused(code: str) -> None:
    """
    Wrong length, prefix, extension or characters are refused, and the message says what to change.
    """
    with pytest.raises(LabelError, match=r"station\.producer_code"):
        producer_of(code, "baisha")


def test_no_code_is_invented() -> None:
    """
    Without an operator's code the station's own ASCII name stands there.
    """
    assert producer_of("", "baisha") == "baisha"
    with pytest.raises(LabelError):
        producer_of("", "白沙")


def test_the_seven_keys_in_order() -> None:
    """
    The label is a JSON object of exactly seven keys; the propagator is the producer on first write.
    """
    facts = json.loads(LABEL)
    assert tuple(facts) == KEYS
    assert facts["Label"] == "1"
    assert (facts["ContentPropagator"], facts["PropagateID"]) == (facts["ContentProducer"], facts["ProduceID"])
    assert list(label_faults(LABEL)) == []


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        ({"Label": "2"}, "Label"),
        ({"Label": 1}, "Label"),
        ({"ContentProducer": ""}, "ContentProducer"),
        ({"ContentProducer": "白沙"}, "ContentProducer"),
        ({"ProduceID": "a b"}, "ProduceID"),
        ({"ContentProducer": CODE[:-6] + "X00000"}, "校验位"),
        ({"PropagateID": "other"}, "PropagateID"),
        ({"Extra": "1"}, "Extra"),
    ],
)
def test_wrong_labels_are_told(change: dict[str, object], wanted: str) -> None:
    """
    Each rule of the label is checked, and the fault named.
    """
    assert wanted in "".join(label_faults(json.dumps({**json.loads(LABEL), **change}, ensure_ascii=False)))


@given(text=st.text(max_size=60))
def test_anything_may_stand_in_a_foreign_label(text: str) -> None:
    """
    Whatever text a foreign file holds as its label, it is judged, never a crash; only a right one has no fault.
    """
    faults = list(label_faults(text))
    assert faults or json.loads(text)["Label"] == "1"


@pytest.mark.parametrize("key", KEYS)
def test_a_missing_key_is_told(key: str) -> None:
    """
    Every key must be there.
    """
    facts = {name: value for name, value in json.loads(LABEL).items() if name != key}
    assert any(key in fault for fault in label_faults(json.dumps(facts)))


@pytest.mark.parametrize("text", [VOICE_LABEL, "本期由AI生成", "以下声音为人工智能合成"])
def test_label_words(text: str) -> None:
    """
    A label names artificial intelligence, and that it is generated or synthesised.
    """
    assert is_label_text(text)
    assert not is_label_text(text.replace("人工智能", "").replace("AI", ""))
    assert not is_label_text(text.replace("合成", "").replace("生成", ""))


def test_rate_counts_characters_not_marks() -> None:
    """
    Twelve characters in five seconds are 144 a minute; the full stop is not said.
    """
    assert rate(VOICE_LABEL, 5.0) == pytest.approx(144)
    assert rate(VOICE_LABEL, 0.0) == 0
