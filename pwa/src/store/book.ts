/** Reading and writing what the phone keeps. A write has happened only once its transaction is complete. */

import type { Entry } from '../diary/entry'
import type { Pack } from '../guidance/pack'
import { database, type Device, type Problem, type Waiting } from './database'

export interface Kept {
  device: Device | null
  pack: Pack | null
  syncedAt: string | null
  entries: Entry[]
  outbox: Waiting[]
}

const STRICT = { durability: 'strict' } as const

/** Read everything the screens need, in one go. */
export async function readAll(): Promise<Kept> {
  const reading = (await database()).transaction(['held', 'diary', 'outbox'])
  const [device, pack, syncedAt, entries, outbox] = await Promise.all([
    reading.objectStore('held').get('device'),
    reading.objectStore('held').get('pack'),
    reading.objectStore('held').get('synced_at'),
    reading.objectStore('diary').getAll(),
    reading.objectStore('outbox').getAll(),
  ])
  await reading.done
  return {
    device: (device as Device) ?? null,
    pack: (pack as Pack) ?? null,
    syncedAt: (syncedAt as string) ?? null,
    entries,
    outbox,
  }
}

/** Write an entry to the diary and the outbox together; resolves when both are on the disk. */
export async function keepEntry(entry: Entry): Promise<void> {
  const writing = (await database()).transaction(['diary', 'outbox'], 'readwrite', STRICT)
  await Promise.all([
    writing.objectStore('diary').add(entry),
    writing.objectStore('outbox').add({ id: entry.id, refused: null }),
    writing.done,
  ])
}

/** What one reply of the clinic's side changes: what is done with, what is parked, and the new pack. */
export interface Settlement {
  /** The device it was asked for; a reply to a sign-in that is over changes nothing. */
  device: string
  acknowledged: string[]
  refused: { id: string; problem: Problem }[]
  pack: Pack | null
  at: string
}

/** Take in a reply whole: the outbox and the pack change together, or neither does. */
export async function takeIn({ device, acknowledged, refused, pack, at }: Settlement): Promise<void> {
  const writing = (await database()).transaction(['outbox', 'held'], 'readwrite', STRICT)
  const outbox = writing.objectStore('outbox')
  const current = (await writing.objectStore('held').get('device')) as Device | undefined
  if (current?.id !== device) return writing.done
  await Promise.all([
    ...acknowledged.map((id) => outbox.delete(id)),
    ...refused.map(({ id, problem }) => outbox.put({ id, refused: problem })),
    pack === null ? null : writing.objectStore('held').put(pack, 'pack'),
    writing.objectStore('held').put(at, 'synced_at'),
    writing.done,
  ])
}

/** Remove entries for ever, because the patient lets them go. */
export async function removeEntries(ids: string[]): Promise<void> {
  const writing = (await database()).transaction(['diary', 'outbox'], 'readwrite', STRICT)
  const stores = [writing.objectStore('diary'), writing.objectStore('outbox')]
  await Promise.all([...ids.flatMap((id) => stores.map((store) => store.delete(id))), writing.done])
}

/** Let parked entries wait to be sent once more. */
export async function unpark(ids: string[]): Promise<void> {
  const writing = (await database()).transaction('outbox', 'readwrite', STRICT)
  await Promise.all([...ids.map((id) => writing.store.put({ id, refused: null })), writing.done])
}

/** Keep who is signed in. */
export async function keepDevice(device: Device): Promise<void> {
  const writing = (await database()).transaction('held', 'readwrite', STRICT)
  await Promise.all([writing.store.put(device, 'device'), writing.done])
}

/** Remove everything this phone holds. */
export async function wipe(): Promise<void> {
  const writing = (await database()).transaction(['held', 'diary', 'outbox'], 'readwrite', STRICT)
  await Promise.all([
    writing.objectStore('held').clear(),
    writing.objectStore('diary').clear(),
    writing.objectStore('outbox').clear(),
    writing.done,
  ])
}

/** Ask the browser, once something is kept, not to clear it away when space is short. */
export async function askToStay(): Promise<void> {
  if (navigator.storage?.persist && !(await navigator.storage.persisted())) await navigator.storage.persist()
}
