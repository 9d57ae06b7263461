import numpy as np

from projects.risk.randomness import blocks, uniforms


def test_fewer_iterations_are_a_prefix_of_more():
    many = uniforms(1, "HC-320", "duration", 16_384)

    np.testing.assert_array_equal(uniforms(1, "HC-320", "duration", 8_192), many[:8_192])


def test_any_slice_equals_the_same_slice_of_the_whole():
    whole = uniforms(1, "HC-320", "duration", 1_000)

    np.testing.assert_array_equal(uniforms(1, "HC-320", "duration", 500, first=320), whole[320:820])


def test_seed_name_and_purpose_each_change_the_numbers():
    first = [
        uniforms(seed, name, purpose, 1)[0]
        for seed in (1, 2)
        for name in ("a", "b")
        for purpose in ("c", "d")
    ]

    assert len(set(first)) == 8


def test_name_and_purpose_do_not_run_into_each_other():
    assert uniforms(1, "ab", "c", 1)[0] != uniforms(1, "a", "bc", 1)[0]


def test_the_numbers_never_change_from_one_release_to_the_next():
    """Recorded forecasts must be recomputable: a change here needs a new engine version."""
    assert uniforms(1, "HC-320", "duration", 3).tolist() == FIRST_THREE


def test_numbers_are_uniform_and_do_not_follow_one_another():
    u = uniforms(7, "any", "test", 100_000)

    assert abs(u.mean() - 0.5) < 4.5 * np.sqrt(1 / 12 / u.size)
    assert abs(np.corrcoef(u[1:], u[:-1])[0, 1]) < 4.5 / np.sqrt(u.size)


def test_blocks_cover_all_iterations_once():
    sizes = [(block.first, block.iterations) for block in blocks(1, 160, 64)]

    assert sizes == [(0, 64), (64, 64), (128, 32)]


FIRST_THREE = [0.32390856050765393, 0.3176409872694066, 0.9772826933487337]
