import { useSignal } from '@preact/signals'
import { useRoute } from 'preact-iso'
import { useEffect, useRef } from 'preact/hooks'

import type { Task } from '../guidance/look'
import { day } from '../today/day'
import { TwoPhones } from '../today/TwoPhones'
import { detailsInWords, doseInWords } from '../ui/amounts'
import { today, useDayHeld } from '../ui/clock'
import { Page } from '../ui/Page'
import { t } from '../ui/words'
import { Why } from '../ui/Why'
import { HowTo } from './HowTo'
import { descriptionOf, figureOf, loadDescriptions, nameOf } from './library'
import { Log } from './Log'
import { Result } from './Result'

/** One exercise: how much today and why, how to do it, and how it went. */
export function Exercise() {
  const { params } = useRoute()
  const editing = useSignal(false)
  const keepDay = useDayHeld()
  const log = useRef<HTMLDivElement>(null)
  useEffect(() => void loadDescriptions(), [])
  const task = day.value?.tasks.find(({ prescription }) => prescription.id === params.id)
  if (task === undefined) return <Page title={t('exercise.gone')} back="/">{null}</Page>
  const { prescription, session } = task
  const answered = session !== undefined && !editing.value
  const level = task.dose.level ?? null
  const figure = figureOf(prescription.exercise, level)
  return (
    <Page title={nameOf(prescription.exercise)} back="/">
      {answered ? <Result task={task} onChange={() => { editing.value = true }} /> : <Amount task={task} onLog={canLog(task) ? () => log.current?.scrollIntoView({ block: 'start' }) : null} />}
      <TwoPhones prescription={prescription.id} />
      <HowTo description={descriptionOf(prescription.exercise)} {...{ figure, level }} mirrored={prescription.side === 'left'} folded={answered} />
      <div ref={log}>{!answered && canLog(task) && <Log key={today.value} task={task} onAnswer={keepDay} onSaved={() => { editing.value = false }} />}</div>
    </Page>
  )
}

/** What has been logged may be changed even where the day's plan has moved on. */
function canLog({ dose, session }: Task): boolean {
  return dose.status === 'DO' || session !== undefined
}

function Amount({ task: { prescription, dose }, onLog }: { task: Task; onLog: (() => void) | null }) {
  const eachSide = descriptionOf(prescription.exercise)?.each_side ?? false
  return (
    <section class="card amount">
      <p class="hint">{t(dose.due || dose.status !== 'DO' ? 'exercise.today' : 'exercise.not-today')}</p>
      <p class="big">{doseInWords(dose, prescription)}</p>
      {dose.status === 'DO' && detailsInWords(prescription, eachSide).map((line) => <p key={line}>{line}</p>)}
      <Why dose={dose} />
      {onLog && <button type="button" class="secondary" onClick={onLog}>{t('log.now')}</button>}
    </section>
  )
}
