"""Does the short list of combinations leave no pair out, and is it short?"""

from itertools import combinations, product

from hypothesis import given
from hypothesis import strategies as st

from tests.browser.pairwise import pairwise
from tests.browser.test_every_page import CHOICES, PAIRWISE


def all_pairs(*choices):
    for (i, some), (j, others) in combinations(enumerate(choices), 2):
        yield from (((i, a), (j, b)) for a, b in product(some, others))


@given(st.lists(st.integers(1, 4).map(range), min_size=2, max_size=4))
def test_every_two_choices_stand_together_in_some_combination(choices):
    rows = list(pairwise(*choices))
    for (i, a), (j, b) in all_pairs(*choices):
        assert any(row[i] == a and row[j] == b for row in rows)
    assert len(rows) <= len(list(product(*choices)))


def test_the_pages_are_looked_at_in_few_combinations():
    assert len(PAIRWISE) == len(set(PAIRWISE)) == 18
    assert len(list(product(*CHOICES))) == 162
