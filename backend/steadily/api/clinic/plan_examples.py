"""Examples of plans and of the library, for the schema. Everyone in them is invented."""

from __future__ import annotations

from typing import Any

from steadily.api.clinic.examples import ASSESSMENT, PATIENT, page_of

_EXERCISE_ID = "b7a6c5d4-4444-4555-8666-777788889910"
_PRESCRIPTION_ID = "c0ffee00-1111-4222-8333-444455556606"
_DOSE: dict[str, Any] = {"level": 1, "sets": 2, "amount": "8.00", "maximum": "12.00", "per_week": 3}
_SET_DOWN = _DOSE | {"weekdays": None, "hold_s": 0, "rest_s": 60}
_FIRST = _SET_DOWN | {"plan_version": 1, "starts_on": "2026-03-10"}
_PRESCRIPTION: dict[str, Any] = {
    "id": _PRESCRIPTION_ID,
    "exercise": "K1",
    "name": "Sit to stand",
    "category": "STRENGTH",
    "unit": "reps",
    "side": "",
    "priority": True,
    "ended_on": None,
    "doses": [_FIRST],
}

NEW_PLAN = {
    "title": "Knee: getting going",
    "prescriptions": [{"exercise": _EXERCISE_ID, "priority": True, **_DOSE, "rest_s": 60}],
}
PLAN: dict[str, Any] = {
    "id": "f7a8b9c0-5555-4666-8777-88889999aa11",
    "patient": PATIENT["id"],
    "assessment": ASSESSMENT["id"],
    "title": "Knee: getting going",
    "version": 1,
    "starts_on": "2026-03-10",
    "activated_at": "2026-03-10T18:00:00Z",
    "ended_at": None,
    "prescriptions": [_PRESCRIPTION],
}
PLANS = page_of(PLAN)
DRAFT = PLAN | {
    "assessment": None,
    "starts_on": None,
    "activated_at": None,
    "prescriptions": [_PRESCRIPTION | {"doses": [_FIRST | {"starts_on": None}]}],
}
PLAN_CHANGE = {"title": "Knee: getting going", "doses": [{"prescription": _PRESCRIPTION_ID, "amount": "8.00"}]}
START = {"starts_on": "2026-03-10"}
REVISION = {"starts_on": "2026-03-17", "doses": [{"prescription": _PRESCRIPTION_ID, "amount": "9.00"}]}
_SECOND = _FIRST | {"amount": "9.00", "plan_version": 2, "starts_on": "2026-03-17"}
REVISED = PLAN | {"version": 2, "prescriptions": [_PRESCRIPTION | {"doses": [_FIRST, _SECOND]}]}
END = {"reason": "Goals met; carries on alone."}
ENDED = PLAN | {"ended_at": "2026-05-12T09:30:00Z"}
TEMPLATE = {
    "id": "a8b9c0d1-6666-4777-8888-9999aaaabb12",
    "code": "knee-early",
    "name": "Knee: getting going",
    "region": "knee",
    "for_whom": "Knee pain that eases with short rests.",
    "items": [{"exercise": "K1", "exercise_id": _EXERCISE_ID, "priority": True, **_DOSE, "hold_s": 0, "rest_s": 60}],
}
TEMPLATES = page_of(TEMPLATE)
EXERCISE = {
    "id": _EXERCISE_ID,
    "code": "K1",
    "name": "Sit to stand",
    "regions": ["knee"],
    "category": "STRENGTH",
    "unit": "reps",
    "each_side": False,
    "purpose": "Makes getting up from a chair easier.",
    "position": "Sit near the front of a firm chair.",
    "levels": [
        {"level": 1, "name": "High chair", "how": "Use a high seat and your hands."},
        {"level": 2, "name": "Chair", "how": "Use a usual chair, without hands."},
        {"level": 3, "name": "Slow", "how": "Take four seconds on the way down."},
    ],
    "steps": ["Lean forward.", "Stand up.", "Sit down slowly."],
    "cues": ["Keep your knees over your toes."],
    "common_error": "Dropping down at the end.",
    "cautions": [],
    "equipment": ["chair"],
    "own": False,
    "pictures": [],
    "figure": [
        {
            "levels": [2, 3],
            "alt": "A person stands up from a chair without hands, then sits down.",
            "loop_ms": 7500,
            "captions": [
                "Sit near the front.",
                "Lean forward.",
                "Press down and stand.",
                "Sit down slowly.",
            ],
        }
    ],
    "reviewed_by": "",
    "reviewed_on": None,
}
EXERCISES = page_of(EXERCISE)
EDUCATION = page_of(
    {
        "id": "0b7d5d5e-3c0f-4b53-9f0e-2f6f3f6f7a10",
        "code": "SLEEP",
        "title": "Sleep and pain",
        "needles": False,
        "paragraphs": ["Pain can spoil sleep. A bad night can come before a worse day too."],
        "sources": [{"what": "Costa and others 2021, European Spine Journal", "known": "excerpt"}],
        "reviewed_by": "",
        "reviewed_on": None,
    }
)
FIGURE_STILLS = {
    "exercise": _EXERCISE_ID,
    "level": 2,
    "alt": "A person stands up from a chair without hands, then sits down.",
    "stills": [{"caption": "Sit near the front.", "svg": "<svg …></svg>"}],
}
