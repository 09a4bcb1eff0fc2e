import 'fake-indexeddb/auto'

import { afterEach, expect, test, vi } from 'vitest'

import { readAll } from '../../../pwa/src/store/book'
import { closeDatabase, database } from '../../../pwa/src/store/database'
import * as held from '../../../pwa/src/store/held'
import { amarasPack, AMARAS_PHONE, bridge, shelf, TUESDAY } from '../people'

const REPLY = { device: AMARAS_PHONE.id, acknowledged: [], refused: [], pack: null, at: 'now' }

afterEach(async () => {
  await held.forget()
  vi.unstubAllGlobals()
})

test('saved is said only once the transaction is complete', async () => {
  const entry = bridge(TUESDAY, 2)
  const saving = held.add(entry)

  expect(held.entries.value).toEqual([])
  await saving

  expect(held.entries.value).toEqual([entry])
  await closeDatabase() // a phone that is switched off here has lost nothing
  expect((await readAll()).entries).toEqual([entry])
})

test('a write that fails is not taken for saved', async () => {
  const entry = bridge(TUESDAY, 2)
  await held.add(entry)

  await expect(held.add({ ...entry, data: null })).rejects.toThrow()

  expect(held.entries.value).toEqual([entry])
  expect(held.notKept.value).toBe('broken')
})

test('a reply takes what is acknowledged out of the outbox and brings the pack, in one', async () => {
  await held.signIn(AMARAS_PHONE)
  const [sent, bad, later] = [bridge(TUESDAY, 1), bridge(TUESDAY, 2), bridge(TUESDAY, 3)]
  for (const entry of [sent, bad, later]) await held.add(entry)

  await held.settle({ ...REPLY, acknowledged: [sent.id], refused: [{ id: bad.id, problem: { type: 'x', detail: 'No.' } }], pack: amarasPack() })

  const told = () => ({ waiting: held.waiting.value.map(({ id }) => id), refused: held.refused.value, pack: held.pack.value?.revision })
  expect(told()).toEqual({ waiting: [later.id], refused: [{ entry: bad, problem: { type: 'x', detail: 'No.' } }], pack: 'r1' })
  expect(held.counting.value.map(({ id }) => id).sort()).toEqual([sent.id, later.id].sort())
  const before = told()
  await held.load()
  expect(told()).toEqual(before)
})

test('an entry saved while the store is read again stays on the screen, once', async () => {
  const [first, second] = [bridge(TUESDAY, 1), bridge(TUESDAY, 2)]
  await held.add(first)

  await Promise.all([held.load(), held.add(second), held.load()])

  expect(held.entries.value.map(({ id }) => id).sort()).toEqual([first.id, second.id].sort())
})

test('a parked entry waits again, or is let go', async () => {
  await held.signIn(AMARAS_PHONE)
  const [one, other] = [bridge(TUESDAY, 1), bridge(TUESDAY, 2)]
  for (const entry of [one, other]) await held.add(entry)
  await held.settle({ ...REPLY, refused: [one, other].map(({ id }) => ({ id, problem: { type: 'x', detail: 'No.' } })) })

  await held.sendAgain([one.id])
  await held.letGo([other.id])

  expect(held.waiting.value).toEqual([one])
  expect(held.refused.value).toEqual([])
  expect((await readAll()).entries).toEqual([one])
})

test('a sign-in that ended keeps everything, and a newer sign-in stands', async () => {
  await held.signIn(AMARAS_PHONE)
  await held.add(bridge(TUESDAY, 1))

  await held.expire('an-older-one')
  expect(held.device.value?.expired).toBe(false)
  await held.expire(AMARAS_PHONE.id)

  await held.load()
  expect(held.device.value).toEqual({ ...AMARAS_PHONE, expired: true })
  expect(held.waiting.value).toHaveLength(1)
})

test('a revoked phone is left empty, and another device is not', async () => {
  const { localStorage } = shelf()
  await held.signIn(AMARAS_PHONE)
  await held.add(bridge(TUESDAY, 5))

  await held.revoke('another')
  expect(held.entries.value).toHaveLength(1)
  await held.revoke(AMARAS_PHONE.id)

  expect(await readAll()).toEqual({ device: null, pack: null, syncedAt: null, planSeen: null, entries: [], outbox: [], unreadable: 0 })
  expect(await (await database()).getAll('keys')).toEqual([])
  expect(localStorage.length).toBe(0)
  expect(held.gone.value).toBeNull()
})

test('a store cleared away by the browser is noticed, with how much was unsent', async () => {
  shelf()
  await held.signIn(AMARAS_PHONE)
  await held.add(bridge(TUESDAY, 5))
  const opened = await database()
  for (const store of ['keys', 'entries', 'waiting', 'kept'] as const) await opened.clear(store)

  await held.load()

  expect(held.device.value).toBeNull()
  expect(held.gone.value).toEqual({ unsent: 1 })
  expect(held.entries.value).toHaveLength(1) // an open tab can still save them as a file
  await held.signIn(AMARAS_PHONE)
  expect(held.gone.value).toBeNull()
})

test('a save after the store was cleared away is refused, and says why', async () => {
  shelf()
  await held.signIn(AMARAS_PHONE)
  const opened = await database()
  for (const store of ['keys', 'entries', 'waiting', 'kept'] as const) await opened.clear(store)

  await expect(held.add(bridge(TUESDAY, 5))).rejects.toMatchObject({ why: 'gone' })

  expect(held.notKept.value).toBe('gone')
  expect(held.gone.value).toEqual({ unsent: 0 })
})
