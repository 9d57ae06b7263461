"""`python -m projects.compile_kernels`: compile the loops of schedule and simulation for this machine.

Numba keeps them in NUMBA_CACHE_DIR, which `manage.py compile_kernels` chooses. It takes half a minute,
once; a second run finds all done.
"""

import sys
from importlib import import_module

from projects.schedule import kernels

MODULES_WITH_LOOPS: tuple[str, ...] = ("projects.schedule.first_run", "projects.risk.first_run")
"""Each has a function `compile_loops` that calls all its loops on something small."""


def main() -> None:
    if kernels.READY.exists():
        return
    sys.stdout.write("Compiling the simulation for this machine (once, half a minute) ...\n")
    sys.stdout.flush()
    kernels.compile_from_now_on()
    for name in MODULES_WITH_LOOPS:
        import_module(name).compile_loops()
    kernels.READY.parent.mkdir(parents=True, exist_ok=True)
    kernels.READY.touch()


if __name__ == "__main__":
    main()
