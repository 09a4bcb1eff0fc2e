/** Reading a sync's reply. What is not wholly what we asked for is not believed, and acknowledges nothing. */

import type { Entry } from '../diary/entry'
import type { Pack } from '../guidance/pack'
import type { Settlement } from '../store/book'

const STATUSES = new Set(['kept', 'duplicate', 'conflict', 'refused'])

interface Result {
  id: string
  status: 'kept' | 'duplicate' | 'conflict' | 'refused'
  problem: { type: string; detail: string } | null
}

/** Turn a reply into what it settles, or null when it can't be the clinic's answer to these entries. */
export function readReply(body: unknown, sent: Entry[], at: string): Settlement | null {
  if (typeof body !== 'object' || body === null) return null
  const { results, pack } = body as { results?: unknown; pack?: unknown }
  if (!answersEach(results, sent) || !(pack === null || isPack(pack))) return null
  return {
    acknowledged: results.filter(({ status }) => status === 'kept' || status === 'duplicate').map(({ id }) => id),
    refused: results
      .filter(({ status }) => status === 'conflict' || status === 'refused')
      .map(({ id, problem }) => ({ id, problem: { type: problem?.type ?? '', detail: problem?.detail ?? '' } })),
    pack,
    at,
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
