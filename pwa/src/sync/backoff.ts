/** How long to wait before trying again: twice as long each time, from a second to five minutes, never quite alike. */

const FIRST_MS = 1_000
const LONGEST_MS = 300_000

/** Milliseconds to wait after some failed tries. `chance` is between 0 and 1; `asked` is what the server asked for. */
export function waitMs(failures: number, chance: number, askedSeconds: number | null): number {
  const whole = Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - 1))
  const jittered = whole / 2 + (whole / 2) * chance
  return askedSeconds === null ? jittered : Math.max(jittered, askedSeconds * 1_000)
}

/** The seconds of a Retry-After header, or null where there is none to read. */
export function askedSeconds(header: string | null): number | null {
  const seconds = Number(header)
  return header === null || header === '' || Number.isNaN(seconds) ? null : Math.max(0, seconds)
}
