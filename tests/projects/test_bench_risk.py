import json
from io import StringIO

from django.core.management import call_command

ASKED = ("--rounds=1", "--activities=60", "--activities=120", "--iterations=640")


def bench(*more: str) -> str:
    printed = StringIO()
    call_command("bench", "risk", *ASKED, *more, stdout=printed)
    return printed.getvalue()


def test_the_bench_tells_the_ratios_to_plain_numpy_at_every_size():
    told = json.loads(bench("--json"))

    assert set(told["ratios"]) == {
        "core_vs_numpy_naive",
        "criticality_vs_numpy_naive",
        "full_vs_numpy_naive",
    }
    for by_size in told["ratios"].values():
        assert set(by_size) == {"60", "120"}
        assert min(by_size.values()) > 0
    shown = {line["what"] for line in told["lines"]}
    assert {"MPXJ's scheduler, one pass", "setup, reported apart", "plain NumPy"} <= shown


def test_the_bench_prints_goals_and_what_was_reached():
    lines = bench().splitlines()

    assert lines[0].startswith("60 activities x 640")
    core = next(line for line in lines if line.startswith("times faster than plain NumPy: core"))
    assert ">= 50.00" in core
    assert "reached" in core
    assert any(line.startswith("one site, 500 activities x 640") for line in lines)
