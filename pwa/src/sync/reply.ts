/** Reading a sync's reply. What is not wholly what we asked for is not believed, and acknowledges nothing. */

import type { Entry } from '../diary/entry'
import type { Pack } from '../guidance/pack'
import type { Problem } from '../store/database'

const STATUSES = new Set(['kept', 'duplicate', 'conflict', 'refused'])

interface Result {
  id: string
  status: 'kept' | 'duplicate' | 'conflict' | 'refused'
  problem: { type: string; detail: string } | null
}

/** What became of the sent entries. */
export interface Results {
  acknowledged: string[]
  refused: { id: string; problem: Problem }[]
}

/** Read a whole reply, or null when it can't be the clinic's answer to these entries. `now` is the phone's own time. */
export function readReply(body: unknown, sent: Entry[], now: number): (Results & { pack: Pack | null }) | null {
  const results = readResults(body, sent, now)
  const { pack } = (body ?? {}) as { pack?: unknown }
  return results === null || !(pack === null || isPack(pack)) ? null : { ...results, pack }
}

/** Read what became of the entries, or null where exactly those that were sent are not answered. */
export function readResults(body: unknown, sent: Entry[], now: number): Results | null {
  if (typeof body !== 'object' || body === null) return null
  const { results, server_time: serverTime } = body as { results?: unknown; server_time?: unknown }
  const behind = Date.parse(String(serverTime)) - now
  const clock = Number.isNaN(behind) ? {} : { clock_behind_ms: behind }
  if (!answersEach(results, sent)) return null
  return {
    acknowledged: results.filter(({ status }) => status === 'kept' || status === 'duplicate').map(({ id }) => id),
    refused: results
      .filter(({ status }) => status === 'conflict' || status === 'refused')
      .map(({ id, problem }) => ({ id, problem: { type: problem?.type ?? '', detail: problem?.detail ?? '', ...clock } })),
  }
}

function answersEach(results: unknown, sent: Entry[]): results is Result[] {
  if (!Array.isArray(results) || results.length !== sent.length) return false
  return sent.every(({ id }, place) => {
    const result = results[place] as Result | null
    return result?.id === id && STATUSES.has(result.status)
  })
}

const PARTS = ['days', 'grids', 'texts', 'as_of', 'start'] as const

function isPack(pack: unknown): pack is Pack {
  if (typeof pack !== 'object' || pack === null) return false
  const candidate = pack as Record<string, unknown>
  const dated = typeof candidate.from === 'string' && typeof candidate.until === 'string'
  const parts = PARTS.every((part) => typeof candidate[part] === 'object' && candidate[part] !== null)
  return dated && parts && typeof candidate.revision === 'string'
}
