import 'fake-indexeddb/auto'

import { deleteDB, openDB } from 'idb'
import { afterEach, expect, test } from 'vitest'

import { readAll } from '../../../pwa/src/store/book'
import { closeDatabase, database, NewerStore, onHeldUp } from '../../../pwa/src/store/database'
import * as held from '../../../pwa/src/store/held'
import { amarasPack, AMARAS_PHONE, bridge, TUESDAY } from '../people'

const SENT = bridge(TUESDAY, 0)
const WAITS = bridge(TUESDAY, 4, { pain_before: null })
const PARKED = bridge(TUESDAY, 7)
const PROBLEM = { type: '/problems/late', detail: 'Too late to add.' }

/** A store as the first release of the app wrote it, everything open. */
async function asFirstReleased() {
  const first = await openDB('steadily', 1, {
    upgrade: (fresh) => {
      fresh.createObjectStore('diary', { keyPath: 'id' }).createIndex('on', 'on')
      fresh.createObjectStore('outbox', { keyPath: 'id' })
      fresh.createObjectStore('held')
    },
  })
  for (const entry of [SENT, WAITS, PARKED]) await first.add('diary', entry)
  await first.add('outbox', { id: WAITS.id, refused: null })
  await first.add('outbox', { id: PARKED.id, refused: PROBLEM })
  await first.put('held', AMARAS_PHONE, 'device')
  await first.put('held', amarasPack(), 'pack')
  await first.put('held', '2026-03-10T08:00:00Z', 'synced_at')
  return first
}

const EVERYTHING = {
  device: AMARAS_PHONE, pack: amarasPack(), syncedAt: '2026-03-10T08:00:00Z', entries: [SENT, WAITS, PARKED],
  planSeen: null, outbox: [{ id: WAITS.id, refused: null }, { id: PARKED.id, refused: PROBLEM }], unreadable: 0,
}

afterEach(() => held.forget())

test('a store of the first release is sealed without loss', async () => {
  (await asFirstReleased()).close()

  expect(await readAll()).toEqual(EVERYTHING)
  expect([...(await database()).objectStoreNames]).toEqual(['entries', 'kept', 'keys', 'waiting'])
})

test('a phone switched off between two steps goes on from there', async () => {
  (await asFirstReleased()).close()
  const between = await openDB('steadily', 2, {
    upgrade: (fresh) => ['keys', 'entries', 'waiting', 'kept'].forEach((name) => fresh.createObjectStore(name, name === 'entries' || name === 'waiting' ? { keyPath: 'id' } : {})),
  })
  between.close()

  expect(await readAll()).toEqual(EVERYTHING)
})

test('an open tab of the first release makes way', async () => {
  const old = await asFirstReleased()
  old.addEventListener('versionchange', () => old.close())

  expect(await readAll()).toEqual(EVERYTHING)
})

test('a tab that does not make way is told of, and waited for', async () => {
  const old = await asFirstReleased()
  const heldUp = new Promise<void>((tell) => onHeldUp(tell))
  const reading = readAll()

  await heldUp
  old.close()

  expect(await reading).toEqual(EVERYTHING)
})

test('two tabs that begin at once both find everything', async () => {
  (await asFirstReleased()).close()

  const [one, other] = await Promise.all([readAll(), readAll()])

  expect(one).toEqual(EVERYTHING)
  expect(other).toEqual(EVERYTHING)
})

test('a store that a newer app has brought on is left alone', async () => {
  (await openDB('steadily', 9)).close()

  await expect(database()).rejects.toBeInstanceOf(NewerStore)
  await expect(held.add(bridge(TUESDAY, 1))).rejects.toMatchObject({ why: 'newer' })

  await closeDatabase()
  await deleteDB('steadily')
})
