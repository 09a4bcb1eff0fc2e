/** How long to wait before trying again: twice as long each time, from a second to five minutes, never quite alike. */

const FIRST_MS = 1_000
const LONGEST_MS = 300_000
const LONGEST_ASKED_S = 3_600 // whoever answers in the clinic's place must not silence the phone for longer

/** Milliseconds to wait after some failed tries. `chance` is between 0 and 1; `asked` is what the server asked for. */
export function waitMs(failures: number, chance: number, askedSeconds: number | null): number {
  const whole = Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - 1))
  const jittered = whole / 2 + (whole / 2) * chance
  return askedSeconds === null ? jittered : Math.max(jittered, askedSeconds * 1_000)
}

/** The seconds of a Retry-After header, a number or a date, an hour at most; null where there is none to read. */
export function askedSeconds(header: string | null, now: number): number | null {
  if (header === null || header.trim() === '') return null
  const seconds = /^\s*\d+\s*$/.test(header) ? Number(header) : (Date.parse(header) - now) / 1_000
  return Number.isNaN(seconds) ? null : Math.min(LONGEST_ASKED_S, Math.max(0, seconds))
}
