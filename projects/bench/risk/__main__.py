"""`python -m projects.bench.risk PLAN SCRATCH RESULT`: measure the simulation, in a process of its own."""

import sys
from pathlib import Path

import msgspec

from projects.bench.risk.plan import plan_of
from projects.bench.risk.rounds import found


def main(plan: str, scratch: str, result: str) -> None:
    Path(result).write_bytes(msgspec.json.encode(found(plan_of(plan), Path(scratch))))


if __name__ == "__main__":
    main(*sys.argv[1:])
