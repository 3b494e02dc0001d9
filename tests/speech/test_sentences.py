from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.model import Mark
from bulletin.speech.sentences import pieces, sentences, syllables, worded

TEXT = st.text(st.sampled_from("天地人和的了，。！？；：、“”（）A7 \n"), max_size=400)


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("第一句。第二句！", ("第一句。", "第二句！")),
        ("他说：“好。”大家笑了。", ("他说：“好。”", "大家笑了。")),
        ("没有句号", ("没有句号",)),
        ("真的吗？！太好了……", ("真的吗？！", "太好了……")),
        ("好。……", ("好。……",)),
        ("", ()),
    ],
)
def test_sentences_keep_their_marks(text: str, cut: tuple[str, ...]) -> None:
    """
    A text is cut after a sentence's mark and the quotes that close with it; what has no sound is no sentence.
    """
    assert sentences(text) == cut


@given(TEXT, st.integers(1, 120))
def test_no_piece_is_too_long_and_nothing_is_lost(text: str, limit: int) -> None:
    """
    Pieces hold at most so many syllables, and every syllable of the text is in them, in order.
    """
    cut = pieces(text, limit)
    assert all(syllables(piece) <= limit for piece, _ in cut)
    assert "".join("".join(piece.split()) for piece, _ in cut) == "".join(text.split()) or not syllables(text)
    assert [number for _, number in cut] == sorted(number for _, number in cut)


def test_a_long_sentence_is_cut_at_commas_before_anywhere_else() -> None:
    """
    A comma within reach is taken; without one the cut comes after a particle, not within a word.
    """
    long = "全县干部群众团结一心，" * 12 + "终于取得胜利。"
    assert all(piece.endswith(("，", "。")) for piece, _ in pieces(long, 40))
    broken = [piece for piece, _ in pieces("县政府办公室主任的讲话" * 20, 30)]
    assert all(piece.endswith("的") for piece in broken[:-1])


def test_marks_show_the_line_not_what_was_sent() -> None:
    """
    Homophones are sent to a voice, never shown; where sentences do not match, what was sent is better than nothing.
    """
    sent = (Mark(0, 1, "善小华来了。"), Mark(1, 2, "好。"))
    assert [mark.text for mark in worded(sent, "单小华来了。好。")] == ["单小华来了。", "好。"]
    assert worded(sent, "单小华来了") == sent
