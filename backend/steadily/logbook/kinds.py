"""What each kind of diary entry may hold, read strictly: one struct a kind."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from steadily.guidance.terms import Activity, NotDoneReason, StopSymptom
from steadily.records.amounts import Amount, exact

Score = Annotated[int, Meta(ge=0, le=10)] | None
"""0 is a score; None is not known."""
Text = Annotated[str, Meta(max_length=2000)]
QuestionId = Annotated[str, Meta(pattern=r"\A(ANY|[A-Z]{2}[0-9]{2})\Z")]
"""A question this version does not know is kept too: a newer app may ask it, and a yes to it must not be lost."""
Questions = Annotated[list[QuestionId], Meta(max_length=120)]


class Fact(msgspec.Struct, forbid_unknown_fields=True):
    """The data of one entry."""


class CheckIn(Fact):
    """How the day is; any part may be left out."""

    morning_pain: Score = None
    pain_now: Score = None
    pain_worst: Score = None
    interference: Score = None
    sleep: Score = None
    flare: bool | None = None
    activity: Activity | None = None
    note: Text | None = None


class Exercise(Fact):
    """One exercise as it went; amounts are per set, `done` is the day's total for it."""

    prescription: UUID
    done: Amount
    prescribed: Amount
    pain_before: Score = None
    pain_during: Score = None
    pain_after: Score = None
    two_more: bool | None = None
    stop: StopSymptom | None = None
    effort: Score = None
    not_done_reason: NotDoneReason | None = None

    def __post_init__(self) -> None:
        if self.not_done_reason is not None and exact(self.done) != 0:
            raise ValueError("done must be 0 when there is a reason for not doing it")


class Settled(Fact):
    """The next-morning answer about a session, of `for_date`."""

    prescription: UUID
    for_date: date
    settled: bool


class Safety(Fact):
    """Safety questions put to the patient, and the answers given."""

    pack: Literal["daily", "onboarding", "weekly", "flare", "stop", "post_needle"]
    asked: Questions
    answers: Questions
    unanswered: Questions = msgspec.field(default_factory=list)

    def __post_init__(self) -> None:
        if not {*self.answers, *self.unanswered} <= {*self.asked}:
            raise ValueError("answers and unanswered must be among the questions asked")


class Reaction(Fact):
    """What was noticed after needling."""

    visit: UUID
    signs: list[Literal["bruise", "blood_spot", "mild_ache", "tired", "light_headed"]]
    since: date


class Trial(Fact):
    """One try at how much can be done."""

    prescription: UUID
    amount: Amount
    ended_by: Literal["pain_up_2", "pain_5", "form_lost", "chose_to_stop"]
    pain_start: Score = None
    pain_end: Score = None


class Measure(Fact):
    """Answers to an outcome measure; each may be left out."""

    measure: Literal["peg", "activities", "change", "confidence"]
    answers: dict[Annotated[str, Meta(max_length=40)], Annotated[int, Meta(ge=-5, le=10)] | None]

    def __post_init__(self) -> None:
        lowest, highest = (-5, 5) if self.measure == "change" else (0, 10)
        asked = MEASURES.get(self.measure)
        if asked is not None and not {*self.answers} <= asked:
            raise ValueError(f"{self.measure} asks for {', '.join(sorted(asked))}")
        if any(not lowest <= each <= highest for each in self.answers.values() if each is not None):
            raise ValueError(f"{self.measure} is answered from {lowest} to {highest}")


MEASURES = {"peg": {"pain", "enjoyment", "activity"}, "change": {"change"}, "confidence": {"tasks", "living"}}
"""What each measure asks; the activities are the patient's own goals."""


class HelpSought(Fact):
    """Help the patient has got; recorded, lifts nothing."""

    for_: list[QuestionId] = msgspec.field(name="for")
    from_: Literal["999", "a_and_e", "111", "gp", "clinic"] = msgspec.field(name="from")
    text: Text | None = None


class Question(Fact):
    """Something to ask at the next visit."""

    text: Text


class Contact(Fact):
    """A request to hear from the clinic."""

    about: Literal["disagree", "worse", "side_effect", "other"]
    text: Text | None = None


class FlarePlan(Fact):
    """The patient's own flare plan."""

    signs: Text | None = None
    helps: Text | None = None
    says: Text | None = None


class NextFocus(Fact):
    """What matters most to the patient next."""

    text: Text


FACTS: dict[str, type[Fact]] = {
    "check_in": CheckIn,
    "exercise": Exercise,
    "settled": Settled,
    "safety": Safety,
    "reaction": Reaction,
    "trial": Trial,
    "measure": Measure,
    "help_sought": HelpSought,
    "question": Question,
    "contact": Contact,
    "flare_plan": FlarePlan,
    "next_focus": NextFocus,
}


Word = Annotated[str, Meta(max_length=40)]


class Shown(Fact):
    """What the screen said when the entry was made."""

    state: Word | None = None
    light: Word | None = None
    dose: Annotated[dict[Word, object], Meta(max_length=20)] | None = None
    texts: Annotated[list[Word], Meta(max_length=40)] | None = None


class Sent(Fact):
    """One entry as a phone sends it; `data` is read by kind."""

    id: UUID
    kind: str
    on: date
    at: Annotated[datetime, Meta(tz=True)]
    tz: Annotated[str, Meta(max_length=60)]
    data: dict[str, object] | None
    pack_revision: Word | None = None
    supersedes: UUID | None = None
    shown: Shown | None = None
