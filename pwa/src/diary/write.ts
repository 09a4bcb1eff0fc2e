/** The one write path of the diary, the same with and without signal: Save ends when the entry is on the disk. */

import { signal } from '@preact/signals'

import * as held from '../store/held'
import { askToStay } from '../store/book'
import { today } from '../ui/clock'
import { timeZone } from './days'
import type { Entry, Facts, Kind, Shown } from './entry'
import { uuidv7 } from './uuid'

interface About {
  shown?: Shown | null
  /** The entry this one corrects. */
  supersedes?: string | null
}

/** How many facts in a row could not be kept; the screens say so until one is. */
export const notSaved = signal(0)

/** Write one fact of the day the screens are on. Resolves when it is kept; the network follows when it can. Rejects when the disk refuses. */
export async function write<K extends Kind>(kind: K, data: Facts[K], about: About = {}): Promise<Entry<K>> {
  const at = new Date()
  const entry = {
    id: uuidv7(at.getTime()),
    kind,
    on: today.value,
    at: at.toISOString(),
    tz: timeZone(),
    pack_revision: held.pack.value?.revision ?? null,
    supersedes: about.supersedes ?? null,
    shown: about.shown ?? null,
    data,
  } as Entry<K>
  const failed = await held.add(entry as unknown as Entry).then(() => false, () => true)
  notSaved.value = failed ? notSaved.value + 1 : 0
  if (failed) throw new Error('The entry could not be kept.')
  void askToStay()
  return entry
}
