import { useSignal } from '@preact/signals'
import { useLocation } from 'preact-iso'

import { NOT_DONE_REASONS, STOP_SYMPTOMS } from '../diary/entry'
import { write } from '../diary/write'
import type { Task } from '../guidance/look'
import { diary } from '../today/day'
import { ChoiceQuestion, YesNoQuestion } from '../ui/ChoiceQuestion'
import { today } from '../ui/clock'
import { ScoreQuestion } from '../ui/ScoreQuestion'
import { t, type Word } from '../ui/words'
import { HowMuchInAll } from './HowMuchInAll'
import { answersFrom, entryToCorrect, prescribedAmount, saysHowMuch, sessionFrom, UNANSWERED, type Answers } from './session'
import { shownWith } from './shown'

/** How it went: how much, and what it felt like. Only the first question has to be answered. */
export function Log({ task, onAnswer, onSaved }: { task: Task; onAnswer: () => void; onSaved: () => void }) {
  const { prescription, dose, session } = task
  const sets = dose.sets ?? prescription.sets
  const prescribed = prescribedAmount(dose, session)
  const answers = useSignal<Answers>(session === undefined ? UNANSWERED : answersFrom(session, sets))
  const { route } = useLocation()
  const set = (change: Partial<Answers>) => {
    onAnswer()
    answers.value = { ...answers.value, ...change }
  }

  const save = async () => {
    const fact = sessionFrom(answers.value, prescription.id, prescribed, sets)
    const supersedes = session === undefined ? null : entryToCorrect(diary.value?.stands ?? [], today.value, prescription.id)
    await write('exercise', fact, { shown: shownWith(task, fact), supersedes })
    onSaved()
    if (fact.stop) route('/questions/stop')
    scrollTo(0, 0)
    document.querySelector('h1')?.focus() // the button that was pressed is gone
  }

  const { howMuch } = answers.value
  return (
    <section class="log">
      <h2>{t('log.title')}</h2>
      <ChoiceQuestion
        name="how-much" question={t('log.how-much')} value={howMuch}
        choices={[['all', t('log.all')], ['some', t('log.some')], ['none', t('log.none')]]}
        onChange={(value) => set({ howMuch: value })}
      />
      {howMuch === 'some' && (
        <HowMuchInAll planned={prescribed * sets} unit={prescription.unit} value={answers.value.total} onChange={(total) => set({ total })} />
      )}
      {howMuch === 'none' && (
        <ChoiceQuestion
          name="reason" question={t('log.reason')} hint={t('log.reason.hint')} value={answers.value.reason}
          choices={NOT_DONE_REASONS.map((reason) => [reason, t(`reason.${reason}` as Word)])}
          onChange={(reason) => set({ reason })}
        />
      )}
      {(howMuch === 'all' || howMuch === 'some') && <Feelings answers={answers.value} set={set} asksTwoMore={asksTwoMore(task)} />}
      <button type="button" class="primary" disabled={!saysHowMuch(answers.value)} onClick={() => void save()}>{t('log.save')}</button>
    </section>
  )
}

function Feelings({ answers, set, asksTwoMore: two }: { answers: Answers; set: (change: Partial<Answers>) => void; asksTwoMore: boolean }) {
  const ends = { low: t('pain.low'), high: t('pain.high') }
  return (
    <>
      <p class="hint">{t('log.pains.hint')}</p>
      <ScoreQuestion name="before" question={t('log.before')} {...ends} value={answers.before} onChange={(before) => set({ before })} />
      <ScoreQuestion name="during" question={t('log.during')} {...ends} value={answers.during} onChange={(during) => set({ during })} />
      <ScoreQuestion name="after" question={t('log.after')} {...ends} value={answers.after} onChange={(after) => set({ after })} />
      {two && <YesNoQuestion name="two-more" question={t('log.two-more')} value={answers.twoMore} onChange={(twoMore) => set({ twoMore })} />}
      <details class="stop" open={answers.stop !== null}>
        <summary>{t('log.stop')}</summary>
        <ChoiceQuestion
          name="stop" question={t('log.stop.question')} value={answers.stop}
          choices={STOP_SYMPTOMS.map((symptom) => [symptom, t(`stop.${symptom}` as Word)])}
          onChange={(stop) => set({ stop })}
        />
      </details>
    </>
  )
}

function asksTwoMore({ prescription }: Task): boolean {
  return prescription.unit === 'reps' && (prescription.category === 'STRENGTH' || prescription.category === 'MOTOR')
}
