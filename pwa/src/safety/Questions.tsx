import { useSignal } from '@preact/signals'
import { useLocation, useRoute } from 'preact-iso'

import type { Safety, SafetyPack } from '../diary/entry'
import { write } from '../diary/write'
import { mostUrgentTexts, worstEffect } from '../guidance/safety'
import { pack } from '../store/held'
import { YesNoQuestion } from '../ui/ChoiceQuestion'
import { useDayHeld } from '../ui/clock'
import { Notice } from '../ui/Notice'
import { Page } from '../ui/Page'
import { Say, said } from '../ui/Say'
import { counted, t, type Word } from '../ui/words'
import { AnythingNew } from './AnythingNew'
import { Afterwards } from './Afterwards'
import { questionsOf, safetyFrom } from './questions-of'

/** Safety questions, each with its own answer, none of them answered for the patient. */
export function Questions() {
  const name = useRoute().params.pack as SafetyPack
  const saidYes = useSignal(false)
  const saved = useSignal<Safety | null>(null)
  if (pack.value === null) return null
  if (saved.value !== null) return <Afterwards answered={saved.value} />
  if (name === 'daily' && !saidYes.value) {
    return <AnythingNew onYes={() => { saidYes.value = true }} />
  }
  return <List name={name} onSaved={(safety) => { saved.value = safety }} />
}

function List({ name, onSaved }: { name: SafetyPack; onSaved: (safety: Safety) => void }) {
  const answers = useSignal<Record<string, boolean | null>>({})
  const keepDay = useDayHeld()
  const { route } = useLocation()
  if (pack.value === null) return null
  const { grids } = pack.value
  const ids = questionsOf(pack.value, name)
  const left = ids.filter((id) => (answers.value[id] ?? null) === null).length
  const save = async () => {
    const safety = safetyFrom(name, ids, answers.value)
    await write('safety', safety, { shown: { state: null, light: null, dose: null, texts: mostUrgentTexts(grids, safety.answers) } })
    scrollTo(0, 0)
    if (worstEffect(grids, safety.answers) === 'HOLD') route('/')
    else onSaved(safety)
  }
  return (
    <Page title={t(`questions.${name}` as Word)} back="/">
      <p><Say text="SAFETY.intro" /></p>
      {ids.map((id) => (
        <div key={id} class="card safety-question">
          <YesNoQuestion
            name={id} question={said(id)} value={answers.value[id] ?? null}
            onChange={(answer) => {
              keepDay()
              answers.value = { ...answers.value, [id]: answer }
            }}
          />
          {answers.value[id] === true && <Service id={id} onSave={() => void save()} />}
        </div>
      ))}
      <p role="status" class="hint">{left === 0 ? t('questions.all') : counted('questions.left', left)}</p>
      <button type="button" class="primary" disabled={left === ids.length} onClick={() => void save()}>{t('questions.save')}</button>
    </Page>
  )
}

/** What to do about a yes, shown as soon as it is tapped. */
function Service({ id, onSave }: { id: string; onSave: () => void }) {
  const text = pack.value?.grids.safety_text[id]
  if (text === undefined) return null
  return (
    <Notice kind="urgent">
      <p><Say text={text} /></p>
      <button type="button" class="danger" onClick={onSave}>{t('questions.save-now')}</button>
    </Notice>
  )
}
