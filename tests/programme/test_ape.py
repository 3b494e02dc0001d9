from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st
from mutagen.apev2 import APEv2

from bulletin.programme.ape import ape_fields, ape_size, ape_tag

TEXTS = st.dictionaries(st.text("ABCDEFGHIJ", min_size=2, max_size=12), st.text("abc{}:,0123", max_size=80), min_size=1)


@given(texts=TEXTS)
def test_tags_are_read_back(texts: dict[str, str]) -> None:
    """
    What is written is read again, by us and by mutagen, behind any audio.
    """
    data = ape_tag(texts)
    assert ape_size(data[-32:]) == len(data)
    assert {one.name: one.text for one in ape_fields(data)} == {f"TXXX:{name}": text for name, text in texts.items()}
    read = APEv2(io.BytesIO(bytes(200) + data))
    assert {name.upper(): str(value) for name, value in read.items()} == texts


@given(data=st.binary(max_size=200))
def test_foreign_ends_never_crash_the_reader(data: bytes) -> None:
    """
    Any bytes at the end of a file are looked at without an error.
    """
    assert ape_size(data[-32:]) >= 0
    ape_fields(data)
    ape_fields(data + b"APETAGEX" + bytes(24))
