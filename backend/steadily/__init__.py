"""Steadily: a home companion for people in rehab between acupuncture sessions."""

import importlib.util
import sys

# The system's SQLite is often one that can corrupt a WAL database; the packaged one takes its place
# before Django loads.
if importlib.util.find_spec("pysqlite3") is not None:
    import pysqlite3

    sys.modules["sqlite3"] = pysqlite3
