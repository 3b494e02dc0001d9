"""
Choosing: what is worth airing, in order, within the slot.
"""

from bulletin.selection.rundown import Room, select

__all__ = ["Room", "select"]
