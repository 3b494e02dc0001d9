"""
A table as lines of text: a row a line, every cell behind what stands over its column, for a number alone says nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

_CELL, _HEADING_CELL = 40, 10
"""Characters: a table with a longer cell only places text on a page; what stands over a column is short."""


def has_heads(rows: Sequence[Sequence[str]]) -> bool:
    """
    Tell whether a table's first row says what its columns hold: short words without a digit, one for every cell below.
    """
    heads = rows[0] if rows else ()
    if len(rows) < 2 or len(heads) < 2 or any(not head or len(head) > _HEADING_CELL for head in heads):
        return False
    return not any(char.isdigit() or char in "：:。" for head in heads for char in head)


def is_for_layout(rows: Sequence[Sequence[str]]) -> bool:
    """
    Tell whether a table only places text on a page: a cell holds paragraphs.
    """
    return any(len(cell) > _CELL or "\n" in cell for row in rows for cell in row)


def rows_told(rows: Sequence[Sequence[str]]) -> list[str]:
    """
    Return a table as lines; one that is for layout as its cells, each once.

    >>> rows_told([["村组", "电话"], ["沙富村", "12345"]])
    ['村组：沙富村，电话：12345']
    """
    if is_for_layout(rows):
        return [text for text in dict.fromkeys(cell for row in rows for cell in row) if text]
    heads = rows[0] if has_heads(rows) else ()
    return list(filter(None, (_told(row, heads) for row in rows[bool(heads) :])))


def _told(row: Sequence[str], heads: Sequence[str]) -> str:
    if len(row) != len(heads):  # a cell that reaches over several columns
        return "，".join(filter(None, row))
    return "，".join(f"{head}：{cell}" for head, cell in zip(heads, row, strict=True) if cell)
