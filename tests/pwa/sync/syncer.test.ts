import 'fake-indexeddb/auto'

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'

import * as held from '../../../pwa/src/store/held'
import { askedSeconds, waitMs } from '../../../pwa/src/sync/backoff'
import { belongsToAnother } from '../../../pwa/src/sync/sign-in'
import { syncNow, syncState } from '../../../pwa/src/sync/syncer'
import { amarasPack, bridge, TUESDAY } from '../people'

const PHONE = {
  id: 'd1', name: 'Android phone', token: 'sd_secret', patient: { id: 'amara', name: 'Amara Okafor' },
  notice: { version: '1', text: 'Read me' }, noticeReadAt: null, expired: false,
}

type Answer = (sent: { id: string }[]) => Response
/** What the browser gives for the one lock of all tabs; null while another tab holds it. */
let lockGiven: object | null = {}
let bodies: { entries: { id: string }[] }[] = []

/** The clinic's server, as far as the phone can see it: what it is sent, and what it answers. */
function clinicAnswers(...answers: Answer[]) {
  const queue = [...answers]
  vi.stubGlobal('location', { origin: 'http://clinic.test' })
  vi.stubGlobal('navigator', { locks: { request: (_name: string, _options: object, work: (lock: unknown) => unknown) => work(lockGiven) } })
  vi.stubGlobal('fetch', async (request: Request) => {
    expect(request.headers.get('Authorization')).toBe('Bearer sd_secret')
    const body = await request.json()
    bodies.push(body)
    const answer = queue.length > 1 ? (queue.shift() as Answer) : (queue[0] as Answer)
    return answer(body.entries)
  })
}

const json = (body: unknown, status = 200, headers = {}) =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': status < 400 ? 'application/json' : 'application/problem+json', ...headers } })
const settled = (status: string, problem: unknown = null): Answer => (sent) =>
  json({ results: sent.map(({ id }) => ({ id, status, problem })), pack: amarasPack(), pack_revision: 'r1', server_time: 'now' })
const problem = (status: number, type: string, headers = {}): Answer => () => json({ type, title: 'x', status, detail: 'Why.' }, status, headers)
const waitingIds = () => held.waiting.value.map(({ id }) => id)

beforeEach(async () => {
  bodies = []
  lockGiven = {}
  await held.signIn(PHONE)
})
afterEach(async () => {
  vi.unstubAllGlobals()
  vi.clearAllTimers()
  await held.forget()
})

describe('what waits is sent', () => {
  test('and leaves the outbox when it is kept', async () => {
    clinicAnswers(settled('kept'))
    const entry = bridge(TUESDAY, 0)
    await held.add(entry)

    await syncNow()

    expect(bodies[0]?.entries[0]).toEqual(entry)
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

    expect(held.refused.value[0]?.problem.detail).toBe('Too late to add.')
    expect(held.entries.value).toHaveLength(1)
    expect(bodies[1]?.entries).toEqual([])
  })

  test('one request at a time, however often it is asked', async () => {
    clinicAnswers(settled('kept'))
    await held.add(bridge(TUESDAY, 1))

    await Promise.all([syncNow(), syncNow(), syncNow()])

    expect(bodies).toHaveLength(1)
  })

  test('by one tab only: another at work does it', async () => {
    clinicAnswers(settled('kept'))
    lockGiven = null
    await held.add(bridge(TUESDAY, 1))

    await syncNow()

    expect(bodies).toEqual([])
    expect(waitingIds()).toHaveLength(1)
  })

  test('five hundred at most in one request, and then the rest', async () => {
    clinicAnswers(settled('kept'))
    for (let n = 0; n < 501; n += 1) await held.add(bridge(TUESDAY, 1))

    await syncNow()

    expect(bodies.map(({ entries }) => entries.length)).toEqual([500, 1])
  })
})

describe('nothing is taken for sent', () => {
  test.each([
    ['a Wi-Fi sign-in page', () => new Response('<html>Welcome to the café</html>', { headers: { 'Content-Type': 'text/html' } })],
    ['an answer about other entries', () => json({ results: [{ id: 'other', status: 'kept', problem: null }], pack: null })],
    ['an answer about fewer entries', () => json({ results: [], pack: null })],
    ['an unknown word', (sent: { id: string }[]) => json({ results: sent.map(({ id }) => ({ id, status: 'maybe' })), pack: null })],
    ['half a pack', (sent: { id: string }[]) => json({ results: sent.map(({ id }) => ({ id, status: 'kept', problem: null })), pack: { revision: 'r9' } })],
    ['half a reply', () => new Response('{"results": [{"id"', { headers: { 'Content-Type': 'application/json' } })],
    ['an empty reply', () => new Response(null, { status: 200 })],
    ['a broken server', problem(502, 'about:blank')],
    ['a busy server', problem(503, '/problems/busy', { 'Retry-After': '5' })],
  ] as [string, Answer][])('on %s', async (_, answer) => {
    clinicAnswers(answer)
    const entry = bridge(TUESDAY, 1)
    await held.add(entry)

    await syncNow()

    expect(waitingIds()).toEqual([entry.id])
    expect(syncState.value).not.toBe('idle')
  })

  test('without signal', async () => {
    clinicAnswers(() => { throw new TypeError('Failed to fetch') })
    await held.add(bridge(TUESDAY, 1))

    await syncNow()

    expect(waitingIds()).toHaveLength(1)
    expect(syncState.value).toBe('cannot-reach')
  })
})

describe('a sign-in that ended', () => {
  test.each(['/problems/sign-in-expired', '/problems/anything-else'])('by %s keeps everything and stops asking', async (type) => {
    clinicAnswers(problem(401, type))
    await held.add(bridge(TUESDAY, 1))

    await syncNow()
    await syncNow()

    expect(held.device.value).toMatchObject({ expired: true, token: 'sd_secret' })
    expect(waitingIds()).toHaveLength(1)
    expect(bodies).toHaveLength(1)
  })

  test('because the phone was signed out removes everything', async () => {
    clinicAnswers(problem(401, '/problems/device-revoked'))
    await held.add(bridge(TUESDAY, 1))

    await syncNow()

    expect(held.device.value).toBeNull()
    expect(held.entries.value).toEqual([])
    expect(syncState.value).toBe('revoked')
  })

  test('is not taken up by someone else while entries still wait', async () => {
    await held.add(bridge(TUESDAY, 1))

    expect(belongsToAnother({ ...PHONE, patient: { id: 'ben', name: 'Ben' } })).toBe(true)
    expect(belongsToAnother(PHONE)).toBe(false)
  })
})

test('each wait is about twice the last, within five minutes, and never shorter than asked for', () => {
  expect([1, 2, 3, 20].map((failures) => waitMs(failures, 1, null))).toEqual([1_000, 2_000, 4_000, 300_000])
  expect(waitMs(1, 0, null)).toBe(500)
  expect(waitMs(1, 1, 12)).toBe(12_000)
  expect([askedSeconds('7'), askedSeconds(null), askedSeconds('soon')]).toEqual([7, null, null])
})
