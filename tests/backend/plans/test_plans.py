"""Plans: what Dr Chen may do, and what is refused."""

from __future__ import annotations

from steadily.plans.models import Plan


def test_amara_follows_the_plan_dr_chen_activated(amara_plan: Plan, amara_phone) -> None:
    assert amara_plan.live
