import 'fake-indexeddb/auto'

import { describe, expect, test, vi } from 'vitest'

import * as held from '../../../pwa/src/store/held'
import { triesAgainAt } from '../../../pwa/src/sync/patience'
import { syncNow, syncState } from '../../../pwa/src/sync/syncer'
import { amarasPack, bridge, TUESDAY } from '../people'
import { amaraIsSignedIn, bodies, browserLocks, clinicAnswers, json, problem, settled, sizes, type Answer } from './clinic'

const waitingIds = () => held.waiting.value.map(({ id }) => id)

amaraIsSignedIn()

describe('what waits is sent', () => {
  test('and leaves the outbox when it is kept', async () => {
    clinicAnswers(settled('kept'))
    const entry = bridge(TUESDAY, 0)
    await held.add(entry)

    await syncNow()

    expect(bodies[0]?.entries[0]).toEqual(entry)
    expect(bodies[0]?.client).toMatch(/^\d+\.\d+\.\d+$/)
    expect(waitingIds()).toEqual([])
    expect(held.pack.value?.revision).toBe('r1')
    expect(syncState.value).toBe('idle')
  })

  test('and a duplicate is as good as kept', async () => {
    clinicAnswers(settled('duplicate'))
    await held.add(bridge(TUESDAY, 1))

    await syncNow()

    expect(waitingIds()).toEqual([])
    expect(held.refused.value).toEqual([])
  })

  test.each(['refused', 'conflict'])('and what is %s is parked with its reason, not sent again', async (status) => {
    clinicAnswers(settled(status, { type: '/problems/x', title: 'x', detail: 'Too late to add.' }))
    const entry = bridge(TUESDAY, 1)
    await held.add(entry)

    await syncNow()
    await syncNow()

    expect(held.refused.value[0]?.problem).toMatchObject({ detail: 'Too late to add.', clock_behind_ms: expect.any(Number) })
    expect(held.entries.value).toHaveLength(1)
    expect(bodies[1]?.entries).toEqual([])
  })

  test('one request at a time, however often it is asked', async () => {
    clinicAnswers(settled('kept'))
    await held.add(bridge(TUESDAY, 1))

    await Promise.all([syncNow(), syncNow(), syncNow()])

    expect(bodies).toHaveLength(1)
  })

  test('five hundred at most in one request, and then the rest', async () => {
    clinicAnswers(settled('kept'))
    for (let n = 0; n < 501; n += 1) await held.add(bridge(TUESDAY, 1))

    await syncNow()

    expect(sizes()).toEqual([500, 1])
  })

  test('in smaller pieces where a whole one takes too long, and in larger ones once they pass', async () => {
    const tooLong: Answer = (_, signal) => new Promise((_, fail) => signal.addEventListener('abort', () => fail(signal.reason)))
    vi.spyOn(AbortSignal, 'timeout').mockImplementationOnce(() => AbortSignal.abort(new DOMException('', 'TimeoutError')))
    clinicAnswers((sent, signal) => { signal.throwIfAborted(); return tooLong(sent, signal) }, settled('kept'))
    for (let n = 0; n < 12; n += 1) await held.add(bridge(TUESDAY, 1))

    await syncNow()
    expect([syncState.value, waitingIds().length]).toEqual(['cannot-reach', 12])
    await syncNow()

    expect(sizes().slice(1)).toEqual([6, 6])
    expect(waitingIds()).toEqual([])
  })
})

describe('a request refused as a whole', () => {
  const refusing = (poison: () => string, status: number): Answer => (sent, signal) =>
    sent.some(({ id }) => id === poison()) ? problem(status, '/problems/x')(sent, signal) : settled('kept')(sent, signal)

  test.each([413, 400, 403])('with %i has the one entry found and parked that is the reason, and all others sent', async (status) => {
    const entries = Array.from({ length: 9 }, () => bridge(TUESDAY, 1))
    const poison = entries[5]?.id as string
    clinicAnswers(refusing(() => poison, status))
    for (const entry of entries) await held.add(entry)

    await syncNow()

    expect(waitingIds()).toEqual([])
    expect(held.refused.value).toEqual([{ entry: entries[5], problem: { type: '/problems/x', detail: 'Why.' } }])
    expect(syncState.value).toBe('idle')
  })

  test('whatever it carries is no reason to park anything', async () => {
    clinicAnswers(problem(400, '/problems/invalid'))
    for (let n = 0; n < 3; n += 1) await held.add(bridge(TUESDAY, 1))

    await syncNow()

    expect(sizes()).toEqual([3, 0])
    expect(held.refused.value).toEqual([])
    expect(waitingIds()).toHaveLength(3)
    expect(syncState.value).toBe('not-taken')
  })
})

