"""What a second start may skip: whatever was made of the same files."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from steadily.start import app, environment, node, progress


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with an app of two files, and an environment."""
    for name, text in {"pwa/package-lock.json": "{}", "pwa/src/main.tsx": "", "library/K1.yaml": ""}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    for module, name, path in (
        (environment, "REPOSITORY", ""),
        (environment, "FOLDER", ".venv"),
        (app, "APP", "pwa"),
        (app, "LIBRARY", "library"),
        (app, "BUILD", "pwa/dist"),
        (app, "STAMP", ".cache/app-made-of"),
    ):
        monkeypatch.setattr(module, name, tmp_path / path)
    (tmp_path / ".venv").mkdir()
    return tmp_path


def _npm(checkout: Path) -> node.Node:
    """A stand-in for npm that writes down what it was asked and makes what npm would make."""
    npm = checkout / "npm"
    npm.write_text(
        f"#!{sys.executable}\nimport pathlib, sys\n"
        f"with open({str(checkout / 'asked')!r}, 'a') as asked: asked.write(' '.join(sys.argv[1:3]) + '\\n')\n"
        "for made in ('node_modules', 'dist'): pathlib.Path(made).mkdir(exist_ok=True)\n"
        "pathlib.Path('dist/index.html').touch()\n"
    )
    npm.chmod(0o755)
    return node.Node(checkout, str(npm))


@pytest.fixture
def asked(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (checkout / "pwa/draw_icons.py").write_text("")
    monkeypatch.setattr(environment, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(node, "find", lambda: _npm(checkout))
    return checkout / "asked"


def test_the_first_start_installs_and_builds_and_the_second_does_neither(checkout: Path, asked: Path) -> None:
    app.build()
    app.build()

    assert asked.read_text().splitlines() == ["ci --ignore-scripts", "run build"]


def test_a_changed_screen_is_built_again_with_the_same_packages(checkout: Path, asked: Path) -> None:
    app.build()
    (checkout / "pwa/src/main.tsx").write_text("render(<Today />)")

    app.build()

    assert asked.read_text().splitlines()[2:] == ["run build"]


def test_an_exercise_whose_words_changed_is_carried_by_a_new_build(checkout: Path, asked: Path) -> None:
    app.build()
    (checkout / "library/K1.yaml").write_text("name: Sit to stand")

    app.build()

    assert asked.read_text().splitlines()[2:] == ["run build"]


def test_a_new_lock_installs_the_packages_again(checkout: Path, asked: Path) -> None:
    app.build()
    (checkout / "pwa/package-lock.json").write_text('{"lockfileVersion": 3}')

    app.build()

    assert asked.read_text().splitlines()[2:] == ["ci --ignore-scripts", "run build"]


def test_what_the_build_makes_is_not_what_it_is_made_of(checkout: Path, asked: Path) -> None:
    app.build()

    names = {file.name for file in app.sources()}

    assert names == {"package-lock.json", "main.tsx", "K1.yaml", "draw_icons.py"}


def test_a_renamed_file_makes_another_fingerprint(checkout: Path) -> None:
    before = environment.fingerprint(checkout / "pwa/src/main.tsx")
    (checkout / "pwa/src/main.tsx").rename(checkout / "pwa/src/start.tsx")

    assert environment.fingerprint(checkout / "pwa/src/start.tsx") != before


def test_a_build_that_fails_shows_its_words_and_is_tried_again(
    checkout: Path, asked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    app.install(_npm(checkout))
    (checkout / "pwa/draw_icons.py").write_text("raise SystemExit('no ink')")

    with pytest.raises(progress.Trouble, match="could not be built"):
        app.build()

    assert "no ink" in capsys.readouterr().err
    assert not (checkout / ".cache/app-made-of").exists()
