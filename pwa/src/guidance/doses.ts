/** How much of an exercise a date asks for, looked up in the pack. The phone may ease or hold; it never raises. */

import { plusDays } from '../diary/days'
import { dayOf, type HeardDiary } from './diary'
import { easings, light, lightToday, morning } from './letters'
import type { Column, Dose, DosesOfDay, FlareState, Pack } from './pack'
import { safetyLetter, safetyNow } from './safety'
import { columnInTheMorning, evening, planDay } from './walk'

export interface DoseOfDay extends Dose {
  due: boolean
}

const SUSPENDED: DoseOfDay = { status: 'SUSPENDED', due: false }
const STOPPED: DoseOfDay = { status: 'REST', due: false, because: ['R-PM1'] }

/** The dose of one exercise on a date, with everything said so far; null where the plan of that date hasn't got it. */
export function doseOn(pack: Pack, diary: HeardDiary, on: string, prescription: string): DoseOfDay | null {
  if (planDay(pack, on).doses[prescription] === undefined) return null
  if (safetyNow(pack, diary).state === 'HOLD') return SUSPENDED
  if (dayOf(diary.days, on).sessions[prescription]?.stop) return STOPPED
  return declared(pack, diary, on, prescription) ?? planned(pack, diary, on, prescription)
}

/** A flare the patient has declared on the date itself makes the rest of that day smaller, never larger. */
function declared(pack: Pack, diary: HeardDiary, on: string, prescription: string): DoseOfDay | null {
  if (dayOf(diary.days, on).checkIn.flare !== true) return null
  const { outcome, column } = evening(pack, diary, on)
  if (outcome.state !== 'FLARE') return null
  return gentler(planned(pack, diary, on, prescription), fromColumn(pack, on, prescription, column))
}

function planned(pack: Pack, diary: HeardDiary, on: string, prescription: string): DoseOfDay {
  if (on <= pack.from) return fromColumn(pack, on, prescription, columnInTheMorning(pack, diary, on))
  const exact = on === plusDays(pack.from, 1) && diary.unheard.every((entry) => entry.on >= pack.from)
  return (exact ? exactNext(pack, diary, prescription) : null) ?? frozen(pack, diary, on, prescription)
}

/** Tomorrow by the clinic's own answer for what was said today; null where the grid holds no such case. */
function exactNext(pack: Pack, diary: HeardDiary, prescription: string): DoseOfDay | null {
  const next = pack.grids.next[prescription]
  const safety = safetyLetter(pack, diary)
  if (next === undefined) return null
  if (safety === 'H') return SUSPENDED
  const after = `${lightToday(pack.grids, dayOf(diary.days, pack.from), prescription)}/${safety}`
  const { code } = evening(pack, diary, pack.from)
  const cell = next.cells[`${code}/${morningAfter(pack, diary, code, prescription)}/${after}`] ?? next.cells[`${code}/-/${after}`]
  return cell === undefined ? null : (next.doses[cell] as DoseOfDay)
}

/** A later day by the thresholds frozen in the pack: its column, made smaller by what the pack has not heard of. */
function frozen(pack: Pack, diary: HeardDiary, on: string, prescription: string): DoseOfDay {
  const column = columnInTheMorning(pack, diary, on)
  const dose = fromColumn(pack, on, prescription, column)
  const sat = light(pack.grids, dayOf(diary.days, plusDays(on, -1)).sessions[prescription])
  if (dose.status === 'DO' && sat !== null && pack.grids.rest_next[sat]) return { status: 'REST', due: false, because: ['R-PM4'] }
  const more = newEasings(pack, diary, on, prescription)
  if (more === 0) return dose
  const { eased } = planDay(pack, on).doses[prescription] as DosesOfDay
  const smaller = eased[Math.min(more, eased.length) - 1]
  return smaller === undefined ? dose : gentler(dose, smaller)
}

/** Easings that sessions have cost since the pack was made; a session in a flare costs none. */
function newEasings(pack: Pack, diary: HeardDiary, until: string, prescription: string): number {
  let more = 0
  for (const on of [...diary.days.keys()].filter((day) => day < until)) {
    if (inFlare(flareOn(pack, diary, on))) continue
    more += easingsOf(pack, diary.days, on, prescription) - easingsOf(pack, diary.heard, on, prescription)
  }
  return Math.max(0, more)
}

function easingsOf(pack: Pack, days: HeardDiary['days'], on: string, prescription: string): number {
  const sat = light(pack.grids, dayOf(days, on).sessions[prescription])
  return sat === null ? 0 : easings(pack.grids, sat, morningIn(pack.grids.morning, days, on, prescription))
}

/** What this morning said of yesterday's session, under today's flare code; "-" where there was none. */
function morningAfter(pack: Pack, diary: HeardDiary, code: string, prescription: string): string {
  const yesterday = plusDays(pack.from, -1)
  const sat = light(pack.grids, dayOf(diary.days, yesterday).sessions[prescription])
  const rows = pack.grids.morning_by_flare?.[code] ?? pack.grids.morning
  return sat === null ? '-' : morningIn(rows, diary.days, yesterday, prescription)
}

function morningIn(rows: Record<string, string>, days: HeardDiary['days'], on: string, prescription: string) {
  const pain = dayOf(days, plusDays(on, 1)).checkIn.morning_pain
  return morning(rows, pain, dayOf(days, on).settled[prescription])
}

function flareOn(pack: Pack, diary: HeardDiary, on: string): FlareState {
  return on < pack.from ? pack.start.flare.state : evening(pack, diary, on).outcome.state
}

function inFlare(state: FlareState): boolean {
  return state === 'FLARE' || state === 'RETURN'
}

function fromColumn(pack: Pack, on: string, prescription: string, column: Column): DoseOfDay {
  const doses = planDay(pack, on).doses[prescription] as DosesOfDay
  const dose = doses[column]
  return { ...dose, due: doses.due && dose.status === 'DO' }
}

function gentler(one: DoseOfDay, other: Dose): DoseOfDay {
  if (one.status !== 'DO') return one
  if (other.status !== 'DO') return { ...other, due: false }
  const smaller = [level(other) - level(one), amount(other) - amount(one)].find((difference) => difference !== 0) ?? 0
  return smaller < 0 ? { ...other, due: one.due } : one
}

function level(dose: Dose): number {
  return dose.level as number
}

function amount(dose: Dose): number {
  return dose.value as number
}
