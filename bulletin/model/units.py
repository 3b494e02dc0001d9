"""
Units, so that a number says what it counts.
"""

from __future__ import annotations

from typing import TypeAlias

Seconds: TypeAlias = float
Lufs: TypeAlias = float
"""Loudness as in ITU-R BS.1770-4, full scale 0."""
Decibels: TypeAlias = float
