/** How the sending goes, in plain words: what waits, since when and why, and when the clinic last heard. */

import { device, refused, syncedAt, waiting } from '../store/held'
import { triesAgainAt } from '../sync/patience'
import { syncState } from '../sync/syncer'
import { now, today } from '../ui/clock'
import { counted, spokenTime, t, type Word } from '../ui/words'

const A_DAY_MS = 24 * 60 * 60_000
const SOON_MS = 20_000

/** What waits and since when and why, or when everything was sent. A sign-in that ended is told apart. */
export function howItGoes(): string {
  const first = waiting.value[0]
  if (first === undefined) return whenAllWent()
  const waits = t('sync.since', { what: counted('sync.waiting', waiting.value.length), time: said(first.at) })
  return syncState.value === 'idle' || device.value?.expired ? waits : `${waits} ${t(`sync.${syncState.value}` as Word)}`
}

function whenAllWent(): string {
  if (syncedAt.value === null) return t('sync.never')
  return t(refused.value.length > 0 ? 'sync.all-else' : 'sync.all', { time: said(syncedAt.value) })
}

/** When something was last sent, where entries wait and there was such a time. */
export function lastSent(): string | null {
  return syncedAt.value === null || waiting.value.length === 0 ? null : t('sync.last', { time: said(syncedAt.value) })
}

/** When the phone tries again by itself; null where that is soon, or nothing is in the way. */
export function nextTry(): string | null {
  const at = triesAgainAt.value
  return at === null || device.value?.expired || Date.parse(at) - now.value.getTime() < SOON_MS ? null : t('sync.next', { time: said(at) })
}

/** Whether something has waited for more than a day. */
export function waitsLong(): boolean {
  const first = waiting.value[0]
  return first !== undefined && now.value.getTime() - Date.parse(first.at) > A_DAY_MS
}

function said(at: string): string {
  return spokenTime(at, today.value)
}
