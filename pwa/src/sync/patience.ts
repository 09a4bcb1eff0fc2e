/** When to try again after a try that brought nothing. Measured on a clock that no one can set. */

import { signal } from '@preact/signals'

import { waitMs } from './backoff'

/** When the phone tries again by itself, for the screen; null while nothing is in the way. */
export const triesAgainAt = signal<string | null>(null)

/** How long to wait: `ms` unless something happens first, `atLeastMs` whatever happens, for the clinic's computer asked. */
export interface Wait {
  failures: number
  ms: number
  atLeastMs: number
}

let failures = 0
let notBefore = 0
let patientUntil = 0
let timer: ReturnType<typeof setTimeout> | undefined

/** Whether a try would come too early: `waits` where only a try that is due may be made. */
export function isTooEarly(waits: boolean): boolean {
  return performance.now() < (waits ? patientUntil : notBefore)
}

/** Choose how long to wait after one more failed try. */
export function oneMoreFailure(asked: number | null): Wait {
  return { failures: failures + 1, ms: waitMs(failures + 1, Math.random(), asked), atLeastMs: (asked ?? 0) * 1_000 }
}

/** Wait, then try again. */
export function wait({ failures: counted, ms, atLeastMs }: Wait, tryAgain: () => void): void {
  failures = counted
  notBefore = performance.now() + atLeastMs
  patientUntil = performance.now() + ms
  triesAgainAt.value = new Date(Date.now() + ms).toISOString()
  comeBackIn(ms, tryAgain)
}

/** Look again after a while, whatever was planned before. */
export function comeBackIn(ms: number, tryAgain: () => void): void {
  clearTimeout(timer)
  timer = setTimeout(tryAgain, ms)
}

/** Forget all failures: a try went well. */
export function startAfresh(): void {
  clearTimeout(timer)
  failures = notBefore = patientUntil = 0
  triesAgainAt.value = null
}
