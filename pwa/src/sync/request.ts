/** One request of the sync, and what came of it. Only the clinic's own whole answer settles anything. */

import { localInstant } from '../diary/days'
import type { Entry } from '../diary/entry'
import type { Device, Problem } from '../store/database'
import type { Settlement } from '../store/book'
import * as held from '../store/held'
import { askedSeconds } from './backoff'
import { apiClient, readProblem } from './client'
import { readReply, readResults } from './reply'

/** Why a request brought nothing: no answer, a stranger's, or the clinic's own no. */
export type Trouble = 'cannot-reach' | 'not-understood' | 'busy' | 'full' | 'not-taken'

export type Answer =
  | { kind: 'settled'; settlement: Settlement; tooOld: boolean }
  | { kind: 'refused-whole'; problem: Problem }
  | { kind: 'expired' | 'revoked' }
  | { kind: 'trouble'; trouble: Trouble; askedSeconds: number | null; tooSlow: boolean }

/** Codes by which a server says no to what was sent, and not to who sends it, when, or how. */
const ABOUT_WHAT_WAS_SENT = new Set([400, 409, 413, 414, 415, 422, 431, 403, 404, 406])

/** Send entries as a device, and ask for the pack. */
export async function request(device: Device, entries: Entry[]): Promise<Answer> {
  const at = new Date().toISOString()
  try {
    const { data, error, response } = await apiClient(device.token).POST('/api/v1/me/sync', {
      body: { client: APP_VERSION, pack_revision: held.pack.value?.revision ?? null, sent_at: localInstant(new Date(at)), entries: entries as never },
    })
    return response.ok ? believed(data, device, entries, at) : refusedWith(response, error, device, entries)
  } catch (error) {
    const { name } = error as Error
    return trouble(name === 'SyntaxError' ? 'not-understood' : 'cannot-reach', null, name === 'TimeoutError')
  }
}

function believed(body: unknown, device: Device, sent: Entry[], at: string): Answer {
  const reply = readReply(body, sent, Date.now())
  if (reply === null) return trouble('not-understood')
  return { kind: 'settled', settlement: { ...reply, device: device.id, at }, tooOld: false }
}

function refusedWith({ status, headers }: Response, error: unknown, device: Device, sent: Entry[]): Answer {
  const problem = readProblem(error)
  const asked = askedSeconds(headers.get('Retry-After'), Date.now())
  if (status === 401) return { kind: problem?.type === '/problems/device-revoked' ? 'revoked' : 'expired' }
  if (status === 426) return keptThough(error, device, sent, asked)
  if (ABOUT_WHAT_WAS_SENT.has(status)) return { kind: 'refused-whole', problem: { type: problem?.type ?? '', detail: problem?.detail ?? '' } }
  if (status === 507) return trouble('full', asked)
  return trouble(problem !== null || asked !== null ? 'busy' : 'not-understood', asked)
}

/** A server that finds this app too old keeps the entries all the same, and sends no pack. */
function keptThough(body: unknown, device: Device, sent: Entry[], asked: number | null): Answer {
  const results = readResults(body, sent, Date.now())
  if (results === null) return trouble('not-understood', asked)
  return { kind: 'settled', settlement: { ...results, pack: null, device: device.id, at: new Date().toISOString() }, tooOld: true }
}

function trouble(trouble: Trouble, asked: number | null = null, tooSlow = false): Answer {
  return { kind: 'trouble', trouble, askedSeconds: asked, tooSlow }
}
