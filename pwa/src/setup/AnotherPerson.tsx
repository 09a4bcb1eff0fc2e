import { useSignal } from '@preact/signals'
import { useLocation } from 'preact-iso'

import { device, entries, outbox } from '../store/held'
import type { Device } from '../store/database'
import { giveBack } from '../sync/sign-in'
import { Page } from '../ui/Page'
import { saveAsFile } from '../ui/save-as-file'
import { counted, t } from '../ui/words'

interface Props {
  newDevice: Device
  onReady: (device: Device) => Promise<void>
}

/** Someone else's entries still wait on this phone. They are never sent as the new person's: saved, given up, or left for
 * their owner to send. */
export function AnotherPerson({ newDevice, onReady }: Props) {
  const saved = useSignal(false)
  const asked = useSignal(false)
  const { route } = useLocation()
  const name = device.value?.patient.name ?? ''
  const unsent = new Set(outbox.value.map(({ id }) => id))
  const save = () => {
    saveAsFile('steadily-diary.json', entries.value.filter(({ id }) => unsent.has(id)))
    saved.value = true
  }
  const keep = () => {
    void giveBack(newDevice)
    route('/', true)
  }
  const goOn = () => void (saved.value || asked.value ? onReady(newDevice) : (asked.value = true))
  return (
    <Page title={t('another.title')}>
      <p>{t('another.whose', { name })} {counted('another.unsent', unsent.size)}</p>
      <p>{device.value?.expired ? t('another.wait', { name }) : t('another.wait.signal')}</p>
      <button type="button" class="primary" onClick={keep}>{t('another.keep')}</button>
      <button type="button" class="secondary" onClick={save}>{t('another.save')}</button>
      {saved.value && <p role="status">{t('another.saved')}</p>}
      {asked.value && !saved.value && <p class="error" role="alert">{t('another.sure')}</p>}
      <button type="button" class="danger" onClick={goOn}>
        {t(saved.value ? 'another.go-on' : asked.value ? 'another.sure.yes' : 'another.give-up')}
      </button>
    </Page>
  )
}
