import json
from io import StringIO

from django.core.management import call_command

ASKED = ("--sites=4", "--activities=200", "--iterations=640", "--workers=1", "--events=3")
LEAST, MOST = 50, 600


def test_the_bench_forecasts_every_site_through_a_worker_and_tells_what_it_took():
    printed = StringIO()
    call_command("bench", "sites", *ASKED, "--json", stdout=printed)
    told = {line["what"]: line for line in map(json.loads, printed.getvalue().splitlines())}

    assert told["1 worker: all forecasts and the portfolio"]["goal"]["value"] == 4 * 90 / 1_000
    assert told["1 worker: all forecasts and the portfolio"]["median"] > 0
    assert LEAST < told["1 worker: peak memory of a worker"]["median"] < MOST
    wait = told["from a fact to its forecast, 3 facts of 4 projects: 95 in 100"]
    assert wait["median"] > 0
    assert wait["goal"] == {"value": 1.5, "at_most": True}