describe('nothing is taken for sent', () => {
  const kept = (sent: { id: string }[]) => sent.map(({ id }) => ({ id, status: 'kept', problem: null }))
  test.each([
    ['a Wi-Fi sign-in page', 'not-understood', () => new Response('<html>Welcome to the café</html>', { headers: { 'Content-Type': 'text/html' } })],
    ['an answer about other entries', 'not-understood', () => json({ results: [{ id: 'other', status: 'kept', problem: null }], pack: null })],
    ['an answer about fewer entries', 'not-understood', () => json({ results: [], pack: null })],
    ['an answer about more entries', 'not-understood', (sent) => json({ results: [...kept(sent), ...kept(sent)], pack: null })],
    ['an unknown word', 'not-understood', (sent) => json({ results: sent.map(({ id }) => ({ id, status: 'maybe' })), pack: null })],
    ['half a pack', 'not-understood', (sent) => json({ results: kept(sent), pack: { revision: 'r9' } })],
    ['half a reply', 'not-understood', () => new Response('{"results": [{"id"', { headers: { 'Content-Type': 'application/json' } })],
    ['an empty reply', 'not-understood', () => new Response(null, { status: 200 })],
    ['a page that is not ours', 'not-understood', () => new Response('<html>Bad gateway</html>', { status: 502 })],
    ['a broken server', 'busy', problem(502, 'about:blank')],
    ['a busy server', 'busy', problem(503, '/problems/busy', { 'Retry-After': '5' })],
    ['too many requests', 'busy', problem(429, 'about:blank', { 'Retry-After': '5' })],
    ['a server without room', 'full', problem(507, '/problems/no-room')],
    ['no signal', 'cannot-reach', () => { throw new TypeError('Failed to fetch') }],
  ] as [string, string, Answer][])('on %s', async (_, state, answer) => {
    clinicAnswers(answer)
    const entry = bridge(TUESDAY, 1)
    await held.add(entry)

    await syncNow()

    expect(waitingIds()).toEqual([entry.id])
    expect(held.refused.value).toEqual([])
    expect(syncState.value).toBe(state)
    expect(triesAgainAt.value).not.toBeNull()
  })

  test('where the phone could not store the answer', async () => {
    clinicAnswers(settled('kept'))
    await held.add(bridge(TUESDAY, 1))
    vi.spyOn(IDBObjectStore.prototype, 'delete').mockImplementation(() => { throw new DOMException('', 'QuotaExceededError') })

    await syncNow()

    expect(waitingIds()).toHaveLength(1)
    expect(syncState.value).toBe('not-stored')
  })
})

test('a server that asked for patience is left alone for so long, whatever happens', async () => {
  clinicAnswers(problem(503, '/problems/busy', { 'Retry-After': '60' }), settled('kept'))
  await held.add(bridge(TUESDAY, 1))

  await syncNow()
  await syncNow()
  expect(bodies).toHaveLength(1)
  expect(syncState.value).toBe('busy')

  vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 60_000)
  await syncNow()
  expect(waitingIds()).toEqual([])
})

test('a server that finds the app too old keeps its entries, and the app says so', async () => {
  clinicAnswers((sent) => json({ type: '/problems/client-too-old', detail: 'x', results: sent.map(({ id }) => ({ id, status: 'kept', problem: null })) }, 426))
  await held.add(bridge(TUESDAY, 1))

  await syncNow()

  expect(waitingIds()).toEqual([])
  expect(syncState.value).toBe('too-old')
})

test('one that only says the app is too old has taken nothing', async () => {
  clinicAnswers(problem(426, '/problems/client-too-old'))
  await held.add(bridge(TUESDAY, 1))

  await syncNow()

  expect(waitingIds()).toHaveLength(1)
})

describe('with another tab open', () => {
  test('what it has sent meanwhile is not sent again', async () => {
    vi.stubGlobal('navigator', { locks: browserLocks({ others: 1 }) })
    clinicAnswers(settled('kept'))
    const entry = bridge(TUESDAY, 1)
    await held.add(entry)
    const stale = held.outbox.value
    await held.settle({ device: 'd1', acknowledged: [entry.id], refused: [], pack: amarasPack(), at: 'now' })
    held.outbox.value = stale

    await syncNow()

    expect(sizes()).toEqual([0])
  })

  test('its turn is waited for, and what it left undone is done', async () => {
    const locks = browserLocks({ others: 1 })
    vi.stubGlobal('navigator', { locks })
    clinicAnswers(settled('kept'))
    await held.add(bridge(TUESDAY, 1))
    let crash = () => {}
    void locks.request('steadily-sync', {}, () => new Promise<void>((end) => { crash = end }))

    const trying = syncNow()
    await new Promise(setImmediate)
    expect(bodies).toEqual([])
    crash()
    await trying

    expect(sizes()).toEqual([1])
  })

  test('its turn is taken where it was put to sleep in it', async () => {
    const locks = browserLocks({ others: 1 })
    vi.stubGlobal('navigator', { locks })
    clinicAnswers(settled('kept'))
    await held.add(bridge(TUESDAY, 1))
    void locks.request('steadily-sync', {}, () => new Promise(() => {}))
    vi.spyOn(AbortSignal, 'timeout').mockImplementationOnce(() => AbortSignal.abort(new DOMException('', 'TimeoutError')))

    await syncNow()

    expect(sizes()).toEqual([1])
    expect(waitingIds()).toEqual([])
  })
})
