import 'fake-indexeddb/auto'

import { afterEach, expect, test } from 'vitest'

import { exchange, keepDevice, keepEntry, readAll, takeIn } from '../../../pwa/src/store/book'
import { closeDatabase, database } from '../../../pwa/src/store/database'
import * as held from '../../../pwa/src/store/held'
import { amarasPack, AMARAS_PHONE, bridge, TUESDAY } from '../people'

const REPLY = { device: AMARAS_PHONE.id, acknowledged: [], refused: [], pack: amarasPack(), at: 'now' }

afterEach(() => held.forget())

test('an entry is in the diary and in the outbox, or in neither', async () => {
  const entry = bridge(TUESDAY, 0)

  await keepEntry(entry, null)
  await expect(keepEntry({ ...entry, data: null }, null)).rejects.toThrow()

  const kept = await readAll()
  expect(kept.entries).toEqual([entry])
  expect(kept.outbox).toEqual([{ id: entry.id, refused: null }])
})

test('a pain of 0 comes back as 0, and a blank as null', async () => {
  await keepEntry(bridge(TUESDAY, 0, { pain_before: null }), null)

  expect((await readAll()).entries[0]?.data).toMatchObject({ pain_during: 0, pain_before: null })
})

test('an entry put right takes the place of the one it was, whole or not at all', async () => {
  const [wrong, kept, right] = [bridge(TUESDAY, 1), bridge(TUESDAY, 2), bridge(TUESDAY, 3)]
  await keepEntry(wrong, null)
  await keepEntry(kept, null)

  await exchange([wrong.id], [right], null)
  await expect(exchange([right.id], [kept], null)).rejects.toThrow() // kept is there already: right must stay

  expect((await readAll()).entries).toEqual([kept, right])
  expect((await readAll()).outbox.map(({ id }) => id)).toEqual([kept.id, right.id])
})

test('an entry made while a reply was on its way stays in the outbox', async () => {
  await keepDevice(AMARAS_PHONE)
  const during = bridge(TUESDAY, 4)
  await keepEntry(during, AMARAS_PHONE.id)

  await takeIn(REPLY)

  expect((await readAll()).outbox.map(({ id }) => id)).toEqual([during.id])
})

test('a reply to a sign-in that is over brings nothing back', async () => {
  await keepDevice({ ...AMARAS_PHONE, id: 'the-next' })

  await expect(takeIn(REPLY)).rejects.toMatchObject({ why: 'gone' })

  expect((await readAll()).pack).toBeNull()
})

test('an entry of the person before is not kept for the person who signed in since', async () => {
  await keepDevice({ ...AMARAS_PHONE, id: 'bens-phone' })

  await expect(keepEntry(bridge(TUESDAY, 1), AMARAS_PHONE.id)).rejects.toMatchObject({ why: 'gone' })

  expect((await readAll()).entries).toEqual([])
})

test('nothing but ids and the time of the last sync lies open', async () => {
  await keepDevice(AMARAS_PHONE)
  const entry = bridge(TUESDAY, 5)
  await keepEntry(entry, AMARAS_PHONE.id)
  await takeIn({ ...REPLY, refused: [{ id: entry.id, problem: { type: 'x', detail: 'Too late.' } }] })

  const opened = await database()
  const rows = await Promise.all((['entries', 'waiting', 'kept'] as const).map((store) => opened.getAll(store)))

  for (const row of rows.flat()) {
    const open = typeof row === 'object' && 'id' in row ? Object.entries(row).filter(([, value]) => !(value instanceof Uint8Array)) : []
    expect(open.map(([name]) => name).filter((name) => !['id', 'expired'].includes(name))).toEqual([])
  }
  expect(new TextDecoder().decode(Buffer.concat(rows.flat().flatMap((row) => Object.values(row)).filter((value) => value instanceof Uint8Array)))).not.toMatch(/exercise|Amara|sd_x|Too late/)
})

test('the key can be used and not be read out', async () => {
  await keepEntry(bridge(TUESDAY, 5), null)
  const kept = await (await database()).get('keys', 'key')

  expect(kept?.key.extractable).toBe(false)
  await expect(crypto.subtle.exportKey('raw', kept?.key as CryptoKey)).rejects.toThrow()
})

test('what was sealed for one place does not open in another', async () => {
  const [one, other] = [bridge(TUESDAY, 1), bridge(TUESDAY, 2)]
  await keepEntry(one, null)
  await keepEntry(other, null)
  const opened = await database()
  const moved = await opened.get('entries', one.id)
  await opened.put('entries', { id: other.id, sealed: moved!.sealed })

  const kept = await readAll()

  expect(kept.entries).toEqual([one])
  expect(kept.unreadable).toBe(1)
})

test('a store that was begun afresh in another tab has its own key, and what is written then can be read', async () => {
  await keepEntry(bridge(TUESDAY, 1), null)
  const opened = await database()
  for (const store of ['keys', 'entries', 'waiting', 'kept'] as const) await opened.clear(store) // as a sign-out elsewhere does
  const entry = bridge(TUESDAY, 2)

  await keepEntry(entry, null)

  expect((await readAll()).entries).toEqual([entry])
  await closeDatabase()
  expect((await readAll()).unreadable).toBe(0)
})
