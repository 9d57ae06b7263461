from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def no_collected_files(settings: Settings, tmp_path: Path) -> None:
    """WhiteNoise wants its folder to exist; here nobody has collected files into it."""
    settings.STATIC_ROOT = str(tmp_path)
