"""The 48 exercises: what the protocol says of each, and that each is told whole."""

from __future__ import annotations

import pytest

from steadily.library import sheets
from steadily.library.sheets import ExerciseSheet

EXERCISES = {each.code: each for each in sheets.exercises()}

# Section 8 of the protocol: code, region, category, sets x amount, side, ceiling, sessions a week, seconds, name.
PROTOCOL = """
N1 neck      MOBILITY 1x8  reps once  max 15 7/wk hold 0  rest 0  Slow head turns
N2 neck      MOTOR    2x6  reps once  max 12 5/wk hold 5  rest 30 Gentle nod
N3 neck      STRENGTH 2x6  reps once  max 12 3/wk hold 5  rest 60 Hand-resisted neck hold
N4 neck      MOTOR    2x8  reps once  max 12 5/wk hold 0  rest 30 Shoulder-blade setting
N5 neck      MOBILITY 2x15 s    each  max 40 7/wk hold 0  rest 0  Side-neck stretch
N6 neck      MOBILITY 1x8  reps once  max 15 7/wk hold 0  rest 0  Upper-back extension over chair
U1 shoulder  MOBILITY 1x10 reps once  max 15 7/wk hold 0  rest 0  Pendulum swing
U2 shoulder  MOBILITY 1x8  reps once  max 15 7/wk hold 0  rest 0  Table slide
U3 shoulder  STRENGTH 2x6  reps once  max 12 3/wk hold 10 rest 60 Isometric outward push
U4 shoulder  STRENGTH 2x8  reps once  max 15 3/wk hold 0  rest 60 Row
U5 shoulder  STRENGTH 2x8  reps once  max 15 3/wk hold 0  rest 60 Wall press-up
U6 shoulder  STRENGTH 2x8  reps once  max 15 3/wk hold 0  rest 60 Front raise in comfort
E1 elbow     STRENGTH 3x20 s    once  max 45 4/wk hold 0  rest 60 Wrist-up hold
E2 elbow     STRENGTH 2x8  reps once  max 15 3/wk hold 0  rest 60 Forearm turn
E3 elbow     STRENGTH 2x8  reps once  max 15 4/wk hold 3  rest 45 Soft-ball squeeze
E4 elbow     MOBILITY 2x15 s    once  max 40 7/wk hold 0  rest 0  Forearm stretch
B1 low_back  MOBILITY 1x10 reps once  max 15 7/wk hold 0  rest 0  Knee rock
B2 low_back  MOBILITY 1x8  reps once  max 15 7/wk hold 0  rest 0  Cat-camel
B3 low_back  MOTOR    2x8  reps once  max 12 5/wk hold 0  rest 30 Pelvic tilt
B4 low_back  STRENGTH 2x8  reps once  max 15 3/wk hold 3  rest 60 Bridge
B5 low_back  MOTOR    2x6  reps once  max 12 4/wk hold 5  rest 45 Arm-leg reach
B6 low_back  STRENGTH 2x8  reps once  max 15 3/wk hold 0  rest 60 Hip-hinge
B7 low_back  MOBILITY 2x20 s    once  max 40 7/wk hold 0  rest 0  Prop on elbows
B8 low_back  STRENGTH 2x10 s    each  max 40 3/wk hold 0  rest 45 Side support
H1 hip       STRENGTH 2x8  reps once  max 15 3/wk hold 0  rest 45 Clam
H2 hip       STRENGTH 2x8  reps once  max 15 3/wk hold 0  rest 60 Side step
H3 hip       MOBILITY 2x15 s    each  max 40 7/wk hold 0  rest 0  Hip-front stretch
H4 hip       STRENGTH 2x8  reps once  max 15 3/wk hold 0  rest 60 Standing hip lift-back
H5 hip       MOTOR    2x10 s    each  max 45 5/wk hold 0  rest 20 Stand on one leg
H6 hip       MOBILITY 1x8  reps once  max 15 7/wk hold 0  rest 0  Knee fall-out
K1 knee      STRENGTH 2x8  reps once  max 15 4/wk hold 5  rest 45 Thigh squeeze
K2 knee      STRENGTH 2x6  reps once  max 15 3/wk hold 0  rest 60 Sit to stand
K3 knee      STRENGTH 2x6  reps once  max 12 3/wk hold 0  rest 60 Step-up
K4 knee      MOBILITY 1x10 reps once  max 15 7/wk hold 0  rest 0  Heel slide
K5 knee      STRENGTH 2x8  reps once  max 15 3/wk hold 0  rest 60 Mini squat
K6 knee      STRENGTH 2x8  reps once  max 15 3/wk hold 0  rest 60 Hamstring curl
A1 ankle     STRENGTH 2x8  reps once  max 15 3/wk hold 0  rest 60 Heel raise
A2 ankle     MOBILITY 1x8  reps each  max 15 7/wk hold 0  rest 0  Knee-to-wall
A3 ankle     STRENGTH 2x8  reps once  max 15 3/wk hold 0  rest 45 Band turn-out
A4 ankle     MOTOR    2x10 s    once  max 45 5/wk hold 0  rest 20 Balance reach
A5 ankle     MOBILITY 1x10 reps once  max 15 7/wk hold 0  rest 0  Ankle alphabet
G1 general   AEROBIC  1x8  min  once  max 30 5/wk hold 0  rest 0  Paced walk
G2 general   AEROBIC  1x5  min  once  max 30 5/wk hold 0  rest 0  Marching or cycle
G3 general   RELAX    1x5  min  once  max 20 7/wk hold 0  rest 0  Low slow breathing
G4 general   RELAX    1x10 min  once  max 20 7/wk hold 0  rest 0  Muscle let-go
G5 general   RELAX    1x10 min  once  max 20 7/wk hold 0  rest 0  Sleep wind-down
G6 general   MOBILITY 1x5  reps once  max 10 7/wk hold 0  rest 0  Micro-break
G7 general   MOTOR    1x3  min  once  max 20 5/wk hold 0  rest 0  Graded practice of a valued task
"""


