import { useSignal } from '@preact/signals'
import { useLocation } from 'preact-iso'

import { ACTIVITIES, type Activity, type CheckIn as Answers, type Score } from '../diary/entry'
import { write } from '../diary/write'
import { dayOf } from '../guidance/diary'
import { day, diary } from '../today/day'
import { ChoiceQuestion, YesNoQuestion } from '../ui/ChoiceQuestion'
import { today, useDayHeld } from '../ui/clock'
import { Page } from '../ui/Page'
import { ScoreQuestion } from '../ui/ScoreQuestion'
import { t, type Word } from '../ui/words'

type ScoreName = 'morning_pain' | 'pain_now' | 'pain_worst' | 'interference' | 'sleep'
const SCORES: ScoreName[] = ['morning_pain', 'pain_now', 'pain_worst', 'interference', 'sleep']

/** How the day is. Every question may stay unanswered; what was said before is shown and may be changed. */
export function CheckIn() {
  return <OfTheDay key={today.value} />
}

function OfTheDay() {
  const before = saidToday()
  const answers = useSignal<Answers>(before)
  const keepDay = useDayHeld()
  const { route } = useLocation()
  const set = (change: Answers) => {
    keepDay()
    answers.value = { ...answers.value, ...change }
  }

  const save = async () => {
    const changed = news(before, answers.value)
    await write('check_in', changed, { shown: { state: day.value?.flare.state ?? null, light: null, dose: null, texts: null } })
    route(day.value?.askSafetyFirst ? '/questions/flare' : '/')
  }

  return (
    <Page title={t('checkin.title')} back="/">
      <p class="hint">{t('checkin.hint')}</p>
      {SCORES.map((name) => (
        <ScoreQuestion
          key={name} name={name} question={t(`checkin.${name}` as Word)} low={t(`checkin.${name}.low` as Word)}
          high={t(`checkin.${name}.high` as Word)} value={answers.value[name] ?? null} kept={isSaid(before[name])}
          onChange={(value: Score) => set({ [name]: value })}
        />
      ))}
      <ChoiceQuestion<Activity>
        name="activity" question={t('checkin.activity')} value={answers.value.activity ?? null} kept={isSaid(before.activity)}
        choices={ACTIVITIES.map((each) => [each, t(`activity.${each}` as Word)])}
        onChange={(activity) => set({ activity })}
      />
      <YesNoQuestion
        name="flare" question={t('checkin.flare')} value={answers.value.flare ?? null} kept={isSaid(before.flare)}
        onChange={(flare) => set({ flare })}
      />
      <button type="button" class="primary" disabled={Object.keys(news(before, answers.value)).length === 0} onClick={() => void save()}>
        {t('checkin.save')}
      </button>
    </Page>
  )
}

function saidToday(): Answers {
  return diary.value === null ? {} : dayOf(diary.value.days, today.value).checkIn
}

/** Only what is new: an answer that is not given again stays as it was. */
export function news(before: Answers, answers: Answers): Answers {
  return Object.fromEntries(
    Object.entries(answers).filter(([name, value]) => isSaid(value) && value !== before[name as keyof Answers]),
  )
}

function isSaid(answer: unknown): boolean {
  return answer !== null && answer !== undefined
}
