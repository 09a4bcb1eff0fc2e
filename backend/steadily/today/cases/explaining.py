"""Telling one day's trace in plain words: each rule, what it read, what it measured that against, and what it says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from steadily.guidance.outcome import Decision, Message, NextDose, Origin
from steadily.guidance.terms import DoseStatus
from steadily.library.texts import render, texts
from steadily.today.cases.playing import Day

SET_BY = {
    Origin.DEFAULT: "the protocol's own",
    Origin.CLINIC: "set by the clinic",
    Origin.PATIENT: "set for this patient",
}


def explain(day: Day) -> Iterator[str]:
    """Tell what was decided at the end of a day and why, one line after another."""
    outcome, wording = day.outcome, texts()
    yield f"End of {outcome.on:%A %-d %B %Y}, protocol {outcome.protocol_version}"
    for decision in outcome.trace:
        yield from _decision(decision, day.keys, wording)
    yield "Told to the patient:"
    yield from (f"  {_said(message, wording)}" for message in outcome.messages)
    yield "Plan for the next day:"
    for dose in outcome.next:
        yield f"  {day.keys[dose.prescription]}: {_amount(dose)}"
        yield from (f"    {_said(message, wording)}" for message in dose.why)
    for alert in outcome.alerts:
        about = f" about {day.keys[alert.prescription]}" if alert.prescription else ""
        yield f"Alert for the clinic: {alert.code}{about}, priority {alert.priority}"


def _decision(decision: Decision, keys: Mapping[str, str], wording: Mapping[str, str]) -> Iterator[str]:
    about = f" for {keys.get(decision.prescription, decision.prescription)}" if decision.prescription else ""
    yield f"{decision.rule}{about}"
    why = wording.get(f"WHY.{decision.rule}")
    if why:
        yield f"  {why}"
    known = {name: "not known" if value is None else value for name, value in decision.inputs.items()}
    read = [f"{name.replace('_', ' ')} {value}" for name, value in known.items()]
    if read:
        yield f"  Read: {', '.join(read)}"
    if decision.threshold is not None:
        yield f"  Measured against: {decision.threshold} ({SET_BY[decision.origin]})"
    if decision.text is not None:
        yield f"  Says: {decision.text}"


def _amount(dose: NextDose) -> str:
    if dose.status is not DoseStatus.DO:
        return str(dose.status)
    due = "due" if dose.due else "not due"
    because = f" because of {', '.join(dose.because)}" if dose.because else ""
    return f"level {dose.level}, {dose.sets} x {dose.value} {dose.unit}, {due}{because}"


def _said(message: Message, wording: Mapping[str, str]) -> str:
    return f"{message.text}: {render(message, wording)}"
