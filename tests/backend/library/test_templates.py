"""Plan templates: small starting plans that a clinician changes for the person."""

from __future__ import annotations

import pytest

from steadily.guidance.terms import Category
from steadily.library import sheets
from steadily.library.sheets import TemplateSheet

EXERCISES = {each.code: each for each in sheets.exercises()}
TEMPLATES = {each.code: each for each in sheets.templates(EXERCISES)}


def test_there_is_a_start_for_every_region() -> None:
    regions = [each.region for each in TEMPLATES.values()]

    assert sorted(regions) == ["ankle", "elbow", "hip", "knee", "low_back", "neck", "shoulder"]


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
def test_a_template_is_short_calm_and_for_its_region(template: TemplateSheet) -> None:
    chosen = [EXERCISES[each.exercise] for each in template.items]

    assert 4 <= len(chosen) <= 6
    assert {each.category for each in chosen} & {Category.RELAX, Category.AEROBIC}
    assert {region for each in chosen for region in each.regions} == {template.region, "general"}


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
def test_a_template_starts_at_the_easiest_version_and_never_over_the_usual_dose(template: TemplateSheet) -> None:
    for item in template.items:
        usual = EXERCISES[item.exercise].dose
        dose = item.dose.on_top_of(usual)

        assert item.level == 1
        assert (dose.hold_s, dose.rest_s) == (usual.hold_s, usual.rest_s)
        assert dose.sets <= usual.sets
        assert dose.amount <= usual.amount
        assert dose.maximum <= usual.maximum
        assert dose.per_week <= usual.per_week


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
def test_what_stands_first_after_a_treatment_is_strength_or_control(template: TemplateSheet) -> None:
    first = [EXERCISES[each.exercise].category for each in template.items if each.priority]

    assert first
    assert set(first) <= {Category.STRENGTH, Category.MOTOR}
