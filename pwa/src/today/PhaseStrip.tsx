import { daysBetween } from '../diary/days'
import type { Day } from '../guidance/look'
import type { Message, Visit } from '../guidance/pack'
import { Say } from '../ui/Say'
import { counted, spokenDate, t } from '../ui/words'

/** Where the day lies between the last treatment and the next. Nothing is shown where there is no course; the clinic's words
 * on it are of the plan's last day once the plan has run out, and are left out then. */
export function PhaseStrip({ day, visits }: { day: Day; visits: Visit[] }) {
  const { last, next } = around(visits, day.on)
  if (day.plan.phase === 'NO_COURSE' || (last === null && next === null)) return null
  return (
    <section class="phase" aria-label={t('phase.title')}>
      <Strip last={last} next={next} on={day.on} />
      <p>{[...lastInWords(last, day.on), ...nextInWords(next, day.on)].join(' · ')}</p>
      {day.daysPastEnd === 0 && day.messages.filter(isOfPhase).map(({ text, values }) => <p key={text} class="said"><Say text={text} values={values} /></p>)}
    </section>
  )
}

/** The clinic's words on where the day lies are said here, beside the line. */
export function isOfPhase({ text }: Message): boolean {
  return PHASE_TEXTS.has(text)
}

const PHASE_TEXTS = new Set(['T_DAY0', 'T_WINDOW', 'T_PRE'])

/** The treatments on either side of a date; one on the date itself counts as the last. */
export function around(visits: Visit[], on: string): { last: string | null; next: string | null } {
  const dates = visits.filter(({ status }) => status === 'BOOKED' || status === 'ATTENDED').map((visit) => visit.on).sort()
  return { last: dates.filter((date) => date <= on).at(-1) ?? null, next: dates.find((date) => date > on) ?? null }
}

/** A line from visit to visit, the day a dot on it; where one end is unknown the line fades out there. */
function Strip({ last, next, on }: { last: string | null; next: string | null; on: string }) {
  const whole = last !== null && next !== null ? daysBetween(last, next) : null
  const gone = last === null ? 0.75 : whole === null ? 0.25 : daysBetween(last, on) / whole
  const x = 16 + gone * 268
  const days = whole !== null && whole <= 30 ? Array.from({ length: whole - 1 }, (_, day) => 16 + ((day + 1) / whole) * 268) : []
  return (
    <svg class="strip" viewBox="0 0 300 32" aria-hidden="true">
      <path class="way" d="M16 16H284" />
      {last !== null && <path class="gone" d={`M16 16H${x}`} />}
      {days.map((at) => <circle key={at} class="tick-day" cx={at} cy="16" r="2" />)}
      {last !== null && <circle class="visit" cx="16" cy="16" r="8" />}
      {next !== null && <circle class="visit open" cx="284" cy="16" r="8" />}
      <circle class="here" cx={x} cy="16" r="10" />
    </svg>
  )
}

function lastInWords(last: string | null, on: string): string[] {
  if (last === null) return []
  return last === on ? [t('phase.today')] : [counted('phase.since', daysBetween(last, on))]
}

function nextInWords(next: string | null, on: string): string[] {
  return next === null ? [] : [`${counted('phase.until', daysBetween(on, next))} (${spokenDate(next)})`]
}
