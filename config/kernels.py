"""Where the machine code of the loops is kept."""

import hashlib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def cache_folder(below: Path) -> Path:
    """One folder for each state of the sources.

    Numba compiles a loop anew when the file of that loop has changed, but not when a loop that it
    calls has, in another file, or a row that it reads, or a constant. All these name kernels.py.
    """
    sources = [path.read_bytes() for path in sorted((ROOT / "projects").rglob("*.py"))]
    loops = [source for source in sources if b"schedule.kernels" in source or b"njit" in source]
    return below / "kernels" / hashlib.sha256(b"".join(loops)).hexdigest()[:16]
