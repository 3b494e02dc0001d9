"""
The nouns of the house: frozen facts that rooms hand to one another.

Nothing here knows a clock, a disk or a network; every datetime has a zone.
"""

from bulletin.model.articles import HEADLINE, Article, Byline, Credit, Span, Subhead, Suspect
from bulletin.model.editions import AiredLine, AiredStory, AsRunEntry, Edition, EditionKey
from bulletin.model.scripts import Dropped, Line, Rundown, Script, Story
from bulletin.model.sound import Chapter, Clip, Mark, Programme, Rendition
from bulletin.model.stations import Approval, DayPlan, Slot, Station
from bulletin.model.units import Decibels, Lufs, Seconds

__all__ = [
    "HEADLINE",
    "AiredLine",
    "AiredStory",
    "Approval",
    "Article",
    "AsRunEntry",
    "Byline",
    "Chapter",
    "Clip",
    "Credit",
    "DayPlan",
    "Decibels",
    "Dropped",
    "Edition",
    "EditionKey",
    "Line",
    "Lufs",
    "Mark",
    "Programme",
    "Rendition",
    "Rundown",
    "Script",
    "Seconds",
    "Slot",
    "Span",
    "Station",
    "Story",
    "Subhead",
    "Suspect",
]
