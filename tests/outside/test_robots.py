from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.outside.robots import read_robots

RULES = """
User-agent: otherbot
Disallow: /

User-agent: *   # everybody else
Disallow: /admin/
Disallow: /*.pdf$
Disallow: /search
Allow: /search/help
Disallow:
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True),
        ("/html/2026-11/24/node_2.htm", True),
        ("/admin/x", False),
        ("/files/a.pdf", False),
        ("/files/a.pdf?x=1", True),
        ("/search?q=1", False),
        ("/search/help", True),
        ("/%61dmin/x", False),
    ],
)
def test_the_longest_rule_decides(path: str, allowed: bool) -> None:  # noqa: FBT001 - a table
    """
    RFC 9309 §2.2.2: the most specific match, `Allow` where two are equal.
    """
    assert read_robots(RULES, "bulletin").allows(path) is allowed


def test_a_group_of_ones_own_replaces_the_general_one() -> None:
    """
    RFC 9309 §2.2.1: who is named obeys that group alone.
    """
    text = "User-agent: *\nDisallow: /\n\nUser-agent: Bulletin\nUser-agent: x\nAllow: /\nDisallow: /a"
    assert read_robots(text, "bulletin").allows("/b")
    assert not read_robots(text, "bulletin").allows("/a")


@settings(deadline=None)  # the machine may be busy
@given(st.text(max_size=400), st.text(max_size=60))
def test_any_text_is_read(text: str, path: str) -> None:
    """
    No robots.txt, however odd, is an error.
    """
    assert read_robots(text, "bulletin").allows(path) in {True, False}
