"""
Choosing: what is worth airing, in order, within the slot.
"""

from bulletin.selection.newsworthiness import NO_DESK, Desk, Weights, Worth
from bulletin.selection.rundown import Ranked, Room, arrange, rank, select

__all__ = ["NO_DESK", "Desk", "Ranked", "Room", "Weights", "Worth", "arrange", "rank", "select"]
