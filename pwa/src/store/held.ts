/** What this phone holds, as signals the screens follow. Filled from the store; changed only after the store has. */

import { computed, signal } from '@preact/signals'

import type { Entry } from '../diary/entry'
import type { Pack } from '../guidance/pack'
import { keepDevice, keepEntry, readAll, removeEntries, takeIn, unpark, wipe, type Settlement } from './book'
import type { Device, Waiting } from './database'

export const device = signal<Device | null>(null)
export const pack = signal<Pack | null>(null)
export const entries = signal<Entry[]>([])
export const outbox = signal<Waiting[]>([])
export const syncedAt = signal<string | null>(null)

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

/** Read the store again: at the start, and when another tab has changed it. */
export async function load(): Promise<void> {
  const kept = await readAll()
  device.value = kept.device
  pack.value = kept.pack
  entries.value = kept.entries
  outbox.value = kept.outbox
  syncedAt.value = kept.syncedAt
}

/** Keep an entry; the screens follow once it is on the disk. */
export async function add(entry: Entry): Promise<void> {
  await keepEntry(entry)
  entries.value = [...entries.value, entry]
  outbox.value = [...outbox.value, { id: entry.id, refused: null }]
  tellOtherTabs()
}

/** Take in a reply of the clinic's side. */
export async function settle(settlement: Settlement): Promise<void> {
  await takeIn(settlement)
  await load()
  tellOtherTabs()
}

export async function signIn(newDevice: Device): Promise<void> {
  await keepDevice(newDevice)
  await load()
  tellOtherTabs()
}

/** The sign-in of a device has ended: everything is kept until there is a new one. A sign-in since then stands. */
export async function expire(deviceId: string): Promise<void> {
  await load()
  if (device.value?.id === deviceId) await signIn({ ...device.value, expired: true })
}

/** Let parked entries go for ever, because the patient said so. */
export async function letGo(ids: string[]): Promise<void> {
  await removeEntries(ids)
  await load()
  tellOtherTabs()
}

/** Let parked entries wait to be sent once more. */
export async function sendAgain(ids: string[]): Promise<void> {
  await unpark(ids)
  await load()
  tellOtherTabs()
}

/** The clinic ended the sign-in of a device: everything is removed. A sign-in since then stands. */
export async function revoke(deviceId: string): Promise<void> {
  await load()
  if (device.value?.id === deviceId) await forget()
}

/** Remove everything from this phone. */
export async function forget(): Promise<void> {
  await wipe()
  await load()
  tellOtherTabs()
}

const OTHER_TABS = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('steadily')
OTHER_TABS?.addEventListener('message', () => void load())

function tellOtherTabs() {
  OTHER_TABS?.postMessage('changed')
}
