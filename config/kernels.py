"""Where the machine code of the loops is kept."""

import hashlib
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

_NAMES_KERNELS = re.compile(r"schedule[. ]+(import )?kernels\b|\bnjit\b")
_FROM = re.compile(r"^from (projects[\w.]*) import", re.MULTILINE)


def cache_folder(below: Path) -> Path:
    """One folder for each state of the sources.

    Numba compiles a loop anew when the file of that loop has changed, but not when a loop that it
    calls has, in another file, or a row that it reads, or a constant.
    """
    sources = b"".join(path.read_bytes() for path in sources_of_loops())
    return below / "kernels" / hashlib.sha256(sources).hexdigest()[:16]


def sources_of_loops() -> list[Path]:
    """The files that hold loops, and those that they take anything from."""
    texts = {path: path.read_text(encoding="utf-8") for path in (ROOT / "projects").rglob("*.py")}
    loops = {path: text for path, text in texts.items() if _NAMES_KERNELS.search(text)}
    named = {
        (ROOT / module.replace(".", "/")).with_suffix(".py")
        for text in loops.values()
        for module in _FROM.findall(text)
    }
    return sorted({*loops, *(named & texts.keys())})
