/**
 * A trace beside the store: that this phone was signed in, and how many entries were unsent.
 *
 * When the store is gone and the trace is not, the phone or its browser has cleared the store away.
 */

export interface Trace {
  unsent: number
}

const NAME = 'steadily'

export function leaveTrace(trace: Trace): void {
  try {
    places().localStorage?.setItem(NAME, JSON.stringify(trace))
  } catch {
    // No room for it, or not allowed: a store that is cleared away will look like a new phone.
  }
}

export function findTrace(): Trace | null {
  try {
    return JSON.parse(places().localStorage?.getItem(NAME) ?? 'null') as Trace | null
  } catch {
    return null
  }
}

/** Remove the trace, and all else that a page may have left for its next visit. */
export function removeTraces(): void {
  places().localStorage?.clear()
  places().sessionStorage?.clear()
}

function places(): { localStorage?: Storage; sessionStorage?: Storage } {
  return globalThis
}
