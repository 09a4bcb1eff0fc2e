import { useSignal } from '@preact/signals'

import { device, entries, outbox } from '../store/held'
import type { Device } from '../store/database'
import { Page } from '../ui/Page'
import { saveAsFile } from '../ui/save-as-file'
import { counted, t } from '../ui/words'

interface Props {
  newDevice: Device
  onReady: (device: Device) => Promise<void>
}

/** Someone else's entries still wait on this phone. They are never sent as the new person's: saved, or given up. */
export function AnotherPerson({ newDevice, onReady }: Props) {
  const saved = useSignal(false)
  const unsent = new Set(outbox.value.map(({ id }) => id))
  const save = () => {
    saveAsFile('steadily-diary.json', entries.value.filter(({ id }) => unsent.has(id)))
    saved.value = true
  }
  return (
    <Page title={t('another.title')}>
      <p>{t('another.whose', { name: device.value?.patient.name ?? '' })} {counted('another.unsent', unsent.size)}</p>
      <button type="button" class="secondary" onClick={save}>{t('another.save')}</button>
      {saved.value && <p role="status">{t('another.saved')}</p>}
      <button type="button" class="danger" onClick={() => void onReady(newDevice)}>
        {t(saved.value ? 'another.go-on' : 'another.give-up')}
      </button>
    </Page>
  )
}
