from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from bulletin.selection.fitting import Version, fitted

VERSIONS = st.builds(
    Version, st.integers(0, 400).map(lambda n: n / 20), st.floats(0, 5).map(lambda cost: round(cost, 2))
)


def cost(stories: list[list[Version]], chosen: tuple[int, ...], target: float, tolerance: float) -> float:
    picked = [versions[n] for versions, n in zip(stories, chosen, strict=True)]
    return sum(v.cost for v in picked) + 12 * ((sum(v.seconds for v in picked) - target) / tolerance) ** 2


@given(st.lists(st.lists(VERSIONS, min_size=1, max_size=4), min_size=1, max_size=4), st.integers(10, 60))
def test_no_combination_is_better(stories: list[list[Version]], target: int) -> None:
    """
    What is chosen costs no more than any other combination that is not far too long.
    """
    chosen = fitted(stories, target, 2.0)
    every = list(product(*(range(len(versions)) for versions in stories)))
    short = [c for c in every if sum(v[n].seconds for v, n in zip(stories, c, strict=True)) <= target * 1.15]
    if short:
        assert cost(stories, chosen, target, 2.0) <= min(cost(stories, c, target, 2.0) for c in short) + 1e-6


def test_where_all_is_too_long_the_shortest_is_taken() -> None:
    """
    A slot that nothing fits gets the shortest of everything.
    """
    assert fitted([[Version(50, 0), Version(30, 9)], [Version(40, 0)]], 20, 1) == (1, 0)


def test_where_all_is_too_short_the_longest_is_taken() -> None:
    """
    A slot that cannot be filled gets the longest of everything.
    """
    assert fitted([[Version(5, 0), Version(9, 3)], [Version(4, 0)]], 100, 3) == (1, 0)
