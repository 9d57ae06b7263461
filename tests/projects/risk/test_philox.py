import numpy as np
import pytest

from projects.risk.philox import _by_rows, words

KNOWN = {
    0: (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8),
}
"""Counter 0 under key 0: the first of the known answers that come with Random123 for philox4x32, 10."""


@pytest.mark.parametrize(("key", "expected"), KNOWN.items())
def test_the_generator_gives_its_known_answers(key, expected):
    drawn = words(np.uint64(key), first=0, count=64)

    assert tuple(int(drawn[i]) for i in (0, 16, 32, 48)) == expected


@pytest.mark.parametrize("key", [0, 1, 2**32 - 1, 2**63 + 12345, 2**64 - 1])
def test_machine_code_and_arrays_give_the_same_words(key):
    np.testing.assert_array_equal(
        words(np.uint64(key), first=6_400, count=1_000), _by_rows(np.uint64(key), 6_400, 16)[:1_000]
    )


def test_any_slice_equals_the_same_slice_of_the_whole():
    whole = words(np.uint64(7), first=0, count=1_000)

    np.testing.assert_array_equal(words(np.uint64(7), first=320, count=500), whole[320:820])


def test_a_slice_between_two_groups_is_refused():
    with pytest.raises(ValueError, match="multiple of 64"):
        words(np.uint64(7), first=2, count=10)
