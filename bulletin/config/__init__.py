"""
Settings: `bulletin.toml` and the environment, checked once, frozen from then on.

Every setting has a default that works, so no file is needed. The environment overrides the file:
`BULLETIN_STATION__NAME=...` is `name` in `[station]`. All faults of a file are told at once.
"""

from bulletin.config.loading import FILE_NAME, STATIONS_FOLDER, faults_in, find_settings, load_settings, load_stations
from bulletin.config.parts import ANNOUNCERS, is_web_address
from bulletin.config.settings import Settings

__all__ = [
    "ANNOUNCERS",
    "FILE_NAME",
    "STATIONS_FOLDER",
    "Settings",
    "faults_in",
    "find_settings",
    "is_web_address",
    "load_settings",
    "load_stations",
]
