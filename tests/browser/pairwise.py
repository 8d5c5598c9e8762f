"""How few combinations show every two choices together?"""

from collections.abc import Hashable, Iterator, Sequence
from itertools import combinations, product


def pairwise(*choices: Sequence[Hashable]) -> Iterator[tuple[Hashable, ...]]:
    """Combinations of one choice each, so that any two choices of different kinds stand together in one of them.

    Greedy: the next one brings the most pairs that were missing. Always the same ones, in the same order.
    """
    every = list(product(*choices))
    missing = set().union(*map(pairs, every))
    while missing:
        best = max(every, key=lambda row: len(pairs(row) & missing))
        missing -= pairs(best)
        yield best


def pairs(row: Sequence[Hashable]) -> set[tuple[tuple[int, Hashable], ...]]:
    """The pairs of choices in a combination, each with the place it stands in."""
    return set(combinations(enumerate(row), 2))
