/** Sends what waits and fetches the pack, one request at a time over all tabs, for as long as it takes. */

import { signal } from '@preact/signals'

import type { Entry } from '../diary/entry'
import * as held from '../store/held'
import { askedSeconds, waitMs } from './backoff'
import { apiClient, readProblem } from './client'
import { readReply } from './reply'

const AT_ONCE = 500
const EVERY_MS = 15 * 60_000
const CLIENT = 'app 1.0'

/** How the last try went: `cannot-reach` is no answer, `not-understood` an answer that wasn't the clinic's. */
export type SyncState = 'idle' | 'sending' | 'cannot-reach' | 'not-understood' | 'busy' | 'expired' | 'revoked'
export const syncState = signal<SyncState>('idle')

type Tried = { state: SyncState; again: boolean; askedSeconds: number | null }

let failures = 0
let timer: ReturnType<typeof setTimeout> | undefined
let running: Promise<void> | null = null

/** Follow every occasion on which the network may have come back. */
export function startSyncing(): void {
  addEventListener('online', nudge)
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && nudge())
  setInterval(nudge, EVERY_MS)
  nudge()
}

/** Try now, unless a try is under way; that one sends what has come since, too. */
export function nudge(): void {
  void syncNow()
}

/** Try now, and wait for how it went. */
export function syncNow(): Promise<void> {
  running ??= alone(sendAll).then((ours) => {
    running = null
    if (ours && syncState.value === 'idle' && held.waiting.value.length > 0) nudge() // saved as the last reply came in
  })
  return running
}

/** One syncer over all tabs; a tab that finds another at work leaves it to that one, and says so with false. */
async function alone(work: () => Promise<void>): Promise<boolean> {
  const ours = () => work().then(() => true)
  if (!navigator.locks) return ours()
  return navigator.locks.request('steadily-sync', { ifAvailable: true }, (lock) => (lock === null ? false : ours()))
}

async function sendAll(): Promise<void> {
  clearTimeout(timer)
  for (let again = true; again; ) {
    if (held.device.value === null || held.device.value.expired) return
    syncState.value = 'sending'
    const tried = await trySending(held.waiting.value.slice(0, AT_ONCE))
    syncState.value = tried.state
    again = tried.again
    if (tried.state !== 'idle') return comeBack(tried)
  }
  failures = 0
}

function comeBack({ state, askedSeconds: asked }: Tried): void {
  if (state === 'expired' || state === 'revoked') return
  failures += 1
  timer = setTimeout(nudge, waitMs(failures, Math.random(), asked))
}

async function trySending(entries: Entry[]): Promise<Tried> {
  const device = held.device.value
  try {
    const { data, error, response } = await apiClient(device?.token ?? null).POST('/api/v1/me/sync', {
      body: {
        client: CLIENT,
        pack_revision: held.pack.value?.revision ?? null,
        sent_at: new Date().toISOString(),
        entries: entries as never,
      },
    })
    return response.ok ? await believe(data, entries) : await refusedWith(response, error)
  } catch {
    return { state: 'cannot-reach', again: false, askedSeconds: null }
  }
}

async function believe(body: unknown, sent: Entry[]): Promise<Tried> {
  const settlement = readReply(body, sent, new Date().toISOString())
  if (settlement === null) return { state: 'not-understood', again: false, askedSeconds: null }
  await held.settle(settlement)
  return { state: 'idle', again: held.waiting.value.length > 0, askedSeconds: null }
}

async function refusedWith(response: Response, error: unknown): Promise<Tried> {
  const problem = readProblem(error)
  const asked = askedSeconds(response.headers.get('Retry-After'))
  if (response.status !== 401) return { state: problem ? 'busy' : 'not-understood', again: false, askedSeconds: asked }
  if (problem?.type === '/problems/device-revoked') return wipeRevoked()
  if (held.device.value !== null) await held.signIn({ ...held.device.value, expired: true })
  return { state: 'expired', again: false, askedSeconds: null }
}

async function wipeRevoked(): Promise<Tried> {
  await held.forget()
  return { state: 'revoked', again: false, askedSeconds: null }
}
