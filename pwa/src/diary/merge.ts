/** How the entries of a day become the day: the order they were lived, corrections, and the latest answer per field. */

import type { CheckIn, Entry, Exercise, Safety, Settled } from './entry'

/** What merging reads of an entry. */
export type Fact<K extends string = string> = Pick<Entry<K>, 'id' | 'kind' | 'on' | 'at' | 'data'> & { supersedes?: string | null }

/** One diary day, merged. No key means unknown, not undone. */
export interface MergedDay {
  checkIn: CheckIn
  sessions: Record<string, Exercise>
  settled: Record<string, boolean>
  safety: Fact<'safety'>[]
  help: Fact<'help_sought'>[]
}

/** Keep what stands: of each entry and its corrections the latest, in the place of what it corrects. */
export function standing<E extends Fact>(entries: E[]): E[] {
  const ordered = [...new Map(entries.map((entry) => [entry.id, entry])).values()].sort(asLived)
  const corrects = new Map(ordered.map((entry) => [entry.id, entry.supersedes ?? null]))
  const latest = new Map<string, E>()
  for (const entry of ordered) latest.set(first(entry.id, corrects), entry)
  return [...latest.values()]
}

/** Merge what stands into days, by date. */
export function mergeDays(entries: Fact[]): Map<string, MergedDay> {
  const days = new Map<string, MergedDay>()
  const day = (on: string) => days.get(on) ?? (days.set(on, emptyDay()).get(on) as MergedDay)
  for (const entry of standing(entries)) {
    if (entry.data !== null) MERGE[entry.kind]?.(day, entry)
  }
  return days
}

export function emptyDay(): MergedDay {
  return { checkIn: {}, sessions: {}, settled: {}, safety: [], help: [] }
}

type Days = (on: string) => MergedDay

/** The kinds a day is made of; the others stand for themselves. The next-morning answer belongs to the session's date. */
const MERGE: Record<string, (day: Days, entry: Fact) => void> = {
  check_in: (day, entry) => Object.assign(day(entry.on).checkIn, answered(entry.data as CheckIn)),
  exercise: (day, entry) => {
    const session = entry.data as unknown as Exercise
    const { sessions } = day(entry.on)
    sessions[session.prescription] = { ...sessions[session.prescription], ...answered(session) } as Exercise
  },
  settled: (day, entry) => {
    const answer = entry.data as unknown as Settled
    day(answer.for_date).settled[answer.prescription] = answer.settled
  },
  safety: (day, entry) => day(entry.on).safety.push(entry as Fact<'safety'>),
  help_sought: (day, entry) => day(entry.on).help.push(entry as Fact<'help_sought'>),
}

function asLived(one: Fact, other: Fact): number {
  return Date.parse(one.at) - Date.parse(other.at) || (one.id < other.id ? -1 : 1)
}

function first(id: string, corrects: Map<string, string | null>): string {
  const seen = new Set([id])
  for (let earlier = corrects.get(id); earlier && !seen.has(earlier); earlier = corrects.get(earlier)) {
    seen.add(earlier)
    id = earlier
  }
  return id
}

function answered<T extends object>(data: T): Partial<T> {
  return Object.fromEntries(Object.entries(data).filter(([, value]) => value !== null && value !== undefined)) as Partial<T>
}

/** The positive answers of some safety entries. */
export function positives(entries: Fact<'safety'>[]): string[] {
  return [...new Set(entries.flatMap((entry) => (entry.data as Safety).answers))]
}
