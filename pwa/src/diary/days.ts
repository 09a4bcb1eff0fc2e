/** Civil dates, written `2026-03-10`, with no clock and no time zone in them. */

/** The date a clock on the patient's wall shows at an instant. */
export function civilDate(at: Date): string {
  const two = (part: number) => String(part).padStart(2, '0')
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

/** Where this phone keeps its time, such as Europe/London. */
export function timeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}
