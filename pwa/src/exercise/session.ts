/** From what the patient tapped to the fact that is kept. */

import type { Exercise, NotDoneReason, Score, StopSymptom } from '../diary/entry'
import type { Fact } from '../diary/merge'
import type { DoseOfDay } from '../guidance/doses'

export type HowMuch = 'all' | 'some' | 'none'

export interface Answers {
  howMuch: HowMuch | null
  /** Over all sets, in the exercise's unit; null until the patient says so. */
  total: number | null
  before: Score
  during: Score
  after: Score
  twoMore: boolean | null
  stop: StopSymptom | null
  reason: NotDoneReason | null
}

export const UNANSWERED: Answers = {
  howMuch: null, total: null, before: null, during: null, after: null, twoMore: null, stop: null, reason: null,
}

/** Whether the answers say how much was done; an amount is never filled in for the patient. */
export function saysHowMuch({ howMuch, total }: Answers): boolean {
  return howMuch !== null && (howMuch !== 'some' || total !== null)
}

/** The fact for the diary. Amounts are per set, two decimals; an unanswered score stays null. */
export function sessionFrom(answers: Answers, prescription: string, prescribed: number, sets: number): Exercise {
  const none = answers.howMuch === 'none'
  const done = none ? 0 : answers.howMuch === 'all' ? prescribed : (answers.total as number) / sets
  return {
    prescription,
    done: decimal(done),
    prescribed: decimal(prescribed),
    pain_before: none ? null : answers.before,
    pain_during: none ? null : answers.during,
    pain_after: none ? null : answers.after,
    two_more: none ? null : answers.twoMore,
    stop: none ? null : answers.stop,
    not_done_reason: none ? answers.reason : null,
  }
}

/** What was tapped for a session that is being changed. */
export function answersFrom(session: Exercise, sets: number): Answers {
  const done = Number(session.done)
  return {
    howMuch: done === 0 && !session.stop ? 'none' : done === Number(session.prescribed) ? 'all' : 'some',
    total: Math.round(done * sets),
    before: session.pain_before ?? null,
    during: session.pain_during ?? null,
    after: session.pain_after ?? null,
    twoMore: session.two_more ?? null,
    stop: session.stop ?? null,
    reason: session.not_done_reason ?? null,
  }
}

/** The day's entry for an exercise that a change replaces, or null where there is none yet. */
export function entryToCorrect(stands: Fact[], on: string, prescription: string): string | null {
  const found = stands.filter((entry) => entry.kind === 'exercise' && entry.on === on && entry.data?.prescription === prescription)
  return found.at(-1)?.id ?? null
}

/** The amount per set to measure against: today's dose, or for a changed session the one it was measured against. */
export function prescribedAmount(dose: DoseOfDay, session: Exercise | undefined): number {
  return dose.status === 'DO' ? (dose.value as number) : Number(session?.prescribed ?? 1)
}

/** Two decimals at most, written without a float's tail: 12.67, 8. */
function decimal(amount: number): string {
  return String(Math.round(amount * 100) / 100)
}
