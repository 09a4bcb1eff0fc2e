"""Examples of records, treatment and decisions, for the schema. Everyone in them is invented."""

from __future__ import annotations

from typing import Any


def page_of(row: dict[str, Any]) -> dict[str, Any]:
    """Show a page with one row, the last."""
    return {"results": [row], "next": None}


NEW_PATIENT = {"name": "Amara Nwosu", "year_of_birth": 1984, "regions": ["knee"], "nation": "england"}
PATIENT_CHANGE = {"phone": "01632 960 017"}
PATIENT = {
    "id": "5f0c3a52-5b0e-4f57-9d53-0f4e2c1c9a01",
    "name": "Amara Nwosu",
    "year_of_birth": 1984,
    "email": "",
    "phone": "01632 960 017",
    "regions": ["knee"],
    "precautions": [],
    "nation": "england",
    "time_zone": "Europe/London",
    "language": "en-GB",
}
INVITATION = {
    "code": "K7QM-4XHR-2PWDN",
    "link": "https://clinic.example/activate#hPq3mZ0n",
    "qr_svg": '<svg width="132" height="132"><title>Activation code</title></svg>',
    "expires_at": "2026-03-13T18:00:00Z",
}
NEW_ASSESSMENT = {
    "on": "2026-03-10",
    "drivers": ["strength", "load_tolerance"],
    "findings": "Steady on stairs, tires early.",
    "acupuncture": "offered",
    "success": "Walk my daughter to school.",
    "goals": ["Walk my daughter to school"],
}
ASSESSMENT_CHANGE = {"findings": "Steady on stairs, tires after two flights."}
ASSESSMENT = {
    "id": "0b8f9b1e-70e4-4e0c-a2dc-7a3a7a4e6b02",
    "patient": PATIENT["id"],
    "on": "2026-03-10",
    "drivers": ["strength", "load_tolerance"],
    "findings": "Steady on stairs, tires early.",
    "screening": [],
    "precautions": [],
    "acupuncture": "offered",
    "acupuncture_reason": "",
    "success": "Walk my daughter to school.",
    "made_by": "Dr Chen",
    "made_at": "2026-03-10T18:00:00Z",
    "goals": [{"id": "7d1f0f6e-9f7d-4d0a-8a2c-3c1b7a4f5c03", "words": "Walk my daughter to school"}],
}
NEW_COURSE = {"starts_on": "2026-03-10", "planned_visits": 6, "review_after": 4, "success": "Stairs without a rail."}
NEW_REVIEW = {"decision": "continue", "reason": "Stairs are easier. Two more visits, two weeks apart."}
REVIEWED = NEW_REVIEW | {
    "id": "9b2e4f60-12c3-4d5e-8f90-a1b2c3d4e511",
    "course": "3e9d6a40-41d5-4c0a-9a55-6f0f1e2d7c04",
    "attended": 6,
    "hours": "3.0",
    "class": "MEANINGFUL",
    "action": "CONTINUE_TAPER",
    "opened_at": "2026-04-21T10:45:00Z",
    "opened_by": "Dr Chen",
}
COURSE = NEW_COURSE | {
    "id": "3e9d6a40-41d5-4c0a-9a55-6f0f1e2d7c04",
    "patient": PATIENT["id"],
    "ended_at": None,
    "review": None,
}
NEW_VISIT = {"starts_at": "2026-03-12T10:30:00+00:00", "minutes": 30}
VISIT_CHANGE = {"status": "ATTENDED", "areas": "Knee, outer thigh", "chest_near": False}
VISIT = {
    "id": "a4c1b2d3-6e7f-4a8b-9c0d-1e2f3a4b5c05",
    "course": COURSE["id"],
    "on": "2026-03-12",
    "starts_at": "2026-03-12T10:30:00Z",
    "minutes": 30,
    "status": "ATTENDED",
    "areas": "Knee, outer thigh",
    "chest_near": False,
    "limit_reason": "",
}
NEW_ACTION = {
    "kind": "set_dose",
    "prescription": "c0ffee00-1111-4222-8333-444455556606",
    "value": {"v": "12"},
    "reason": "Two easy weeks.",
    "confirmed": True,
}
ACTION = {
    "id": "d5e6f7a8-2222-4333-8444-555566667707",
    "kind": "set_dose",
    "prescription": "c0ffee00-1111-4222-8333-444455556606",
    "value": {"v": "12"},
    "reason": "Two easy weeks.",
    "at": "2026-03-10T18:00:00Z",
    "effective_on": "2026-03-10",
    "by": "Dr Chen",
}
ENTRY = {
    "id": "019cd8b0-3c00-7a4e-8b1f-6d2e3f4a5b08",
    "kind": "check_in",
    "on": "2026-03-10",
    "at": "2026-03-10T17:58:00Z",
    "tz": "Europe/London",
    "received_at": "2026-03-10T18:00:00Z",
    "supersedes": None,
    "pack_revision": "",
    "plan_version": None,
    "shown": None,
    "data": {"pain_now": 3, "pain_worst": 5, "interference": 2},
}
ALERT = {
    "id": "e6f7a8b9-3333-4444-8555-666677778809",
    "patient": {"id": PATIENT["id"], "name": "Amara Nwosu"},
    "code": "A_FLARE_NEW",
    "priority": 3,
    "on": "2026-03-10",
    "raised_at": "2026-03-10T18:00:00Z",
    "prescription": None,
    "acknowledged_at": None,
    "acknowledged_by": "",
}
ACKNOWLEDGED = ALERT | {"acknowledged_at": "2026-03-11T09:05:00Z", "acknowledged_by": "Dr Chen"}
