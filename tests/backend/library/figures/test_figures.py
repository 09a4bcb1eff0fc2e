"""Every exercise is shown by a figure that a body could follow and an ear can hear."""

from __future__ import annotations

from statistics import mean

import pytest
import textstat
from PIL import ImageChops, ImageStat

from steadily.library import sheets
from steadily.library.figures.checking import faults
from steadily.library.figures.figure import Figure
from steadily.library.figures.reading import figure_of, figures
from steadily.library.figures.skeleton import BONES
from steadily.library.figures.stills import Ink, still
from steadily.library.figures.svg import svg

FIGURES = {f"{each.exercise}-{each.levels}": each for each in figures()}
LONGEST_ALT = 30


@pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES)
def test_a_figure_moves_as_a_body_can(figure: Figure) -> None:
    assert faults(figure) == []


def test_every_level_of_every_exercise_has_one_figure() -> None:
    drawn = sorted((each.exercise, level) for each in figures() for level in each.levels)

    assert drawn == sorted((each.code, level.level) for each in sheets.exercises() for level in each.levels)


def test_every_figure_is_told_to_the_ear_in_its_own_words() -> None:
    told = [each.alt for each in figures()]

    assert len(set(told)) == len(told)
    assert [alt for alt in told if len(alt.split()) > LONGEST_ALT or not alt.endswith(".")] == []


def test_every_figure_says_what_to_do_in_short_captions() -> None:
    assert [name for name, each in FIGURES.items() if each.poses[0].words == ""] == []
    captions = [pose.words for each in figures() for pose in each.poses if pose.words]
    assert [words for words in captions if len(words.split()) > 10 or not words.endswith(".")] == []


def test_the_words_to_the_figures_are_read_at_about_ten() -> None:
    grades = {each.alt: float(textstat.flesch_kincaid_grade(each.alt)) for each in figures()}
    spoken = [" ".join(pose.words for pose in each.poses) for each in figures()]

    assert mean(grades.values()) <= 5
    assert {alt: grade for alt, grade in grades.items() if grade > 7} == {}
    assert mean(float(textstat.flesch_kincaid_grade(words)) for words in spoken) <= 5


def test_every_figure_shows_what_does_the_work() -> None:
    assert [name for name, each in FIGURES.items() if not each.highlight or not set(each.highlight) <= set(BONES)] == []


def test_ben_who_trains_his_left_side_sees_the_picture_mirrored() -> None:
    figure = figure_of("K3", 2)
    assert figure is not None

    right, left = still(figure, 2, width=120), still(figure, 2, width=120, mirrored=True)

    assert right.tobytes() != left.tobytes()
    back = left.transpose(0)
    assert max(ImageStat.Stat(ImageChops.difference(right, back)).mean) == 0
    assert "matrix(-1 0 0 -1 140 0)" in svg(figure, 2, mirrored=True)


def test_on_paper_without_colour_what_works_is_still_told_apart() -> None:
    figure = figure_of("K2", 2)
    assert figure is not None

    picture = still(figure, 0, width=480, ink=Ink.MONO)

    assert {red == green == blue for _, (red, green, blue) in picture.getcolors(100_000)} == {True}
    assert picture.size == (480, 384)


def test_a_still_names_itself_or_is_hidden_from_the_ear() -> None:
    figure = figure_of("K2", 2)
    assert figure is not None

    assert 'aria-label="A person stands up."' in svg(figure, 0, alt="A person stands up.")
    assert 'aria-hidden="true"' in svg(figure, 0)
    assert "style=" not in svg(figure, 0)
