"""
What a site's robots.txt allows (RFC 9309).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote

MAX_CHARS = 500_000
"""RFC 9309 §2.5: at least 500 KiB must be read, the rest may be left."""


@dataclass(frozen=True, slots=True)
class Rule:
    """
    One `Allow` or `Disallow` line.
    """

    path: str
    is_allowed: bool


@dataclass(frozen=True, slots=True)
class Robots:
    """
    The rules of one site that concern one reader, in the order of the file; none allows everything.
    """

    rules: tuple[Rule, ...] = ()

    def allows(self, path: str) -> bool:
        """
        Whether a path (with its query) may be read: the longest rule that fits decides, `Allow` where two are as long.
        """
        wanted = unquote(path) or "/"
        fitting = [rule for rule in self.rules if _fits(rule.path, wanted)]
        best = max(fitting, key=lambda rule: (len(rule.path), rule.is_allowed), default=None)
        return best is None or best.is_allowed


def _fits(pattern: str, path: str) -> bool:
    """
    Whether a pattern with `*` and a closing `$` fits the beginning of a path, without backtracking.
    """
    whole = pattern.endswith("$")
    parts = unquote(pattern.removesuffix("$")).split("*")
    if not path.startswith(parts[0]):
        return False
    place = len(parts[0])
    for part in parts[1:]:
        found = path.find(part, place)
        if found < 0:
            return False
        place = found + len(part)
    return not whole or place == len(path) or (len(parts) > 1 and path.endswith(parts[-1]))


def read_robots(text: str, agent: str) -> Robots:
    """
    Return the rules for an agent, or those for `*` where it is not named.
    """
    groups: dict[str, list[Rule]] = {}
    names: list[str] = []
    is_listing = False
    for line in text[:MAX_CHARS].splitlines():
        field, _, value = (part.strip() for part in line.partition("#")[0].partition(":"))
        kind = field.lower()
        if kind == "user-agent":
            names = [*names, value.lower()] if is_listing else [value.lower()]
            is_listing = True
        elif kind in {"allow", "disallow"}:
            is_listing = False
            for name in names:
                groups.setdefault(name, []).extend([Rule(value, kind == "allow")] if value else [])
    own = next(
        (rules for name, rules in groups.items() if name != "*" and re.match(re.escape(name), agent.lower())), None
    )
    return Robots(tuple(groups.get("*", ()) if own is None else own))
