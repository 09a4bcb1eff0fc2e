"""The trace of one day, kept while the rules run: decisions, alerts, messages and notes, in order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from steadily.guidance.outcome import Alert, Decision, Message, Origin
from steadily.guidance.protocol import Protocol

SAFETY_QUESTIONS = "SAFETY_QUESTIONS"
"""The note that the safety questions come first today (R-PM1, R-FL7)."""

NEEDLE_SITE = "NEEDLE_SITE"
"""The note that the questions about needling come today, as a needle site has been sore for long (R-AP3)."""

PRIORITIES: Mapping[str, int] = {
    "A_REDFLAG_T1": 1,
    "A_REDFLAG_T2": 1,
    "A_REDFLAG_T3": 1,
    "A_REDFLAG_T4": 2,
    "A_REDFLAG_T5": 2,
    "A_FLARE_PROLONGED": 2,
    "A_SETBACK": 2,
    "A_FLARE_SEVERE": 2,
    "A_FLARE_RECUR": 2,
    "A_NODATA_FLARE": 2,
    "A_CONTACT": 2,
    "A_PAUSED_EX": 2,
    "A_HIGH_PAIN": 2,
    "A_COURSE_WORSE": 2,
    "A_COURSE_NORESPONSE": 2,
    "A_FLARE_NEW": 3,
    "A_FLARE_RELAPSE": 3,
    "A_STEP_LEVEL": 3,
    "A_DOSE_FLOOR": 3,
    "A_BOOMBUST": 3,
    "A_LEVEL_PROPOSAL": 3,
    "A_PAIN_MODE": 3,
    "A_GAP": 3,
    "A_NODATA": 3,
    "A_SUPPORT": 3,
    "A_COURSE_REVIEW": 3,
    "A_COURSE_DATA": 3,
    "A_COURSE_LIMIT": 3,
}
"""How soon a clinician should look (protocol 9.2): 1 the same day, 2 the next working day, 3 before the next visit."""


def alert(code: str, prescription: str | None = None) -> Alert:
    """Make an alert with its priority."""
    return Alert(code, PRIORITIES[code], prescription)


@dataclass(slots=True)
class Trace:
    """Collects what the rules say about one day under one protocol.

    A day that is only lived to reach a later one is not `explained`: its decisions are not written down.
    """

    protocol: Protocol
    explained: bool = True
    decisions: list[Decision] = field(default_factory=list)
    alerts: list[Alert] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def under(self, protocol: Protocol) -> Trace:
        """Go on in the same trace under other numbers: those set for one exercise."""
        return replace(self, protocol=protocol)

    def decide(
        self, rule: str, key: str | None = None, text: str | None = None, about: str | None = None, **inputs: object
    ) -> None:
        """Keep a decision; `key` names the threshold it used, `about` the prescription."""
        if not self.explained:
            return
        written = {name: _written(value) for name, value in inputs.items()}
        threshold = None if key is None else str(self.protocol[key])
        origin = Origin.DEFAULT if key is None else self.protocol.origin(key)
        self.decisions.append(Decision(rule, written, threshold, origin, text, about))

    def alert(self, code: str, about: str | None = None) -> None:
        """Raise an alert for the clinician, once a day."""
        raised = alert(code, about)
        if raised not in self.alerts:
            self.alerts.append(raised)

    def say(self, text: str, **values: str) -> None:
        """Tell the patient."""
        self.messages.append(Message(text, values))

    def note(self, note: str) -> None:
        """Note something about the day, once."""
        if note not in self.notes:
            self.notes.append(note)


def _written(value: object) -> str | None:
    """Write what a rule read so that any reader understands it; what is not known stays None."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return None if value is None else str(value)
