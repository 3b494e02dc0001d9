"""
The programme room: clips are mastered and encoded once, then joined into one labelled MP3.
"""

from bulletin.programme.assembly import assemble
from bulletin.programme.mastering import RENDITIONS
from bulletin.programme.music import music, rhythm
from bulletin.programme.segments import Segment, encode, silence
from bulletin.programme.tags import Tags

__all__ = ["RENDITIONS", "Segment", "Tags", "assemble", "encode", "music", "rhythm", "silence"]
