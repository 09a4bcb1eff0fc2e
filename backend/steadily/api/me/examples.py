"""Examples of what phones send and get, for the schema. Everyone in them is invented."""

from __future__ import annotations

from typing import Any

_PRESCRIPTION = "c0ffee00-1111-4222-8333-444455556606"
_ENTRY = "019cd8b0-3c00-7a4e-8b1f-6d2e3f4a5b08"
_REVISION = "1-5d41402abc4b2a76b971"
_DO: dict[str, Any] = {"status": "DO", "level": 2, "sets": 2, "value": 10}
_REST: dict[str, Any] = {"status": "REST", "because": ["R-FL5"], "why": [{"text": "WHY.R-FL5", "values": {}}]}

ACTIVATION = {"code": "K7QM-4XHR-2PWDN", "year_of_birth": 1984, "device_name": "Amara's phone"}
ACTIVATED = {
    "token": "sd_made-once-and-shown-once",
    "device": {"id": "16f3c1d2-7777-4888-8999-aaaabbbbcc13", "name": "Amara's phone"},
    "patient": {"id": "5f0c3a52-5b0e-4f57-9d53-0f4e2c1c9a01", "name": "Amara Nwosu"},
    "notice": {"version": "1", "text": "What we keep about you, and why."},
}
_NO_FLARE: dict[str, Any] = {"state": "NONE", "day": None, "return_day": None, "relapse": False}
_FLARE = _NO_FLARE | {"stage": None, "onset": None}
_STAYS = _NO_FLARE | {
    "column": "steady",
    "context": "N",
    "text": None,
    "values": {},
    "note": None,
}
PACK = {
    "revision": _REVISION,
    "protocol_version": "1.0",
    "made_at": "2026-03-10T18:00:00Z",
    "from": "2026-03-10",
    "until": "2026-03-30",
    "patient": {"name": "Amara Nwosu", "language": "en-GB", "time_zone": "Europe/London", "regions": ["knee"]},
    "clinic": {
        "name": "Harbour Street Clinic",
        "phone": "01632 960 000",
        "reads_messages": "weekdays 9 to 5",
        "nation": "england",
    },
    "as_of": {"safety": "CLEAR", "flare": _FLARE, "engine_on": True},
    "start": {"column": "steady", "safety": "CLEAR", "flare": _FLARE},
    "plan": {
        "id": "f7a8b9c0-5555-4666-8777-88889999aa11",
        "version": 1,
        "starts_on": "2026-03-10",
        "prescriptions": [
            {
                "id": _PRESCRIPTION,
                "exercise": "K1",
                "category": "STRENGTH",
                "side": None,
                "per_week": 3,
                "priority": True,
                "unit": "reps",
                "level": 2,
                "amount": "10",
                "sets": 2,
                "hold_s": 0,
                "rest_s": 60,
            }
        ],
    },
    "days": {
        "2026-03-10": {
            "phase": "NO_COURSE",
            "pre_review": False,
            "grace": True,
            "messages": [],
            "doses": {
                _PRESCRIPTION: {
                    "due": True,
                    "steady": _DO,
                    "eased": [_DO | {"value": 8}],
                    "flare_settle": _REST,
                    "flare_steady": _DO | {"level": 1, "value": 7},
                    "return_early": _DO | {"value": 8},
                    "return_late": _DO | {"value": 9},
                    "hold": {"status": "SUSPENDED"},
                }
            },
        }
    },
    "grids": {
        "light": {"any": {"3": "XGGGAAARRRRR"}},
        "stop_light": "R",
        "morning": {"2": "USN"},
        "morning_by_flare": {},
        "final": {"G": "GAX"},
        "ease": {"G": "010"},
        "rest_next": {"R": True},
        "elevated": {"3": "-sssssmmeeee"},
        "function_worse": {"3": "s"},
        "screen": {"3": "-----------w"},
        "flare": {
            "first": {"ss-": "N"},
            "later": {"day": {"N": {"ss-": "N"}}, "grace": {"N": {"ss-": "N"}}},
            "outcomes": {"N": _STAYS},
            "stages": ["flare_settle", "flare_settle", "flare_steady"],
            "stage_texts": ["T_FL1", "T_FL1", "T_FL2"],
        },
        "safety": {"RF01": 1},
        "safety_effect": {"RF01": "HOLD"},
        "safety_text": {"RF01": "T_999"},
        "safety_today": {"none": "C", "answered": "C", "CAUTION": "x", "HOLD": "H"},
        "next": {_PRESCRIPTION: {"doses": [_DO | {"due": False}], "cells": {"N/-/o/C": 0}}},
    },
    "safety_packs": {
        "daily": ["RF01"],
        "weekly": ["RF01"],
        "flare": ["RF01"],
        "stop": ["RF01"],
        "post_needle": ["AC01"],
    },
    "visits": [],
    "course": None,
    "flare_plan": None,
    "goals": [{"id": "7d1f0f6e-9f7d-4d0a-8a2c-3c1b7a4f5c03", "words": "Walk my daughter to school"}],
    "diary": [],
    "known": [],
    "waiting": [],
    "texts": {"T_WATCH": "Today was a bit more than usual."},
    "exercises": {},
    "media": [],
}
SYNC = {
    "client": "1.4.0",
    "pack_revision": None,
    "sent_at": "2026-03-10T18:00:00+00:00",
    "entries": [
        {
            "id": _ENTRY,
            "kind": "check_in",
            "on": "2026-03-10",
            "at": "2026-03-10T17:58:00+00:00",
            "tz": "Europe/London",
            "data": {"pain_now": 3, "pain_worst": 5, "interference": 2},
        }
    ],
}
SYNCED = {
    "results": [{"id": _ENTRY, "status": "kept", "problem": None}],
    "pack": PACK,
    "pack_revision": _REVISION,
    "server_time": "2026-03-10T18:00:00Z",
}
DIARY: dict[str, Any] = {
    "entries": [
        {
            "id": _ENTRY,
            "kind": "check_in",
            "on": "2026-03-10",
            "at": "2026-03-10T17:58:00Z",
            "tz": "Europe/London",
            "plan_version": 1,
            "received_at": "2026-03-10T18:00:00Z",
            "supersedes": None,
            "data": {"pain_now": 3, "pain_worst": 5, "interference": 2},
            "replaced": [],
            "rivals": [],
        }
    ]
}
PREFERENCE = {"time_zone": "Europe/Paris", "away": {"from": "2026-03-12", "to": "2026-03-19"}}
PROFILE = {
    "id": "5f0c3a52-5b0e-4f57-9d53-0f4e2c1c9a01",
    "name": "Amara Nwosu",
    "language": "en-GB",
    **PREFERENCE,
}
DEVICES = {
    "devices": [
        {
            "id": "16f3c1d2-7777-4888-8999-aaaabbbbcc13",
            "name": "Amara's phone",
            "signed_in_at": "2026-03-10T18:00:00Z",
            "last_contact_at": "2026-03-10T18:00:00Z",
            "this_one": True,
        }
    ]
}
