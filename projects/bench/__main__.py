"""The parts of `manage.py bench schedule`, each in a process of its own.

`python -m projects.bench make PLAN XER`: write the schedule that the others measure.
`python -m projects.bench alone XER RESULT`: what it costs a fresh process.
`python -m projects.bench against PLAN XER RESULT`: our pass beside MPXJ's.
`python -m projects.bench import XER RESULT`: into the empty database that the settings name.
"""

import sys
from pathlib import Path

import msgspec

from projects.bench.against import duel
from projects.bench.alone import figures
from projects.bench.made import made
from projects.bench.plan import plan_of
from projects.schedule.write_xer import write_xer


def main(part: str, *rest: str) -> None:
    match part, rest:
        case "make", (plan, path):
            Path(path).write_bytes(write_xer(made(plan_of(plan))).content)
        case "alone", (path, result):
            Path(result).write_bytes(msgspec.json.encode(figures(Path(path))))
        case "against", (plan, path, result):
            found = duel(Path(path), plan_of(plan).rounds)
            Path(result).write_bytes(msgspec.json.encode(found))
        case "import", (path, result):
            from projects.bench.stored import seconds_to_import  # needs settings, the others none

            Path(result).write_bytes(msgspec.json.encode(seconds_to_import(Path(path))))
        case _:
            raise SystemExit(f"no such part: {part} {' '.join(rest)}")


if __name__ == "__main__":
    main(*sys.argv[1:])