def line(exercise: ExerciseSheet) -> list[str]:
    """Write an exercise as a line of the protocol's table, without the spacing."""
    dose = exercise.dose
    side = "each" if exercise.each_side else "once"
    numbers = f"{dose.sets}x{dose.amount} {exercise.unit} {side} max {dose.maximum} {dose.per_week}/wk"
    seconds = f"hold {dose.hold_s} rest {dose.rest_s}"
    region, *others = exercise.regions
    assert not others
    return f"{exercise.code} {region} {exercise.category} {numbers} {seconds} {exercise.name}".split()


def test_every_dose_is_the_protocols() -> None:
    told = [each.split() for each in PROTOCOL.strip().splitlines()]

    assert [line(EXERCISES[code]) for code, *_ in told] == told


def test_there_are_these_48_exercises_and_no_others() -> None:
    codes = {each.split()[0] for each in PROTOCOL.strip().splitlines()}

    assert len(codes) == 48
    assert set(EXERCISES) == codes


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)
def test_an_exercise_has_three_different_versions_and_says_how_to_do_each(exercise: ExerciseSheet) -> None:
    assert [each.level for each in exercise.levels] == [1, 2, 3]
    assert len({each.name for each in exercise.levels}) == 3
    assert len({each.how for each in exercise.levels}) == 3


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)
def test_an_exercise_is_told_whole_and_in_sentences(exercise: ExerciseSheet) -> None:
    sentences = [exercise.purpose, exercise.position, exercise.common_error, *exercise.steps, *exercise.cues]
    sentences += [*exercise.cautions, *(each.how for each in exercise.levels)]

    assert [each for each in sentences if not each.endswith(".") or each != each.strip()] == []


def test_nothing_is_called_reviewed_before_a_clinician_has_signed_it() -> None:
    assert {(each.reviewed_by, each.reviewed_on) for each in EXERCISES.values()} == {("", None)}


def test_whoever_walks_or_cycles_is_told_when_to_stop_and_ring_999() -> None:
    for code in ("G1", "G2"):
        assert "chest pain" in EXERCISES[code].cautions[0]
        assert "999" in EXERCISES[code].cautions[0]
