/** Reading and writing what the phone keeps. A write has happened only once its transaction is complete. */

import type { IDBPTransaction, StoreNames } from 'idb'

import type { Entry } from '../diary/entry'
import type { Pack } from '../guidance/pack'
import { NotKept, withDatabase } from './connection'
import type { Database, Device, KeptDevice, Problem, Shape, Waiting } from './database'
import { newKey, seal, unseal, type Key, type Sealed } from './seal'

export { askToStay } from './room'

export interface Kept {
  device: Device | null
  pack: Pack | null
  syncedAt: string | null
  planSeen: Pack['plan']
  entries: Entry[]
  outbox: Waiting[]
  /** How many sealed things could not be opened. */
  unreadable: number
}

/** A device's id; null where no one is signed in, undefined where it doesn't matter who is. */
type Owner = string | null | undefined
type Stores = StoreNames<Shape>[]
type Writing = IDBPTransaction<Shape, Stores, 'readwrite'>

const EVERYTHING: Stores = ['keys', 'entries', 'waiting', 'kept']
const STRICT = { durability: 'strict' } as const

let known: Key | null = null

/** Read everything the screens need, in one go. */
export async function readAll(): Promise<Kept> {
  const sealed = await withDatabase(readSealed)
  known = sealed.key ?? null
  return openAll(sealed)
}

/** Write an entry to the diary and the outbox together; resolves when both are on the disk. */
export async function keepEntry(entry: Entry, owner: Owner): Promise<void> {
  await exchange([], [entry], owner)
}

/** Put entries in the place of others, in the diary and the outbox, all or none. */
export async function exchange(dropped: string[], fresh: Entry[], owner: Owner): Promise<void> {
  await write(owner, async (key) => {
    const sealed = await Promise.all(fresh.map(async (entry) => ({ id: entry.id, sealed: await seal(key, `entries/${entry.id}`, entry) })))
    return (writing) => [
      ...dropped.flatMap((id) => [writing.objectStore('entries').delete(id), writing.objectStore('waiting').delete(id)]),
      ...sealed.map((each) => writing.objectStore('entries').add(each)),
      ...fresh.map(({ id }) => writing.objectStore('waiting').add({ id, refused: null })),
    ]
  }, fresh[0]?.id)
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
  await write(device, async (key) => {
    const sealedPack = pack === null ? null : await seal(key, 'kept/pack', pack)
    const parked = await Promise.all(refused.map(async ({ id, problem }) => ({ id, refused: await seal(key, `waiting/${id}`, problem) })))
    return (writing) => [
      ...acknowledged.map((id) => writing.objectStore('waiting').delete(id)),
      ...parked.map((each) => writing.objectStore('waiting').put(each)),
      ...(sealedPack === null ? [] : [writing.objectStore('kept').put(sealedPack, 'pack')]),
      writing.objectStore('kept').put(at, 'synced_at'),
    ]
  })
}

/** Let parked entries wait to be sent once more. */
export async function unpark(ids: string[], owner: Owner): Promise<void> {
  await write(owner, async () => (writing) => ids.map((id) => writing.objectStore('waiting').put({ id, refused: null })))
}

/** Keep who is signed in. */
export async function keepDevice(device: Device): Promise<void> {
  await write(undefined, async (key) => {
    const sealed = await seal(key, 'kept/device', device)
    return (writing) => [writing.objectStore('kept').put({ id: device.id, expired: device.expired, sealed }, 'device')]
  })
}

/** Note that the sign-in of a device has ended; everything is kept. */
export async function keepExpired(owner: string): Promise<void> {
  await write(owner, async () => (writing, device) => [writing.objectStore('kept').put({ ...(device as KeptDevice), expired: true }, 'device')])
}

/** Keep the plan whose changes the patient has read. */
export async function keepPlanSeen(plan: Pack['plan'], owner: Owner): Promise<void> {
  await write(owner, async (key) => {
    const sealed = await seal(key, 'kept/plan_seen', plan)
    return (writing) => [writing.objectStore('kept').put(sealed, 'plan_seen')]
  })
}

/** Destroy the key, here and on the disk: whatever is left can't be read any more. */
export async function destroyKey(owner: Owner): Promise<void> {
  await withDatabase(async (database) => {
    const writing = database.transaction(EVERYTHING, 'readwrite', STRICT)
    const theirs = belongsTo(owner, await keptDevice(writing))
    await complete(writing, theirs ? [writing.objectStore('keys').clear()] : [])
    if (!theirs) throw new NotKept('gone')
  })
  known = null
}

