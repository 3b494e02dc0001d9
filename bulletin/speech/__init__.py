"""
The speech room: lines in, clips out, each complete or refused; hands on its verb `speak` and its contract.
"""

from bulletin.speech.announcer import Announcer, Take
from bulletin.speech.reading import Attempt, Reading, speak
from bulletin.speech.standby import Standby

__all__ = ["Announcer", "Attempt", "Reading", "Standby", "Take", "speak"]
