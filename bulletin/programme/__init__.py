"""
The programme room: clips are mastered and encoded once, then joined into one labelled MP3, which is inspected.
"""

from bulletin.programme.assembly import assemble
from bulletin.programme.inspection import Inspection, Limits, inspect, require_fit
from bulletin.programme.mastering import RENDITIONS
from bulletin.programme.music import UNDER, music, over, rhythm
from bulletin.programme.picture import draw
from bulletin.programme.segments import Segment, encode, silence
from bulletin.programme.tags import Tags

__all__ = [
    "RENDITIONS",
    "UNDER",
    "Inspection",
    "Limits",
    "Segment",
    "Tags",
    "assemble",
    "draw",
    "encode",
    "inspect",
    "music",
    "over",
    "require_fit",
    "rhythm",
    "silence",
]
