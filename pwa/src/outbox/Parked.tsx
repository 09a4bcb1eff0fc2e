import { signal, useSignal } from '@preact/signals'

import type { Entry } from '../diary/entry'
import type { Problem } from '../store/database'
import { letGo, refused, sendAgain } from '../store/held'
import { nudge } from '../sync/syncer'
import { saveAsFile } from '../ui/save-as-file'
import { counted, t } from '../ui/words'
import { entryInWords } from './entry-in-words'

/** The entries that were saved as a file since the app was opened. */
const saved = signal<ReadonlySet<string>>(new Set())

/** The entries that the clinic could not keep, one by one: why, and what can be done. */
export function Parked() {
  const ids = refused.value.map(({ entry }) => entry.id)
  const allSaved = ids.every((id) => saved.value.has(id))
  const save = () => {
    saveAsFile('steadily-not-kept.json', refused.value)
    saved.value = new Set(ids)
  }
  return (
    <section class="stack">
      <h2>{counted('outbox.refused', ids.length)}</h2>
      <p class="hint">{t('outbox.refused.hint')}</p>
      <button type="button" class="secondary" onClick={save}>{t('another.save')}</button>
      {allSaved && <p role="status">{t('another.saved')}</p>}
      {refused.value.map((each) => <OneParked key={each.entry.id} {...each} />)}
    </section>
  )
}

function OneParked({ entry, problem }: { entry: Entry; problem: Problem }) {
  const asked = useSignal(false)
  const again = () => void sendAgain([entry.id]).then(nudge)
  const remove = () => void letGo([entry.id])
  return (
    <article class="card stack">
      <h3>{entryInWords(entry)}</h3>
      {isUnread(problem) && <p>{t('outbox.unread')}</p>}
      {problem.detail && <p class={isUnread(problem) ? 'hint' : ''}>{problem.detail}</p>}
      <button type="button" class="secondary" onClick={again}>{t('outbox.again')}</button>
      {asked.value ? (
        <div role="alert" class="stack">
          <p class="error">{t('outbox.let-go.ask')}</p>
          <button type="button" class="danger" onClick={remove}>{t('outbox.let-go.yes')}</button>
          <button type="button" class="secondary" onClick={() => { asked.value = false }}>{t('outbox.let-go.no')}</button>
        </div>
      ) : (
        <button type="button" class="link" onClick={() => (saved.value.has(entry.id) ? remove() : (asked.value = true))}>{t('outbox.let-go')}</button>
      )}
    </article>
  )
}

/** Whether the reason is one for programs; it is then said in plain words, too. */
function isUnread({ type, detail }: Problem): boolean {
  return detail === '' || type === '/problems/unreadable-entry'
}
