/** How the entries of a day become the day: the order they were lived, corrections, and the latest answer per field. */

import type { CheckIn, Entry, Exercise, Safety, Settled } from './entry'

/** What merging reads of an entry. The clinic's side says by its own clock where an entry stands, and against what. */
export type Fact<K extends string = string> = Pick<Entry<K>, 'id' | 'kind' | 'on' | 'at' | 'data'> & {
  supersedes?: string | null
  placed_at?: string
  rivals?: Rival[]
}

/** Another change of the same entry, made on another phone; it was kept, and does not count. */
export interface Rival {
  at: string
  data: Record<string, unknown> | null
}

/** An entry that two phones changed: what counts, and what does not. `data` is null where it was taken back. */
export interface Contest {
  id: string
  kind: string
  on: string
  counts: Record<string, unknown> | null
  others: (Record<string, unknown> | null)[]
}

/** One diary day, merged. No key means unknown, not undone. */
export interface MergedDay {
  checkIn: CheckIn
  sessions: Record<string, Exercise>
  settled: Record<string, boolean>
  safety: Fact<'safety'>[]
  help: Fact<'help_sought'>[]
}

/**
 * Keep what stands: of each entry and its corrections the latest that nothing corrects, in the place of the first.
 *
 * `replaced` holds ids the clinic's side has put another in the place of. Of one entry told twice the first telling counts.
 */
export function standing<E extends Fact>(entries: E[], replaced: ReadonlySet<string> = new Set()): E[] {
  const known = asLived([...new Map([...entries].reverse().map((entry) => [entry.id, entry])).values()], (entry) => entry)
  const corrects = new Map(known.map((entry) => [entry.id, entry.supersedes ?? null]))
  const corrected = new Set(corrects.values())
  const chains = new Map<string, E[]>()
  for (const entry of known) {
    const origin = first(entry.id, corrects)
    chains.set(origin, [...(chains.get(origin) ?? []), entry])
  }
  const latest = (chain: E[]) => chain.filter(({ id }) => !corrected.has(id) && !replaced.has(id)).at(-1)
  return asLived([...chains.values()], placeOf).flatMap((chain) => latest(chain) ?? [])
}

/** The entries two phones changed, latest day first. */
export function contests(entries: Fact[]): Contest[] {
  return entries
    .filter(({ rivals }) => rivals !== undefined && rivals.length > 0)
    .map(({ id, kind, on, data, rivals = [] }) => ({ id, kind, on, counts: data, others: rivals.map((each) => each.data) }))
    .sort((one, other) => (one.on < other.on ? 1 : -1))
}

/** Merge entries into days, by date. */
export function mergeDays(entries: Fact[]): Map<string, MergedDay> {
  return daysOf(standing(entries))
}

/** Merge what stands into days, by date. */
export function daysOf(stands: Fact[]): Map<string, MergedDay> {
  const days = new Map<string, MergedDay>()
  const day = (on: string) => days.get(on) ?? (days.set(on, emptyDay()).get(on) as MergedDay)
  for (const entry of stands) {
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

/** What is ordered by when it was lived, then by id. */
type Lived = Pick<Fact, 'id' | 'at'>

/** Where a chain of corrections stands in its day: where the clinic's side says, else where its first was lived. */
function placeOf(chain: Fact[]): Lived {
  const { id, at } = chain[0] as Fact
  return { id, at: chain.find((entry) => entry.placed_at !== undefined)?.placed_at ?? at }
}

function asLived<T>(things: T[], lived: (thing: T) => Lived): T[] {
  const keyed = things.map((thing) => ({ thing, ms: Date.parse(lived(thing).at), id: lived(thing).id }))
  keyed.sort((one, other) => one.ms - other.ms || (one.id < other.id ? -1 : 1))
  return keyed.map(({ thing }) => thing)
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
