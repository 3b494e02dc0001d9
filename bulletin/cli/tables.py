"""
Tables on a terminal: nothing is cut off, for a reviewer must read every word.
"""

from __future__ import annotations

from rich.table import Column, Table


def table(*headings: str, title: str = "") -> Table:
    """
    Return an empty table with headings; what is longer than its column goes on in the next line.
    """
    columns = (Column(heading, overflow="fold") for heading in headings)
    return Table(*columns, title=title or None, title_justify="left")


def facts_table() -> Table:
    """
    Return an empty table of names and facts, without lines and headings.
    """
    return Table(show_header=False, box=None, pad_edge=False)
