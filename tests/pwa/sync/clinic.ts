/** The clinic's computer, as far as a phone can see it: what it is sent, and what it answers. */

import { afterEach, beforeEach, expect, vi } from 'vitest'

import * as held from '../../../pwa/src/store/held'
import { startAfresh } from '../../../pwa/src/sync/patience'
import { amarasPack } from '../people'

export const PHONE = {
  id: 'd1', name: 'Android phone', token: 'sd_secret', patient: { id: 'amara', name: 'Amara Okafor' },
  notice: { version: '1', text: 'Read me' }, noticeReadAt: null, expired: false,
}

interface Sent {
  id: string
}
export type Answer = (sent: Sent[], signal: AbortSignal) => Response | Promise<Response>

/** The bodies that reached it, in order. */
export const bodies: { entries: Sent[]; client: string }[] = []
/** How many entries each request carried. */
export const sizes = () => bodies.map(({ entries }) => entries.length)

/** Answer each request by the next answer, and all later ones by the last. */
export function clinicAnswers(...answers: Answer[]): void {
  const queue = [...answers]
  bodies.length = 0
  vi.stubGlobal('location', { origin: 'http://clinic.test' })
  vi.stubGlobal('fetch', async (request: Request, { signal }: { signal: AbortSignal }) => {
    expect(request.headers.get('Authorization')).toBe('Bearer sd_secret')
    const body = await request.json()
    bodies.push(body)
    const answer = queue.length > 1 ? (queue.shift() as Answer) : (queue[0] as Answer)
    return answer(body.entries, signal)
  })
}

export const json = (body: unknown, status = 200, headers = {}) =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': status < 400 ? 'application/json' : 'application/problem+json', ...headers } })

/** The clinic's whole answer, the same word for each entry. */
export const settled = (status: string, problem: unknown = null): Answer => (sent) =>
  json({ results: sent.map(({ id }) => ({ id, status, problem })), pack: amarasPack(), pack_revision: 'r1', server_time: '2026-03-10T19:00:00Z' })

/** A refusal as the clinic's computer writes it. */
export const problem = (status: number, type: string, headers = {}): Answer => () =>
  json({ type, title: 'x', status, detail: 'Why.' }, status, headers)

/** Locks of the browser, as one phone with one tab has them; `others` tabs are open beside it. */
export function browserLocks({ others = 0 } = {}): LockManager {
  let last: Promise<unknown> = Promise.resolve()
  let busy = 0
  const request = (_name: string, options: LockOptions, work: (lock: object | null) => Promise<unknown>) => {
    if (options.ifAvailable && busy > 0) return Promise.resolve(work(null))
    if (options.steal) return Promise.resolve(work({}))
    if (options.signal?.aborted) return Promise.reject(options.signal.reason)
    busy += 1
    const turn = last.then(() => work({})).finally(() => { busy -= 1 })
    last = turn.catch(() => {})
    return turn
  }
  const held = Array.from({ length: 1 + others }, () => ({ name: 'steadily-open /assets/index.js' }))
  return { request, query: async () => ({ held }) } as unknown as LockManager
}

/** Before each test Amara is signed in, in a browser with locks; after it the phone is empty. */
export function amaraIsSignedIn() {
  beforeEach(async () => {
    vi.stubGlobal('navigator', { locks: browserLocks() })
    startAfresh()
    await held.signIn(PHONE)
  })
  afterEach(async () => {
    vi.unstubAllGlobals()
    startAfresh()
    await held.forget()
  })
}
