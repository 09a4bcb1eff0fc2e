import { useLocation } from 'preact-iso'

import { write } from '../diary/write'
import { dayOf } from '../guidance/diary'
import { day, diary } from '../today/day'
import { TaskList } from '../today/TaskList'
import { today } from '../ui/clock'
import { Page } from '../ui/Page'
import { Say } from '../ui/Say'
import { t } from '../ui/words'

/** A flare-up: the patient's word is enough. Safety questions come first, then the eased plan, at once. */
export function Flare() {
  const current = day.value
  if (current === null || diary.value === null) return null
  const declared = dayOf(diary.value.days, today.value).checkIn.flare === true
  if (!declared && current.flare.state !== 'FLARE') return <Declare />
  return current.askSafetyFirst ? <AskFirst /> : <Eased declared={declared} />
}

function Declare() {
  const { route } = useLocation()
  const declare = async () => {
    await sayFlare()
    route('/questions/flare')
  }
  return (
    <Page title={t('flare.title')} back="/">
      <p class="lead">{t('flare.believe')}</p>
      <ul class="plain">
        <li>{t('flare.first')}</li>
        <li>{t('flare.then')}</li>
        <li>{t('flare.clinic')}</li>
      </ul>
      <button type="button" class="primary" onClick={() => void declare()}>{t('flare.yes')}</button>
      <a class="secondary" href="/">{t('flare.no')}</a>
    </Page>
  )
}

function AskFirst() {
  return (
    <Page title={t('flare.title')} back="/">
      <p class="lead">{t('flare.ask-first')}</p>
      <a class="primary" href="/questions/flare">{t('banner.ask.go')}</a>
    </Page>
  )
}

/** The eased plan. In a flare-up that goes on, the patient's word on today is kept too. */
function Eased({ declared }: { declared: boolean }) {
  const current = day.value
  if (current === null) return null
  const todo = current.tasks.filter(({ dose, session }) => dose.status === 'DO' && session === undefined)
  const rest = current.tasks.filter(({ dose, session }) => dose.status !== 'DO' && session === undefined)
  return (
    <Page title={t('flare.plan')} back="/">
      {current.messages.filter(({ text }) => text.startsWith('T_FL')).map(({ text, values }) => (
        <p key={text} class="lead"><Say text={text} values={values} /></p>
      ))}
      {declared
        ? <p role="status">{t('flare.noted')}</p>
        : <button type="button" class="secondary" onClick={() => void sayFlare()}>{t('flare.still')}</button>}
      <TaskList title={t('flare.now')} tasks={todo} empty={t('flare.nothing')} />
      {rest.length > 0 && <TaskList title={t('flare.resting')} tasks={rest} quiet />}
      <a class="secondary" href="/">{t('flare.today')}</a>
    </Page>
  )
}

function sayFlare() {
  return write('check_in', { flare: true })
}
