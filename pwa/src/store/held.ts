/** What this phone holds, as signals the screens follow. Filled from the store; changed only after the store has. */

import { batch, computed, signal } from '@preact/signals'

import type { Entry } from '../diary/entry'
import type { Pack } from '../guidance/pack'
import * as book from './book'
import { NotKept, type Why } from './connection'
import { closeDatabase, onTerminated, type Device, type Waiting } from './database'
import { findTrace, leaveTrace, type Trace } from './trace'
import { wipe } from './wipe'

export const device = signal<Device | null>(null)
export const pack = signal<Pack | null>(null)
export const entries = signal<Entry[]>([])
export const outbox = signal<Waiting[]>([])
export const syncedAt = signal<string | null>(null)
/** The plan whose changes the patient has read. */
export const planSeen = signal<Pack['plan']>(null)
/** Why the last write was not kept; null once one is. */
export const notKept = signal<Why | null>(null)
/** What was on this phone when its browser cleared the store away; null where it has not. */
export const gone = signal<Trace | null>(null)
/** How many sealed things can't be opened any more. */
export const unreadable = signal(0)

/** Entries still to be sent, in the order they were made; ids of version 7 sort by time. */
export const waiting = computed(() => {
  const ids = new Set(outbox.value.filter(({ refused }) => refused === null).map(({ id }) => id))
  return entries.value.filter(({ id }) => ids.has(id)).sort((one, other) => (one.id < other.id ? -1 : 1))
})

/** Entries the clinic's side would not keep, with the reason. */
export const refused = computed(() =>
  outbox.value.flatMap(({ id, refused: problem }) => {
    const entry = entries.value.find((each) => each.id === id)
    return problem === null || entry === undefined ? [] : [{ entry, problem }]
  }),
)

/** The entries that count: all but the refused ones, which the clinic's side doesn't have either. */
export const counting = computed(() => {
  const parked = new Set(refused.value.map(({ entry }) => entry.id))
  return entries.value.filter(({ id }) => !parked.has(id))
})

let changes = 0

/** Read the store again: at the start, when another tab has changed it, and when the browser has let go of it. */
export async function load(): Promise<void> {
  let before: number
  let kept: book.Kept
  do {
    before = changes
    kept = await book.readAll()
  } while (before !== changes) // written meanwhile: what was read may be from before
  showAll(kept)
}

function showAll(kept: book.Kept): void {
  const trace = kept.device === null ? findTrace() : null
  batch(() => {
    gone.value = trace
    device.value = kept.device
    pack.value = kept.device === null ? null : kept.pack
    syncedAt.value = kept.syncedAt
    planSeen.value = kept.planSeen
    unreadable.value = kept.unreadable
    if (trace !== null && kept.entries.length === 0) return // what an open tab still knows can be saved as a file
    entries.value = kept.entries
    outbox.value = kept.outbox
  })
}

/** Keep an entry; the screens follow once it is on the disk. */
export async function add(entry: Entry): Promise<void> {
  await exchange([], [entry])
}

/** Put entries in the place of others, in the diary and the outbox. */
export async function exchange(dropped: string[], fresh: Entry[]): Promise<void> {
  await keeping(book.exchange(dropped, fresh, owner()))
  const away = new Set([...dropped, ...fresh.map(({ id }) => id)])
  show(() => {
    entries.value = [...entries.value.filter(({ id }) => !away.has(id)), ...fresh]
    outbox.value = [...outbox.value.filter(({ id }) => !away.has(id)), ...fresh.map(({ id }) => ({ id, refused: null }))]
  })
}

/** Take in a reply of the clinic's side. False where the phone is no longer the device's that asked: nothing has changed. */
export async function settle(settlement: book.Settlement): Promise<boolean> {
  const theirs = await stillTheirs(book.takeIn(settlement))
  if (!theirs) await load()
  else show(() => takeOver(settlement))
  return theirs
}

function takeOver({ acknowledged, refused, pack: newPack, at }: book.Settlement): void {
  const done = new Set(acknowledged)
  const parked = new Map(refused.map(({ id, problem }) => [id, problem]))
  outbox.value = outbox.value.filter(({ id }) => !done.has(id)).map((each) => ({ ...each, refused: parked.get(each.id) ?? each.refused }))
  pack.value = newPack ?? pack.value
  syncedAt.value = at
}

export async function signIn(newDevice: Device): Promise<void> {
  await keeping(book.keepDevice(newDevice))
  leaveTrace({ unsent: 0 })
  changes += 1
  await load()
  show(() => {})
}

/** The sign-in of a device has ended: everything is kept until there is a new one. A sign-in since then stands. */
export async function expire(deviceId: string): Promise<void> {
  if (!(await stillTheirs(book.keepExpired(deviceId)))) return
  show(() => {
    if (device.value?.id === deviceId) device.value = { ...device.value, expired: true }
  })
}

/** Let parked entries go for ever, because the patient said so. */
export async function letGo(ids: string[]): Promise<void> {
  await exchange(ids, [])
}

/** Let parked entries wait to be sent once more. */
export async function sendAgain(ids: string[]): Promise<void> {
  await keeping(book.unpark(ids, owner()))
  const again = new Set(ids)
  show(() => {
    outbox.value = outbox.value.map((each) => (again.has(each.id) ? { ...each, refused: null } : each))
  })
}

/** Remember the plan whose changes the patient has read. */
export async function seePlan(plan: Pack['plan']): Promise<void> {
  await keeping(book.keepPlanSeen(plan, owner()))
  show(() => {
    planSeen.value = plan
  })
}

/** The clinic ended the sign-in of a device: everything is removed. A sign-in since then stands. */
export async function revoke(deviceId: string): Promise<void> {
  if (await stillTheirs(wipe(deviceId))) empty()
}

/** Remove everything from this phone. */
export async function forget(): Promise<void> {
  await wipe(undefined)
  empty()
}

function owner(): string | null {
  return device.value?.id ?? null
}

/** Write, and remember why it was not kept, where it was not. A store that is no longer ours is read again. */
async function keeping(write: Promise<void>): Promise<void> {
  try {
    await write
    notKept.value = null
  } catch (error) {
    notKept.value = error instanceof NotKept ? error.why : 'broken'
    if (notKept.value === 'gone') await load()
    throw error
  }
}

/** Whether a write for one device found the phone still to be that device's. */
async function stillTheirs(write: Promise<void>): Promise<boolean> {
  try {
    await write
    return true
  } catch (error) {
    if (error instanceof NotKept && error.why === 'gone') return false
    throw error
  }
}

/** Show what has been written, and tell the other tabs. */
function show(change: () => void): void {
  changes += 1
  batch(change)
  if (device.value !== null) leaveTrace({ unsent: outbox.value.length })
  OTHER_TABS?.postMessage('changed')
}

/** Show that nothing is left, here and in the other tabs. */
function empty(): void {
  emptyHere()
  OTHER_TABS?.postMessage('forgotten')
}

function emptyHere(): void {
  changes += 1
  batch(() => {
    device.value = pack.value = planSeen.value = syncedAt.value = notKept.value = gone.value = null
    entries.value = []
    outbox.value = []
    unreadable.value = 0
  })
}

const OTHER_TABS = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('steadily')
OTHER_TABS?.addEventListener('message', ({ data }) => {
  if (data === 'forgotten') void closeDatabase().then(emptyHere)
  else void look()
})
onTerminated(() => void look())

/** Read the store again where a failure may wait for the next occasion. */
async function look(): Promise<void> {
  await load().catch(() => {})
}
