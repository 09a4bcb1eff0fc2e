"""An example of the guidance at the end of a day, for the schema."""

_PRESCRIPTION_ID = "c0ffee00-1111-4222-8333-444455556606"

GUIDANCE = {
    "on": "2026-03-10",
    "protocol_version": "1.0",
    "engine": {"on": True, "off_because": None},
    "safety": {"state": "CLEAR", "tier": None, "positives": [], "since": None, "message": None},
    "index_pain": "6.0",
    "threshold": "6.0",
    "baseline": {"pain": "4.0", "interference": "3", "morning": "2"},
    "flare": {
        "state": "WATCH",
        "day": None,
        "return_day": None,
        "stage": None,
        "onset": None,
        "relapse": False,
    },
    "phase": "NO_COURSE",
    "pre_review": False,
    "lights": [
        {
            "prescription": _PRESCRIPTION_ID,
            "on": "2026-03-10",
            "provisional": "AMBER",
            "morning": None,
            "final": None,
        }
    ],
    "reviews": [],
    "next": [
        {
            "prescription": _PRESCRIPTION_ID,
            "due": True,
            "status": "DO",
            "level": 2,
            "sets": 2,
            "value": 10,
            "unit": "reps",
            "v_exact": "10.00",
            "percent": 100,
            "because": [],
        }
    ],
    "notes": [],
    "boom_bust": {"cycles_14_days": 0},
    "adherence": None,
    "course": {
        "id": "0197b1f0-0000-7000-8000-000000000007",
        "attended": 6,
        "hours": "3.0",
        "class": "MEANINGFUL",
        "action": "CONTINUE_TAPER",
        "domains": [{"domain": "pain", "baseline": "6.0", "current": "4.0", "result": "meaningful"}],
        "opened_at": None,
    },
    "messages": [{"text": "T_WATCH", "values": {}}],
    "alerts": [],
    "trace": [{"rule": "R-FL3", "inputs": {"P": "6.0"}, "threshold": "6.0", "from": "default", "text": "T_WATCH"}],
}