/** Seals first, for waiting would end a transaction; then says, inside it, what to write. */
type Prepare = (key: Key) => Promise<(writing: Writing, device: KeptDevice | undefined) => Promise<unknown>[]>

/**
 * Write what was sealed beforehand, if the phone is still `owner`'s. What was sealed under a key that is no longer the
 * store's is sealed again. `first` is the id of a new entry: after a lost connection it tells whether all was kept already.
 */
async function write(owner: Owner, prepare: Prepare, first?: string): Promise<void> {
  await withDatabase(async (database, again) => {
    for (let done = false; !done; ) {
      const key = await keyOf(database)
      const changes = await prepare(key)
      const writing = database.transaction(EVERYTHING, 'readwrite', STRICT)
      const [current, device] = await Promise.all([writing.objectStore('keys').get('key'), keptDevice(writing)])
      const kept = again && first !== undefined && (await writing.objectStore('entries').getKey(first)) === first
      const theirs = belongsTo(owner, device)
      done = current?.id === key.id || !theirs
      await complete(writing, done && theirs && !kept ? changes(writing, device) : [])
      if (!theirs) throw new NotKept('gone')
      if (!done) known = null
    }
  })
}

/** Wait until a transaction is on the disk, or say what stood in its way. */
async function complete(writing: Writing, changes: Promise<unknown>[]): Promise<void> {
  let first: Error | null = null
  for (const change of changes) change.catch((error: Error) => { first ??= error.name === 'AbortError' ? null : error })
  await writing.done.catch((error: unknown) => { throw first ?? error })
}

/** The store's key, made on its first use. */
async function keyOf(database: Database): Promise<Key> {
  known ??= (await database.get('keys', 'key')) ?? null
  if (known !== null) return known
  const made = await newKey()
  const writing = database.transaction('keys', 'readwrite', STRICT)
  const found = await writing.store.get('key')
  if (found === undefined) void writing.store.add(made, 'key')
  await writing.done
  known = found ?? made
  return known
}

function keptDevice(writing: Writing): Promise<KeptDevice | undefined> {
  return writing.objectStore('kept').get('device') as Promise<KeptDevice | undefined>
}

function belongsTo(owner: Owner, device: KeptDevice | undefined): boolean {
  return owner === undefined || owner === (device?.id ?? null)
}

/** All that lies in the store, still sealed. */
async function readSealed(database: Database) {
  const reading = database.transaction(EVERYTHING)
  const kept = reading.objectStore('kept')
  const [key, device, pack, planSeen, syncedAt, entries, waiting] = await Promise.all([
    reading.objectStore('keys').get('key'),
    kept.get('device') as Promise<KeptDevice | undefined>,
    kept.get('pack') as Promise<Sealed | undefined>,
    kept.get('plan_seen') as Promise<Sealed | undefined>,
    kept.get('synced_at') as Promise<string | undefined>,
    reading.objectStore('entries').getAll(),
    reading.objectStore('waiting').getAll(),
    reading.done,
  ])
  return { key, device, pack, planSeen, syncedAt, entries, waiting }
}

type Sealeds = Awaited<ReturnType<typeof readSealed>>

async function openAll({ key, ...sealed }: Sealeds): Promise<Kept> {
  let unreadable = 0
  const open = async <T>(place: string, closed: Sealed | null | undefined): Promise<T | null> => {
    if (!closed) return null
    const opened = key === undefined ? null : await unseal<T>(key, place, closed).catch(() => null)
    if (opened === null) unreadable += 1
    return opened
  }
  const [device, pack, planSeen, entries, outbox] = await Promise.all([
    open<Device>('kept/device', sealed.device?.sealed),
    open<Pack>('kept/pack', sealed.pack),
    open<Pack['plan']>('kept/plan_seen', sealed.planSeen),
    Promise.all(sealed.entries.map((each) => open<Entry>(`entries/${each.id}`, each.sealed))),
    Promise.all(sealed.waiting.map(async ({ id, refused }) => ({ id, refused: await open<Problem>(`waiting/${id}`, refused) }))),
  ])
  return {
    device: device === null ? null : { ...device, expired: sealed.device?.expired ?? false },
    pack,
    planSeen,
    syncedAt: sealed.syncedAt ?? null,
    entries: entries.filter((entry) => entry !== null),
    outbox,
    unreadable,
  }
}
