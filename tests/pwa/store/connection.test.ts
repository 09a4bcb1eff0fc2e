import 'fake-indexeddb/auto'

import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { readAll } from '../../../pwa/src/store/book'
import { withDatabase } from '../../../pwa/src/store/connection'
import { closeDatabase, database } from '../../../pwa/src/store/database'
import * as held from '../../../pwa/src/store/held'
import { bridge, shelf, TUESDAY } from '../people'

const lost = (name: string) => new DOMException('Connection to Indexed Database server lost. Refresh the page to try again', name)

afterEach(async () => {
  vi.restoreAllMocks()
  await held.forget()
  vi.unstubAllGlobals()
})
beforeEach(() => void shelf())

/** Let the browser fail some times at opening a transaction, as WebKit does after it put the app to sleep. */
function failing(times: number, name: string) {
  const real = IDBDatabase.prototype.transaction
  let left = times
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (this: IDBDatabase, ...given) {
    if (left-- > 0) throw lost(name)
    return real.apply(this, given)
  })
}

test.each(['InvalidStateError', 'UnknownError', 'AbortError'])('%s is healed by opening the store again, three times at most', async (name) => {
  await database()
  failing(3, name)
  const entry = bridge(TUESDAY, 3)

  await held.add(entry)

  expect((await readAll()).entries).toEqual([entry])
})

test('a connection that stays lost is never taken for saved', async () => {
  await database()
  failing(40, 'UnknownError')

  await expect(held.add(bridge(TUESDAY, 3))).rejects.toMatchObject({ why: 'broken' })

  vi.restoreAllMocks()
  expect(held.entries.value).toEqual([])
  expect((await readAll()).entries).toEqual([])
})

test('an entry kept just as the connection was lost is not kept twice', async () => {
  const entry = bridge(TUESDAY, 3)
  await held.load()
  const real = IDBDatabase.prototype.transaction
  let cut = true
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (this: IDBDatabase, ...given) {
    const transaction = real.apply(this, given)
    if (given[1] !== 'readwrite' || !Array.isArray(given[0]) || !cut) return transaction
    cut = false
    const listen = transaction.addEventListener.bind(transaction) as (type: string, listener: unknown) => void
    let toldOfAbort: ((event: Event) => void) | null = null
    transaction.addEventListener = (type: string, listener: unknown) => {
      if (type === 'abort') toldOfAbort ??= listener as (event: Event) => void
      listen(type, type === 'complete' ? () => toldOfAbort?.(new Event('abort')) : listener) // it is on the disk, and told to be lost
    }
    return transaction
  })

  await held.add(entry)

  expect(cut).toBe(false)
  expect((await readAll()).entries).toEqual([entry])
  expect((await readAll()).outbox).toHaveLength(1)
})

test('on a full phone the app drops its own files first, and then refuses the newest entry', async () => {
  const dropped: string[] = []
  vi.stubGlobal('caches', { keys: async () => ['app-1'], delete: async (name: string) => dropped.push(name) })
  await held.add(bridge(TUESDAY, 1))
  failing(2, 'QuotaExceededError')

  await expect(held.add(bridge(TUESDAY, 2))).rejects.toMatchObject({ why: 'no-room' })

  expect(dropped).toEqual(['app-1'])
  expect(held.notKept.value).toBe('no-room')
  expect(held.outbox.value).toHaveLength(1)
})

test('where dropping the files made room, the entry is kept', async () => {
  vi.stubGlobal('caches', { keys: async () => ['app-1'], delete: async () => true })
  await database()
  failing(1, 'QuotaExceededError')

  await held.add(bridge(TUESDAY, 2))

  expect((await readAll()).entries).toHaveLength(1)
})

test('other failures are not tried again', async () => {
  let tried = 0

  await expect(withDatabase(async () => {
    tried += 1
    throw new DOMException('no such store', 'NotFoundError')
  })).rejects.toMatchObject({ why: 'broken' })

  expect(tried).toBe(1)
  await closeDatabase()
})
