import 'fake-indexeddb/auto'

import { afterEach, expect, test } from 'vitest'

import { keepDevice, keepEntry, readAll, takeIn } from '../../../pwa/src/store/book'
import { closeDatabase, database, type Device } from '../../../pwa/src/store/database'
import * as held from '../../../pwa/src/store/held'
import { amarasPack, bridge, TUESDAY } from '../people'

const PHONE: Device = {
  id: 'd1', name: 'Android phone', token: 'sd_x', patient: { id: 'amara', name: 'Amara Okafor' },
  notice: { version: '1', text: 'Read me' }, noticeReadAt: null, expired: false,
}

afterEach(held.forget)

test('an entry is in the diary and in the outbox, or in neither', async () => {
  const entry = bridge(TUESDAY, 0)

  await keepEntry(entry)
  await expect(keepEntry({ ...entry, data: null })).rejects.toThrow()

  const kept = await readAll()
  expect(kept.entries).toEqual([entry])
  expect(kept.outbox).toEqual([{ id: entry.id, refused: null }])
})

test('a pain of 0 comes back as 0, and a blank as null', async () => {
  await keepEntry(bridge(TUESDAY, 0, { pain_before: null }))

  expect((await readAll()).entries[0]?.data).toMatchObject({ pain_during: 0, pain_before: null })
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
})

test('a reply takes what is acknowledged out of the outbox and brings the pack, in one', async () => {
  const [sent, bad, later] = [bridge(TUESDAY, 1), bridge(TUESDAY, 2), bridge(TUESDAY, 3)]
  await held.signIn(PHONE)
  for (const entry of [sent, bad, later]) await held.add(entry)

  await held.settle({ device: 'd1', acknowledged: [sent.id], refused: [{ id: bad.id, problem: { type: 'x', detail: 'No.' } }], pack: amarasPack(), at: 'now' })

  expect(held.waiting.value.map(({ id }) => id)).toEqual([later.id])
  expect(held.refused.value).toEqual([{ entry: bad, problem: { type: 'x', detail: 'No.' } }])
  expect(held.counting.value.map(({ id }) => id).sort()).toEqual([sent.id, later.id].sort())
  expect(held.pack.value?.revision).toBe('r1')
})

test('a reply to a sign-in that is over changes nothing', async () => {
  const waits = bridge(TUESDAY, 1)
  await held.signIn({ ...PHONE, id: 'd2' })
  await held.add(waits)

  await held.settle({ device: 'd1', acknowledged: [waits.id], refused: [], pack: amarasPack(), at: 'now' })

  expect(held.waiting.value).toEqual([waits])
  expect([held.pack.value, held.syncedAt.value]).toEqual([null, null])
})

test('an entry made while a reply was on its way stays in the outbox', async () => {
  const during = bridge(TUESDAY, 4)
  await held.add(during)

  await takeIn({ device: 'd1', acknowledged: [], refused: [], pack: amarasPack(), at: 'now' })

  expect((await readAll()).outbox.map(({ id }) => id)).toEqual([during.id])
})

test('forgetting leaves nothing behind', async () => {
  await keepDevice(PHONE)
  await held.add(bridge(TUESDAY, 5))

  await held.forget()

  expect(await readAll()).toEqual({ device: null, pack: null, syncedAt: null, entries: [], outbox: [] })
})

test('the storage has its newest shape from the start', async () => {
  const opened = await database()

  expect([...opened.objectStoreNames]).toEqual(['diary', 'held', 'outbox'])
})
