"""The parts of `manage.py bench sites`, each in a process of its own.

`python -m projects.bench.sites prepare PLAN`: tables, places and companies in an empty database.
`python -m projects.bench.sites make PLAN SHARE`: of all sites those of one maker.
`python -m projects.bench.sites settle`: bring all followers to the end of the log, with nothing left to do.
`python -m projects.bench.sites forecast PLAN WORKERS PID RESULT`: all sites, through the workers of a process.
`python -m projects.bench.sites wait PLAN RESULT`: facts of single sites, through the same workers.
"""

import sys
from pathlib import Path

import django
import msgspec

django.setup()  # before the models are read

from projects.bench.sites import making, rounds, settling  # noqa: E402
from projects.bench.sites.plan import plan_of  # noqa: E402


def main(part: str, *rest: str) -> None:
    match part, rest:
        case "prepare", (plan,):
            settling.prepare(plan_of(plan))
        case "make", (plan, share):
            read = plan_of(plan)
            numbers = range(int(share), read.sites, read.makers)
            making.make_sites(numbers, activities=read.activities)
        case "settle", ():
            settling.settle()
        case "forecast", (plan, workers, pid, result):
            count = int(workers)
            rounds.warm_up(plan_of(plan), count)
            found = rounds.forecast_all(plan_of(plan), workers=count, pid=int(pid))
            Path(result).write_bytes(msgspec.json.encode(found))
        case "wait", (plan, result):
            Path(result).write_bytes(msgspec.json.encode(rounds.forecast_each(plan_of(plan))))
        case _:
            raise SystemExit(f"no such part: {part} {' '.join(rest)}")


if __name__ == "__main__":
    main(*sys.argv[1:])
