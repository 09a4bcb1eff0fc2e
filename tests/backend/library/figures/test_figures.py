"""Every exercise is shown by a figure a body could follow."""

from __future__ import annotations

import pytest

from steadily.library.figures.checking import faults
from steadily.library.figures.figure import Figure
from steadily.library.figures.reading import Unreadable, figures, read
from steadily.library.figures.solving import joints_at
from steadily.library.sheets import exercises
