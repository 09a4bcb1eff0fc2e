/**
 * Civil dates, written `2026-03-10`, and the one decision on whose date it is: the wall clock's where the patient is.
 *
 * The phone's own zone is asked at the moment something is lived. The clinic's side never derives a date again.
 */

/** The date a clock on the patient's wall shows at an instant. */
export function civilDate(at: Date): string {
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
}

/** The date some days later, or earlier where `days` is negative. */
export function plusDays(on: string, days: number): string {
  const noon = new Date(`${on}T12:00:00Z`)
  noon.setUTCDate(noon.getUTCDate() + days)
  return noon.toISOString().slice(0, 10)
}

/** How many days from one date to the other. */
export function daysBetween(from: string, until: string): number {
  return Math.round((Date.parse(`${until}T12:00:00Z`) - Date.parse(`${from}T12:00:00Z`)) / 86_400_000)
}

/** Where this phone keeps its time, such as Europe/London; where it can't say, the zone of whole hours it keeps to. */
export function timeZone(): string {
  const named = Intl.DateTimeFormat().resolvedOptions().timeZone as string | undefined
  return named === undefined || named === 'Etc/Unknown' ? ofWholeHours(new Date()) : named
}

/** An instant as the wall clock shows it, with its offset: the clinic's side sees from it which date it is here. */
export function localInstant(at: Date): string {
  const minutes = -at.getTimezoneOffset()
  const wall = new Date(at.getTime() + minutes * 60_000).toISOString().slice(0, -1)
  const far = Math.abs(minutes)
  return `${wall}${minutes < 0 ? '-' : '+'}${two(Math.trunc(far / 60))}:${two(far % 60)}`
}

/** POSIX counts westward, so the signs are turned round: Etc/GMT-14 is fourteen hours ahead. */
function ofWholeHours(at: Date): string {
  const hours = Math.round(at.getTimezoneOffset() / 60)
  return hours === 0 ? 'Etc/UTC' : `Etc/GMT${hours < 0 ? '' : '+'}${hours}`
}

function two(part: number): string {
  return String(part).padStart(2, '0')
}
