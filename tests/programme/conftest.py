from __future__ import annotations

from pathlib import Path

import pytest
from programme.voices import a_programme

from bulletin.model import Programme


@pytest.fixture(scope="session")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """
    A folder whose clips and segments all tests share, so that each is encoded once.
    """
    return tmp_path_factory.mktemp("programme")


@pytest.fixture(scope="session")
def good(studio: Path) -> Programme:
    """
    A good programme; tests copy it before they change it.
    """
    return a_programme(studio)
