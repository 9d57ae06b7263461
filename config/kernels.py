"""Where the machine code of the loops is kept."""

import hashlib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def cache_folder(below: Path) -> Path:
    """One folder for each state of the sources.

    Numba compiles a loop anew when the file of that loop has changed, but not when a loop that it
    calls has, in another file.
    """
    sources = [path.read_bytes() for path in sorted((ROOT / "projects").rglob("*.py"))]
    loops = [
        source for source in sources if b"\n@compiled\n" in source or b"\n@inlined\n" in source
    ]
    return below / "kernels" / hashlib.sha256(b"".join(loops)).hexdigest()[:16]
