"""The invented people of the demo clinic: who they are, what they hope for, and how their weeks go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

CLINIC = {"name": "Millbrook Movement Clinic", "phone": "01632 960 147", "reads_messages": "weekdays 9 to 5"}
CLINICIANS = (("helen", "Helen Marsh", "lead"), ("kwame", "Kwame Boateng", "clinician"))
"""User name, name and role."""


@dataclass(frozen=True)
class Feeling:
    """How a day feels, each 0-10; `flare` is whether they call it a flare-up."""

    morning: int
    now: int
    worst: int
    interference: int
    sleep: int
    flare: bool = False


Story = Callable[[int, Random], Feeling]
"""From the number of days since the plan began, and dice of that day, to how the day feels."""


@dataclass(frozen=True)
class Person:
    """A patient of the demo clinic. `visit_weekday` counts days since the plan began, within each week."""

    name: str
    year_of_birth: int
    region: str
    template: str
    title: str
    drivers: tuple[str, ...]
    findings: str
    success: str
    goals: tuple[str, ...]
    visit_weekday: int
    areas: str
    story: Story
    question: str


def steady_back(number: int, dice: Random) -> Feeling:
    """A back that eases a little from week to week."""
    usual = 4 if number < 21 else 3
    return _around(usual, dice)


def knee_in_a_flare(number: int, dice: Random) -> Feeling:
    """A knee with a sore spell of a week, every seven weeks, that begins on day 40."""
    since = number % 49 - 40
    if 0 <= since < 5:
        return Feeling(morning=6, now=7, worst=8, interference=dice.choice([7, 8]), sleep=4, flare=since < 4)
    return _around(3, dice)


def stiff_neck(number: int, dice: Random) -> Feeling:
    """A neck that is a little better for three days after each visit."""
    return _around(3 if number % 7 in (1, 2, 3) else 4, dice)


def _around(usual: int, dice: Random) -> Feeling:
    now = usual + dice.choice([-1, 0, 0, 0, 1])
    return Feeling(
        morning=max(0, now - 1),
        now=now,
        worst=now + dice.choice([1, 1, 2]),
        interference=max(0, usual - 1 + dice.choice([0, 0, 1])),
        sleep=dice.choice([6, 7, 7, 8]),
    )


PEOPLE = (
    Person(
        name="Rosa Delgado",
        year_of_birth=1968,
        region="low_back",
        template="low-back-start",
        title="Low back: moving more again",
        drivers=("stiffness", "load_tolerance", "work"),
        findings="Stiff bending forward in the mornings. Long days in the shop. Walks her dog, shorter than before.",
        success="Standing through a full day in the shop",
        goals=("Walk the long way round with the dog", "Lift the stock boxes", "Sit through a film"),
        visit_weekday=3,
        areas="Lower back",
        story=steady_back,
        question="May I go back to my swimming group?",
    ),
    Person(
        name="Tom Whitfield",
        year_of_birth=1957,
        region="knee",
        template="knee-start",
        title="Knee: stairs and chairs",
        drivers=("strength", "load_tolerance"),
        findings="Sore on the stairs and after sitting. Knee bends well, thigh tires early.",
        success="Taking the stairs without thinking about them",
        goals=("Use the stairs at the station", "Get up from the floor after playing with my grandson"),
        visit_weekday=2,
        areas="Left knee",
        story=knee_in_a_flare,
        question="Is a warm bath all right after the exercises?",
    ),
    Person(
        name="Nadia Rahman",
        year_of_birth=1989,
        region="neck",
        template="neck-start",
        title="Neck: desk days made easier",
        drivers=("movement_habits", "work", "sleep"),
        findings="Turns less to the left. Worse after long calls, better at weekends.",
        success="Driving and looking over my shoulder with ease",
        goals=("Drive to my sister's", "Read in bed", "Finish a work day with energy left"),
        visit_weekday=0,
        areas="Neck and upper back",
        story=stiff_neck,
        question="Which pillow should I use?",
    ),
)
