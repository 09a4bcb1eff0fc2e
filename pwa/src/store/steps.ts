/** The steps that bring a store to its newest shape, one a version, oldest first. One that was released is never changed. */

import type { IDBPDatabase } from 'idb'

import { newKey, seal, type Key } from './seal'

/** A step knows the shapes of its own time only, so it reads and writes without today's types. */
type Untyped = IDBPDatabase<any> // eslint-disable-line

export interface Step {
  /** Make and remove stores, inside the upgrade itself, where nothing can be waited for. */
  shape: (database: Untyped) => void
  /** Bring over what lies in them: in one transaction, and harmless when it is run again after a crash. */
  content?: (database: Untyped) => Promise<void>
}

/** The newest step has no content of its own: what it needs done stands in the one before. */
export const STEPS: Step[] = [
  {
    shape: (database) => {
      database.createObjectStore('diary', { keyPath: 'id' }).createIndex('on', 'on')
      database.createObjectStore('outbox', { keyPath: 'id' })
      database.createObjectStore('held')
    },
  },
  {
    shape: (database) => {
      database.createObjectStore('keys')
      database.createObjectStore('entries', { keyPath: 'id' })
      database.createObjectStore('waiting', { keyPath: 'id' })
      database.createObjectStore('kept')
    },
    content: sealEverything,
  },
  {
    shape: (database) => ['diary', 'outbox', 'held'].forEach((name) => database.deleteObjectStore(name)),
  },
]

/** Version 2: what lay open is sealed under a new key; sealed and open change places in one transaction. */
async function sealEverything(database: Untyped): Promise<void> {
  const [diary, outbox, device, pack, syncedAt] = await Promise.all([
    database.getAll('diary'), database.getAll('outbox'),
    database.get('held', 'device'), database.get('held', 'pack'), database.get('held', 'synced_at'),
  ])
  if (diary.length === 0 && device === undefined) return
  const key: Key = (await database.get('keys', 'key')) ?? (await newKey())
  const entries = await Promise.all(diary.map(async (entry) => ({ id: entry.id, sealed: await seal(key, `entries/${entry.id}`, entry) })))
  const waiting = await Promise.all(outbox.map(async ({ id, refused }) =>
    ({ id, refused: refused === null ? null : await seal(key, `waiting/${id}`, refused) })))
  const kept = {
    device: device && { id: device.id, expired: device.expired, sealed: await seal(key, 'kept/device', device) },
    pack: pack && await seal(key, 'kept/pack', pack),
    synced_at: syncedAt,
  }
  const writing = database.transaction(['diary', 'outbox', 'held', 'keys', 'entries', 'waiting', 'kept'], 'readwrite', { durability: 'strict' })
  await Promise.all([
    writing.objectStore('keys').put(key, 'key'),
    ...entries.map((entry) => writing.objectStore('entries').put(entry)),
    ...waiting.map((each) => writing.objectStore('waiting').put(each)),
    ...Object.entries(kept).filter(([, value]) => value !== undefined).map(([name, value]) => writing.objectStore('kept').put(value, name)),
    ...['diary', 'outbox', 'held'].map((name) => writing.objectStore(name).clear()),
    writing.done,
  ])
}
