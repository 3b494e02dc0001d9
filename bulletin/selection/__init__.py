"""
Choosing: what is worth airing, in order, within the slot.
"""

from bulletin.selection.newsworthiness import Desk, Weights, Worth
from bulletin.selection.rundown import Ranked, Room, rank, select

__all__ = ["Desk", "Ranked", "Room", "Weights", "Worth", "rank", "select"]
