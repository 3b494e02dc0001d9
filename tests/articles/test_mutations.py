from __future__ import annotations

import random
import time
import warnings

import pytest
from articles.good_input import GOOD

from bulletin.errors import SourceError

ROUNDS = 500
SECONDS = 5.0
"""What one damaged input may take; whole ones take some 10 ms."""

SPLINTERS = (
    b"\x00",
    b"\xff\xfe",
    b"<",
    b"</div>",
    b"<![CDATA[",
    b"]]>",
    b"&#xD800;",
    b"&#0;",
    b"<table><td>",
    b"\xed\xa0\x80",
    b"99999999999999999999",
    b"-1",
    b"<!--",
    b"\r\n\r\n",
    b"\xe2\x80\xae",
    b"0000-00-00",
)


def damaged(data: bytes, chance: random.Random) -> bytes:
    """
    Return bytes with one to eight wounds: flipped, cut out, doubled, moved, splinters driven in.
    """
    hurt = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        place, size = chance.randrange(len(hurt) or 1), chance.choice((1, 4, 40, 400))
        match chance.randrange(5):
            case 0:
                hurt[place : place + 1] = bytes([chance.randrange(256)])
            case 1:
                del hurt[place : place + size]
            case 2:
                hurt[place:place] = hurt[place : place + size]
            case 3:
                hurt[place:place] = chance.choice(SPLINTERS) * chance.choice((1, 1, 50))
            case _:
                other = chance.randrange(len(hurt) or 1)
                hurt[other:other] = hurt[place : place + size]
    return bytes(hurt[: chance.choice((len(hurt), len(hurt), chance.randrange(len(hurt) + 1)))])


@pytest.mark.parametrize("kind", GOOD)
def test_five_hundred_wounds_of_each_good_input(kind: str) -> None:
    """
    No crash, no hang, no traceback: articles or an error of the house, every time.
    """
    good, chance = GOOD[kind], random.Random(kind)  # noqa: S311 - the same wounds every time
    assert good.read(good.data)
    for number in range(ROUNDS):
        wounded = damaged(good.data, chance)
        began = time.perf_counter()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # pypdf and feedparser warn of damage, as they should
            try:
                good.read(wounded)
            except SourceError as error:
                assert str(error)  # noqa: PT017 - either end is right
        assert time.perf_counter() - began < SECONDS, f"wound {number}"
