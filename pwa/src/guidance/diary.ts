/** The patient's diary as the look-up reads it: everything said, and apart from it what the pack has not heard yet. */

import type { Entry } from '../diary/entry'
import { daysOf, emptyDay, standing, type Fact, type MergedDay } from '../diary/merge'
import type { Pack } from './pack'

export interface HeardDiary {
  /** Every day with all that was said, on this phone and elsewhere. */
  days: Map<string, MergedDay>
  /** The same days with only what the pack's numbers include. */
  heard: Map<string, MergedDay>
  /** Every entry that stands, corrections in the place of what they correct. */
  stands: Fact[]
  /** Entries the pack's numbers don't include yet. */
  unheard: Entry[]
}

/**
 * Put the pack's own entries and this phone's together.
 *
 * `waiting` holds the ids still in the outbox. An entry counts as heard when the pack names it, or when it was sent:
 * a reply brings what became of the entries and the new pack in one.
 */
export function hearDiary(pack: Pack, own: Entry[], waiting: Set<string>): HeardDiary {
  const known = new Set(pack.known)
  const all: Fact[] = [...pack.diary, ...own]
  const listed = new Set(pack.diary.map(({ id }) => id))
  const replaced = new Set(pack.known.filter((id) => !listed.has(id)))
  const unheard = own.filter((entry) => waiting.has(entry.id) && !known.has(entry.id))
  const stands = standing(all, replaced)
  const unheardIds = new Set(unheard.map((entry) => entry.id))
  return {
    days: daysOf(stands),
    heard: unheard.length === 0 ? daysOf(stands) : daysOf(standing(all.filter(({ id }) => !unheardIds.has(id)), replaced)),
    stands,
    unheard,
  }
}

export function dayOf(days: Map<string, MergedDay>, on: string): MergedDay {
  return days.get(on) ?? emptyDay()
}
