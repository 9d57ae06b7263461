"""Memory that a worker frees is there for its next task."""

import subprocess
import sys

SCRIPT = """
import resource, sys
import numpy as np
from config.memory import keep_what_is_freed

def faults():
    begun = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(5):
        parts = [np.ones(1 << 20) for _ in range(4)]
        del parts
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - begun

if "keeping" in sys.argv:
    keep_what_is_freed()
faults()
print(faults())
"""


def faults(*arguments):
    command = [sys.executable, "-c", SCRIPT, *arguments]
    return int(subprocess.run(command, capture_output=True, check=True, text=True).stdout)


def test_large_arrays_are_made_again_without_asking_the_system_for_each_page():
    assert faults("keeping") < faults() / 10
