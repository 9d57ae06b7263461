"""The table that a run of the fault suite ends with, also when it was spread over processes."""

from collections.abc import Iterator
from operator import itemgetter

import pytest

NAME = "fault"
# In events, but for the flaws of any kind that were found.
COLUMNS = ("writers", "kills", "acknowledged", "lost", "doubled", "flaws")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    lines = sorted(_lines(terminalreporter), key=itemgetter(0))
    if lines:
        terminalreporter.section("faults: what was done, and what it did to the log")
        width = max(len(fault) for fault, _ in lines)
        terminalreporter.line(" " * width + "".join(f"{column:>14}" for column in COLUMNS))
        for fault, figures in lines:
            terminalreporter.line(
                f"{fault:<{width}}" + "".join(f"{figures[column]:>14,}" for column in COLUMNS)
            )


def _lines(reporter: pytest.TerminalReporter) -> Iterator[tuple[str, dict[str, int]]]:
    for report in reporter.getreports(""):
        for name, value in getattr(report, "user_properties", ()):
            if name == NAME and report.when == "teardown":
                yield value["fault"], value
