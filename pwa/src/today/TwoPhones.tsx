import type { CheckIn, Exercise } from '../diary/entry'
import { contests, type Contest } from '../diary/merge'
import { nameOf } from '../exercise/library'
import { pack } from '../store/held'
import { bout } from '../ui/amounts'
import { counted, spokenDate, t, type Word } from '../ui/words'
import { diary } from './day'

type Data = Contest['counts']

/** Entries that two phones changed: which one counts, and what the other said. With a prescription, its own alone. */
export function TwoPhones({ prescription }: { prescription?: string }) {
  const found = contests(diary.value?.stands ?? []).filter((each) => prescription === undefined || isAbout(each, prescription))
  if (found.length === 0) return null
  return (
    <details class="card two-phones" open={prescription !== undefined}>
      <summary>{counted('two-phones.title', found.length)}</summary>
      {found.map((each) => <OneContest key={each.id} contest={each} named={prescription === undefined} />)}
      <p class="hint">{t('two-phones.hint')}</p>
    </details>
  )
}

function OneContest({ contest, named }: { contest: Contest; named: boolean }) {
  const { kind, on, counts, others } = contest
  return (
    <div class="stack">
      <h3>{named ? `${aboutInWords(contest)}, ${spokenDate(on)}` : spokenDate(on)}</h3>
      <p>{t('two-phones.counts', { what: inWords(kind, counts) })}</p>
      {others.map((other, place) => <p key={place} class="hint">{t('two-phones.other', { what: inWords(kind, other) })}</p>)}
    </div>
  )
}

function isAbout({ counts, others }: Contest, prescription: string): boolean {
  return [counts, ...others].some((data) => data?.prescription === prescription)
}

function aboutInWords({ kind, counts, others }: Contest): string {
  const named = prescribed([counts, ...others].find((data) => data !== null) ?? null)
  return named === undefined ? t(`kind.${kind}` as Word) : nameOf(named.exercise)
}

function prescribed(data: Data) {
  return pack.value?.plan?.prescriptions.find(({ id }) => id === data?.prescription)
}

function inWords(kind: string, data: Data): string {
  if (data === null) return t('two-phones.taken-back')
  const parts = kind === 'check_in' ? checkInWords(data as CheckIn) : kind === 'exercise' ? sessionWords(data as unknown as Exercise) : []
  return parts.length === 0 ? t('two-phones.something') : parts.join(', ')
}

const SCORES = ['morning_pain', 'pain_now', 'pain_worst', 'interference', 'sleep'] as const

function checkInWords(checkIn: CheckIn): string[] {
  const scores = SCORES.filter((name) => typeof checkIn[name] === 'number').map((name) => `${t(`checkin.${name}`)} ${checkIn[name]}`)
  return typeof checkIn.flare === 'boolean' ? [...scores, t(checkIn.flare ? 'two-phones.flare' : 'two-phones.no-flare')] : scores
}

function sessionWords(session: Exercise): string[] {
  const found = prescribed(session as unknown as Data)
  if (found === undefined || Number(session.done) === 0) return [t('task.not-done')]
  const pains = (['before', 'during', 'after'] as const)
    .filter((when) => typeof session[`pain_${when}`] === 'number')
    .map((when) => `${t(`log.${when}`)} ${session[`pain_${when}`]}`)
  return [bout(found.unit, Math.round(Number(session.done) * found.sets)), ...pains]
}
