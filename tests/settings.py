"""The project's own settings, with a data folder of the tests and passwords that are quick to check."""

import os
from pathlib import Path

DATA = Path(os.environ.get("STEADILY_TEST_DATA", Path(__file__).resolve().parent.parent / ".cache" / "test-data"))
(DATA / "static").mkdir(parents=True, exist_ok=True)  # whitenoise warns of a missing one
os.environ["STEADILY_DATA"] = str(DATA)
os.environ["STEADILY_SECRET_KEY"] = "only-for-tests-" + "x" * 50

from steadily.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
