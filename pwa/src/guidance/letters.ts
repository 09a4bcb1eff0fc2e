/** From answers to the letters the pack's grids are indexed by. Missing has a place of its own; it is never 0. */

import type { CheckIn, Exercise, Score } from '../diary/entry'
import type { MergedDay } from '../diary/merge'
import type { Grids, Light, Morning } from './pack'

const MORNINGS: Morning[] = ['S', 'N', 'U']

/** A score as a key of a grid. */
export function key(score: Score | undefined): string {
  return score === null || score === undefined ? '-' : String(score)
}

/** A score as a place in a grid's string: 0 for none, 1 for a score of 0, up to 11 for 10. */
export function place(score: Score | undefined): number {
  return score === null || score === undefined ? 0 : score + 1
}

/** A day's pain, function and own word on a flare, as the three letters the flare grids know. */
export function dayLetters(grids: Grids, { pain_now, pain_worst, interference, flare }: CheckIn): string {
  const pain = grids.elevated[key(pain_now)]?.[place(pain_worst)] ?? '-'
  const daily = grids.function_worse[key(interference)] ?? '-'
  const own = flare === true ? 't' : flare === false ? 'f' : '-'
  return pain + daily + own
}

/** When the day's pain asks for the safety questions: not, only if the day becomes WATCH, or always. */
export function screenLetter(grids: Grids, { pain_now, pain_worst }: CheckIn): string {
  return grids.screen[key(pain_now)]?.[place(pain_worst)] ?? '-'
}

/** An explicit not-done: nothing done, nothing felt, nothing noticed. */
export function notDone(session: Exercise): boolean {
  return Number(session.done) === 0 && unanswered(session.pain_during) && unanswered(session.pain_after) && !session.stop
}

/** How a session sat, or null where there is nothing to judge. */
export function light(grids: Grids, session: Exercise | undefined): Light | null {
  if (session === undefined || notDone(session)) return null
  if (session.stop) return grids.stop_light
  const from = grids.light.any ?? grids.light[key(session.pain_before)]
  return (from?.[key(session.pain_during)]?.[place(session.pain_after)] ?? 'X') as Light
}

/** What the morning after said, from the morning's pain and the patient's own answer. */
export function morning(rows: Grids['morning'], morningPain: Score | undefined, settled: boolean | undefined): Morning {
  const answer = settled === undefined ? 0 : settled ? 1 : 2
  return (rows[key(morningPain)]?.[answer] ?? 'U') as Morning
}

/** How many easings a session costs. */
export function easings(grids: Grids, sat: Light, after: Morning): number {
  return Number(grids.ease[sat][MORNINGS.indexOf(after)])
}

/** The session's light as the next dose asks for it; one that sat well enough but did nothing counts as not done. */
export function lightToday(grids: Grids, day: MergedDay | undefined, prescription: string): '-' | 'z' | 'R' | 'o' {
  const session = day?.sessions[prescription]
  if (session === undefined) return '-'
  const sat = light(grids, session)
  if (sat === 'R') return 'R'
  return sat === null || Number(session.done) === 0 ? 'z' : 'o'
}

function unanswered(score: Score | undefined): boolean {
  return score === null || score === undefined
}
