import { useSignal } from '@preact/signals'

import { entries, outbox } from '../store/held'
import { saveAsFile } from '../ui/save-as-file'
import { t } from '../ui/words'

/** Hand over what the clinic does not have, as a file, before it goes. */
export function SaveUnsent() {
  const saved = useSignal(false)
  const unsent = new Set(outbox.value.map(({ id }) => id))
  const save = () => {
    saveAsFile('steadily-diary.json', entries.value.filter(({ id }) => unsent.has(id)))
    saved.value = true
  }
  return (
    <>
      <button type="button" class="secondary" onClick={save}>{t('another.save')}</button>
      {saved.value && <p role="status">{t('another.saved')}</p>}
    </>
  )
}
