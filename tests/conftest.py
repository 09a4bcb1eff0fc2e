"""What every test may use; the people of the tests join here."""

from pathlib import Path

from hypothesis import settings
from hypothesis.database import DirectoryBasedExampleDatabase

CACHE = Path(__file__).resolve().parent.parent / ".cache"

settings.register_profile("steadily", database=DirectoryBasedExampleDatabase(CACHE / "hypothesis"), deadline=None)
settings.load_profile("steadily")
