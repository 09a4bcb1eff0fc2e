"""The queue for work that no one should wait for; its store is a file of its own."""

from django.conf import settings
from huey import SqliteHuey

huey = SqliteHuey("steadily", filename=str(settings.DATA / "queue.sqlite3"), immediate=False, utc=True)
