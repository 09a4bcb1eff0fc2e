/** The walk over the pack's days: how each evening ends, and with which column of the plan the next day begins. */

import { plusDays } from '../diary/days'
import { dayOf, type HeardDiary } from './diary'
import { dayLetters } from './letters'
import type { Column, FlareOutcome, Pack, PlanDay } from './pack'

/** How a day ends, with what was said so far: the flare state, and the column the next day begins with. */
export interface Evening {
  code: string
  outcome: FlareOutcome
  day: number | null
  relapse: boolean
  column: Column
}

/** The plan of a date; once the calendar has run out its last day stays. */
export function planDay(pack: Pack, on: string): PlanDay {
  const within = on < pack.from ? pack.from : on > pack.until ? pack.until : on
  return pack.days[within] as PlanDay
}

/** The column a date begins with, before anything is said on it. */
export function columnInTheMorning(pack: Pack, diary: HeardDiary, on: string): Column {
  return on <= pack.from ? startColumn(pack) : evening(pack, diary, plusDays(on, -1)).column
}

/** How a date ends: the first day by the clinic's exact answer, each later one by the thresholds frozen in the pack. */
export function evening(pack: Pack, diary: HeardDiary, on: string): Evening {
  let found = firstEvening(pack, diary)
  for (let day = plusDays(pack.from, 1); day <= on; day = plusDays(day, 1)) {
    found = laterEvening(pack, diary, day, found)
  }
  return found
}

/** The start of the pack's first day; a hold that a clinician has lifted since gives the plan back. */
function startColumn(pack: Pack): Column {
  const { column, flare } = pack.start
  if (column !== 'hold' || pack.as_of.safety === 'HOLD') return column
  if (flare.state === 'FLARE') return stage(pack, flare.day ?? 1, flare.relapse ?? false).column
  if (flare.state === 'RETURN') return (flare.return_day ?? 1) > 2 ? 'return_late' : 'return_early'
  return 'steady'
}

function firstEvening(pack: Pack, diary: HeardDiary): Evening {
  const { first, outcomes } = pack.grids.flare
  const code = first[letters(pack, diary, pack.from)] as string
  const outcome = outcomes[code] as FlareOutcome
  const column = outcome.column ?? startColumn(pack)
  return { code, outcome, day: outcome.day, relapse: outcome.relapse, column }
}

function laterEvening(pack: Pack, diary: HeardDiary, on: string, before: Evening): Evening {
  const { later, outcomes } = pack.grids.flare
  const table = (planDay(pack, on).grace ? later.grace : later.day)[before.outcome.context]
  const code = table?.[letters(pack, diary, on)] ?? before.code
  const found = outcomes[code] as FlareOutcome
  const inFlare = found.context === 'F'
  const relapse = inFlare && (found.relapse || before.relapse)
  const day = inFlare ? (found.day ?? (before.day ?? 0) + 1) : null
  if (day === null) return { code, outcome: found, day, relapse, column: found.column ?? before.column }
  const { column, text } = stage(pack, day, relapse)
  return { code, outcome: { ...found, text: found.text ?? text }, day, relapse, column }
}

/** How far a flare's day is eased, and what is said of it; a relapse goes on where the stages end. */
function stage(pack: Pack, day: number, relapse: boolean): { column: Column; text: string } {
  const { stages, stage_texts: texts } = pack.grids.flare
  const place = relapse ? stages.length - 1 : Math.min(day, stages.length) - 1
  return { column: stages[place] as Column, text: texts[place] as string }
}

function letters(pack: Pack, diary: HeardDiary, on: string): string {
  return dayLetters(pack.grids, dayOf(diary.days, on).checkIn)
}
