"""
Sentences with a polyphone and its reading (`tests/data/polyphones`).
"""

from __future__ import annotations

from pathlib import Path

ROWS = Path(__file__).parent / "data" / "polyphones" / "rows.tsv"


def wanted_rows(count: int) -> list[tuple[str, int, str]]:
    """
    Return sentences with a polyphone, its place and its reading, spread over the file.
    """
    rows = [row.split("\t")[1:3] for row in ROWS.read_text("utf-8").splitlines() if row and not row.startswith("#")]
    chosen = rows[:: max(1, len(rows) // count)][:count]
    return [(text.replace("▁", ""), text.index("▁"), reading.split(" || ")[0]) for text, reading in chosen]
