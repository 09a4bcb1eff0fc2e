/** Using the store through its weather: a connection that was lost is opened again, a full phone is made some room on. */

import { closeDatabase, database, NewerStore, type Database } from './database'
import { dropCaches } from './room'

/** Why something could not be kept. */
export type Why = 'no-room' | 'gone' | 'newer' | 'broken'

/** Nothing was kept, and why. */
export class NotKept extends Error {
  constructor(readonly why: Why, options?: ErrorOptions) {
    super(`Not kept: ${why}`, options)
  }
}

const REOPENINGS = 3
const PAUSE_MS = 100
/** What browsers say of a connection that broke, of a store that can't be reached just now, or of work cut off by either. */
const LOST = new Set(['InvalidStateError', 'UnknownError', 'AbortError', 'VersionError'])

/**
 * Do some work on the open database. Where the connection was lost, open it again, at most three times, and do the work
 * again: `again` tells that an earlier try may have been kept after all. Rejects with `NotKept`.
 */
export async function withDatabase<T>(work: (database: Database, again: boolean) => Promise<T>): Promise<T> {
  let madeRoom = false
  for (let reopened = 0, again = false; ; again = true) {
    try {
      return await work(await database(), again)
    } catch (error) {
      if (nameOf(error) === 'QuotaExceededError' && !madeRoom) {
        madeRoom = true
        await dropCaches()
      } else if (LOST.has(nameOf(error)) && reopened < REOPENINGS) {
        reopened += 1
        await closeDatabase()
        await pause(PAUSE_MS * reopened)
      } else {
        throw notKept(error)
      }
    }
  }
}

function notKept(error: unknown): NotKept {
  if (error instanceof NotKept) return error
  if (error instanceof NewerStore) return new NotKept('newer', { cause: error })
  return new NotKept(nameOf(error) === 'QuotaExceededError' ? 'no-room' : 'broken', { cause: error })
}

function nameOf(error: unknown): string {
  return error instanceof Error || error instanceof DOMException ? error.name : ''
}

function pause(ms: number): Promise<void> {
  return new Promise((goOn) => setTimeout(goOn, ms))
}
