"""Which Node may build the app."""

import pytest

from steadily.start.node import fits


@pytest.mark.parametrize("version", ["v20.19.0", "v20.20.2", "v22.12.0", "v23.0.0", "v24.19.0", "v100.0.0"])
def test_a_node_that_vite_runs_on_fits(version: str) -> None:
    assert fits(version)


@pytest.mark.parametrize("version", ["v18.20.4", "v20.18.3", "v21.7.0", "v22.11.0", "", "node: not found"])
def test_an_older_one_or_none_does_not(version: str) -> None:
    assert not fits(version)
