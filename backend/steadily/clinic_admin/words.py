"""The clinicians' words for what the guidance names by code."""

from __future__ import annotations

from steadily.guidance.terms import ActionKind, DoseStatus, FlareState, NotDoneReason, Phase, SafetyState, StopSymptom

WHEN = {1: "Today", 2: "Next working day", 3: "Before the next visit"}
"""How soon an alert of each priority wants a look (protocol, 9.2)."""

WHY = {
    "A_REDFLAG_T1": "Safety question answered yes: told to call 999",
    "A_REDFLAG_T2": "Safety question answered yes: told to go to A&E",
    "A_REDFLAG_T3": "Safety question answered yes: told to get advice today",
    "A_REDFLAG_T4": "Safety question answered yes: told to see a GP this week",
    "A_REDFLAG_T5": "Safety question answered yes: told to contact the clinic",
    "A_FLARE_NEW": "A flare-up has begun",
    "A_FLARE_RELAPSE": "The flare-up came back while building up again",
    "A_FLARE_PROLONGED": "A flare-up of a week or more",
    "A_FLARE_SEVERE": "Pain of 8 or more on two days of a flare-up",
    "A_FLARE_RECUR": "The third flare-up in six weeks",
    "A_SETBACK": "A flare-up of two weeks or more: the plan needs a fresh look",
    "A_HIGH_PAIN": "High pain before a usual level is known",
    "A_NODATA_FLARE": "Nothing logged during a flare-up",
    "A_NODATA": "Nothing logged for seven days",
    "A_GAP": "Three weeks without this exercise",
    "A_CONTACT": "Asks to be contacted",
    "A_PAUSED_EX": "An exercise is paused until you have looked",
    "A_STEP_LEVEL": "An exercise went down a level",
    "A_DOSE_FLOOR": "An exercise is at half its set amount",
    "A_BOOMBUST": "Big days followed by sore days, twice in two weeks",
    "A_LEVEL_PROPOSAL": "May be ready for the next level",
    "A_PAIN_MODE": "Usual pain is high: consider the relative pain mode",
    "A_SUPPORT": "May want support",
    "A_COURSE_REVIEW": "The course is due for review",
    "A_COURSE_DATA": "Too few answers to review the course",
    "A_COURSE_LIMIT": "The course has reached its limit",
    "A_COURSE_WORSE": "Worse over the course",
    "A_COURSE_NORESPONSE": "No change over the course",
}

DECISIONS = {
    ActionKind.CLEAR_SAFETY: "Clear the safety hold",
    ActionKind.PAUSE: "Pause an exercise",
    ActionKind.RESUME: "Resume an exercise",
    ActionKind.SET_DOSE: "Set the amount",
    ActionKind.SET_LEVEL: "Set the level and amount",
    ActionKind.SET_RANGE: "Set the most for the level",
    ActionKind.LOCK: "Lock the amount",
    ActionKind.UNLOCK: "Unlock the amount",
    ActionKind.SET_PAIN_MODE: "Set how pain in a session is read",
    ActionKind.SET_BASELINE: "Set the usual levels",
    ActionKind.START_FLARE: "Start the flare-up plan",
    ActionKind.END_FLARE: "End the flare-up plan",
    ActionKind.SET_THRESHOLD: "Change a number of the protocol",
    ActionKind.RAISE_TIER: "Make a safety question more urgent",
    ActionKind.ACCEPT: "Accept a proposal",
    ActionKind.DECLINE: "Decline a proposal",
    ActionKind.TURN_ON_ENGINE: "Turn the daily guidance on",
    ActionKind.NOTE: "Note",
}

SAFETY = {
    SafetyState.CLEAR: "Clear",
    SafetyState.STALE: "No safety answers for a week: no increases",
    SafetyState.CAUTION: "Caution: no increases until you have looked",
    SafetyState.HOLD: "On hold: all exercises are suspended until you clear it",
}

FLARE = {
    FlareState.NONE: "No flare-up",
    FlareState.WATCH: "Sorer than usual: no increases",
    FlareState.FLARE: "In a flare-up",
    FlareState.RETURN: "Building back up after a flare-up",
}

PHASE = {
    Phase.DAY0: "Treatment day",
    Phase.WINDOW: "Window after treatment",
    Phase.PRE: "Days before the next visit",
    Phase.MAINTAIN: "Between visits",
    Phase.NO_COURSE: "No course of visits",
}

STATUS = {
    DoseStatus.DO: "Do",
    DoseStatus.REST: "Rest",
    DoseStatus.PAUSED: "Paused until you resume it",
    DoseStatus.SUSPENDED: "Suspended by the safety hold",
}

NOT_DONE = {
    NotDoneReason.SORE: "sore",
    NotDoneReason.TIRED: "tired",
    NotDoneReason.FORGOT: "forgot",
    NotDoneReason.NO_TIME: "no time",
    NotDoneReason.NOT_SURE_HOW: "not sure how",
    NotDoneReason.WORRIED_ABOUT_HARM: "worried about harm",
    NotDoneReason.LOW_MOOD: "low mood",
    NotDoneReason.NO_SPACE_OR_KIT: "no space or kit",
    NotDoneReason.UNWELL: "unwell",
    NotDoneReason.BORED: "bored",
    NotDoneReason.AWAY: "away",
    NotDoneReason.OTHER: "another reason",
}

STOP = {
    StopSymptom.SHARP: "sharp pain",
    StopSymptom.GIVING_WAY: "giving way",
    StopSymptom.LOCKING: "locking",
    StopSymptom.NEW_NUMB_WEAK: "new numbness or weakness",
    StopSymptom.DIZZY: "dizzy",
}

VERBS = {
    "register_patient": "Patient added",
    "update_patient": "Details changed",
    "record_assessment": "Assessment recorded",
    "update_assessment": "Assessment corrected",
    "draft_plan": "Plan drafted",
    "change_plan": "Plan details changed",
    "prescribe": "Exercise added",
    "change_draft": "Draft exercise changed",
    "set_draft_dose": "Draft dose changed",
    "take_out": "Exercise taken out of the draft",
    "activate_plan": "Plan activated",
    "revise_plan": "Plan revised",
    "end_plan": "Plan ended",
    "plan_course": "Course planned",
    "book_visit": "Visit booked",
    "update_visit": "Visit changed",
    "review_course": "Course reviewed",
    "end_course": "Course ended",
    "say_away": "Time away told",
    "set_clinic_default": "Clinic's number changed",
    "invite": "Activation code made",
    "activate": "Phone signed in",
    "sign_out": "Phone signed out",
    "acknowledge": "Alert acknowledged",
    "make_clinic_token": "Key made",
    "revoke_clinic_token": "Key ended",
} | {kind.value: words for kind, words in DECISIONS.items()}


def spoken(code: str, words: dict[str, str]) -> str:
    """Say a code in words; one we have no words for yet stands in plain letters."""
    return words.get(code) or code.replace("_", " ").capitalize()
