import type { CheckIn } from '../diary/entry'
import type { MergedDay } from '../diary/merge'
import { nameOf } from '../exercise/library'
import { pack } from '../store/held'
import { syncNow, syncState } from '../sync/syncer'
import { diary } from '../today/day'
import { spokenDate, t, type Word } from '../ui/words'
import { historyLocked } from './contact'

const DAYS_SHOWN = 30
const SCORED = ['morning_pain', 'pain_now', 'pain_worst', 'interference', 'sleep'] as const

/** What was said on the last days, the latest first; closed while the phone and the clinic have not spoken for long. */
export function Diary() {
  if (historyLocked.value) return <Locked />
  const days = [...(diary.value?.days ?? [])].sort(([one], [other]) => (one < other ? 1 : -1)).slice(0, DAYS_SHOWN)
  return (
    <details class="card">
      <summary>{t('history.title')}</summary>
      {days.length === 0 && <p>{t('history.none')}</p>}
      {days.map(([on, day]) => (
        <section key={on} class="stack">
          <h3>{spokenDate(on)}</h3>
          <ul class="plain">{linesOf(day).map((line) => <li key={line}>{line}</li>)}</ul>
        </section>
      ))}
    </details>
  )
}

/** The diary's past is not shown: why, and how it opens again. */
function Locked() {
  const sending = syncState.value === 'sending'
  return (
    <section class="card">
      <h2>{t('history.locked.title')}</h2>
      <p>{t('history.locked')}</p>
      <p>{t('history.locked.how')}</p>
      <p class="hint">{t('history.locked.open')}</p>
      <button type="button" class="secondary" disabled={sending} onClick={() => void syncNow()}>{t(sending ? 'sync.sending' : 'outbox.go')}</button>
    </section>
  )
}

function linesOf({ checkIn, sessions, safety, help }: MergedDay): string[] {
  return [
    ...SCORED.flatMap((score) => scoreLine(checkIn, score)),
    ...(checkIn.flare ? [t('history.flare')] : []),
    ...Object.values(sessions).map(({ prescription, done }) => sessionLine(prescription, done)),
    ...(safety.length > 0 ? [t('kind.safety')] : []),
    ...(help.length > 0 ? [t('kind.help_sought')] : []),
  ]
}

function scoreLine(checkIn: CheckIn, score: (typeof SCORED)[number]): string[] {
  const said = checkIn[score] ?? null
  return said === null ? [] : [`${t(`checkin.${score}` as Word)} ${t('history.score', { said })}`]
}

function sessionLine(id: string, done: string): string {
  const prescription = pack.value?.plan?.prescriptions.find((each) => each.id === id)
  const name = prescription === undefined ? t('exercise.unnamed') : nameOf(prescription.exercise)
  return `${name}: ${t(Number(done) === 0 ? 'history.not-done' : 'history.done')}`
}
