import re
from io import StringIO

from django.core.management import call_command


def test_the_bench_dates_a_schedule_beside_mpxj_and_says_what_was_reached():
    printed = StringIO()

    call_command(
        "bench", "schedule", "--rounds=1", "--activities=500", "--links=1000", stdout=printed
    )

    lines = printed.getvalue().splitlines()
    assert lines[0].startswith("500 activities, 1,000 links")
    for what in (
        "read, s",
        "schedule, s",
        "check, s",
        "in all, s",
        "peak memory, MB",
        "import into postgres, s",
        "import into sqlite, s",
        "MPXJ's scheduler, s",
        "times faster than MPXJ: all dates and floats, from scratch",
        "times faster than MPXJ: one CPM pass alone",
        "times faster than MPXJ: one CPM pass of 256 made at once",
    ):
        found = next(line for line in lines if line.startswith(what))
        assert re.search(r"reached|no goal", found)
    agreed = next(line for line in lines if line.startswith("early dates as MPXJ has them"))
    assert int(re.split(r"\s{2,}", agreed)[2].replace(",", "")) >= 499
