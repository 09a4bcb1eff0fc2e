/** Entries the clinic refused by their date, for the phone's clock was wrong: told again on the day they were lived. */

import type { Problem } from '../store/database'
import { civilDate, daysBetween, plusDays } from './days'
import type { Entry } from './entry'
import { uuidv7 } from './uuid'

export interface Refused {
  entry: Entry
  problem: Problem
}

/** Entries that bear one wrong date, and the dates one of which is likely the right one, likeliest first. `today` is the clinic's. */
export interface WrongDay {
  on: string
  refused: Refused[]
  today: string
  choices: string[]
}

const BY_THE_DATE = new Set(['/problems/day-in-the-future', '/problems/too-late-to-add'])
/** A clock out by no more than this was believed by the clinic's side, too. */
const NEARLY_RIGHT_MS = 26 * 3_600_000

/** Refused entries by their wrong date, each day with the corrections that fell with it. */
export function wrongDays(refused: Refused[], now: Date): WrongDay[] {
  const days = [...new Set(refused.filter(byTheDate).map(({ entry }) => entry.on))].sort()
  return days.map((on) => {
    const ofTheDay = refused.filter((each) => each.entry.on === on && (byTheDate(each) || each.entry.supersedes !== null))
    const [first] = ofTheDay as [Refused]
    const today = civilDate(new Date(trueNow(first, now)))
    return { on, refused: ofTheDay, today, choices: choicesFor(first, now) }
  })
}

/** The same facts as new entries of the date the patient chose; each stands for the one it was made from. */
export function redate({ refused, on: wrong }: WrongDay, on: string, now: Date): Entry[] {
  const shift = daysBetween(wrong, on)
  const instants = new Map(refused.map((each, place) => [each.entry.id, instantFor(each, on, now, place)]))
  const ids = new Map([...instants].map(([id, at]) => [id, uuidv7(at)]))
  return refused.map(({ entry }) => ({
    ...entry,
    id: ids.get(entry.id) as string,
    on,
    at: new Date(instants.get(entry.id) as number).toISOString(),
    supersedes: ids.get(entry.supersedes ?? '') ?? entry.supersedes,
    data: entry.data === null ? null : withDaysMoved(entry.data, shift),
  }))
}

function byTheDate({ problem }: Refused): boolean {
  return BY_THE_DATE.has(problem.type)
}

/** The date it was by the clinic's clock, then today, yesterday and the day before: as far back as a day may be filled in. */
function choicesFor(refused: Refused, now: Date): string[] {
  const lived = livedAt(refused, now)
  const today = civilDate(new Date(trueNow(refused, now)))
  const likely = lived === null ? [] : [civilDate(new Date(lived))]
  return [...new Set([...likely, today, plusDays(today, -1), plusDays(today, -2)])].slice(0, 3)
}

/** When it was lived, by the clinic's clock; or now, where that can't be told or the patient says it was later. */
function instantFor(refused: Refused, on: string, now: Date, place: number): number {
  const lived = livedAt(refused, now)
  return lived === null || on > civilDate(new Date(lived)) ? trueNow(refused, now) + place : lived
}

/** The instant of an entry by the clinic's clock; null where the phone's was set right since, and nobody knows by how much. */
function livedAt({ entry, problem }: Refused, now: Date): number | null {
  const told = Date.parse(entry.at)
  const behind = problem.clock_behind_ms ?? 0
  if (Math.abs(behind) > NEARLY_RIGHT_MS) return told + behind
  const filledInLate = entry.on < civilDate(new Date(told)) && told <= now.getTime()
  return filledInLate ? told : null
}

/** Now by the clinic's clock, whether or not the phone's was set right since: it can't be before the entry was lived. */
function trueNow(refused: Refused, now: Date): number {
  const lived = livedAt(refused, now)
  if (lived === null) return now.getTime()
  const possible = [now.getTime(), now.getTime() + (refused.problem.clock_behind_ms ?? 0)].filter((each) => each >= lived)
  return possible.length === 0 ? lived : Math.min(...possible)
}

/** A day that an entry speaks of moves with the entry's own. */
function withDaysMoved(data: Record<string, unknown>, shift: number): Record<string, unknown> {
  const moved = ['for_date', 'since'].flatMap((name) =>
    typeof data[name] === 'string' ? [[name, plusDays(data[name], shift)] as const] : [],
  )
  return { ...data, ...Object.fromEntries(moved) }
}
