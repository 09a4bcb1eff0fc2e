/** Built beside the app for the harnesses alone: weeks of a diary in one go, through the app's own write path. */

import { write } from '../../../pwa/src/diary/write'
import * as held from '../../../pwa/src/store/held'
import { syncState } from '../../../pwa/src/sync/syncer'

/** Log so many check-ins; each is kept before the next is begun. Gives their ids. */
async function many(n: number): Promise<string[]> {
  const ids: string[] = []
  for (let made = 0; made < n; made += 1) ids.push((await write('check_in', { pain_now: made % 11, pain_worst: 10 })).id)
  return ids
}

/** Log what no server keeps: a pain of 99. */
async function poison(): Promise<string> {
  return (await write('check_in', { pain_now: 99 })).id
}

/** Log a check-in with something written to it. */
async function note(words: string): Promise<string> {
  return (await write('check_in', { pain_now: 4, note: words })).id
}

const bridge = {
  many,
  note,
  poison,
  waiting: () => held.waiting.value.map(({ id }) => id),
  refused: () => held.refused.value.map(({ entry }) => entry.id),
  entries: () => held.entries.value.map(({ id }) => id),
  notes: () => held.entries.value.map(({ data }) => data?.note ?? null),
  state: () => syncState.value,
}
Object.assign(window, { steadily: bridge })
