"""What the worker runs: the queue, once Django stands. Started by `huey_consumer steadily.worker.huey`."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "steadily.settings")
django.setup()

from steadily.tasks import huey  # noqa: E402

__all__ = ["huey"]
