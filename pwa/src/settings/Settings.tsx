import { useSignal } from '@preact/signals'

import { device, entries, outbox, refused, waiting } from '../store/held'
import { syncNow, syncState } from '../sync/syncer'
import { sentence } from '../today/SyncLine'
import { Page } from '../ui/Page'
import { saveAsFile } from '../ui/save-as-file'
import { counted, spokenDate, t, type Word } from '../ui/words'
import { SignOut } from './SignOut'

/** This phone: what waits and why, what was not kept, and signing out. */
export function Settings() {
  return (
    <Page title={t('settings.title')} back="/">
      <section class="card">
        <h2>{t('settings.sync')}</h2>
        <p role="status">{sentence()}</p>
        {waiting.value.length > 0 && <p class="hint">{t('settings.safe')}</p>}
        <button type="button" class="secondary" disabled={syncState.value === 'sending'} onClick={() => void syncNow()}>
          {t(syncState.value === 'sending' ? 'sync.sending' : 'settings.sync.go')}
        </button>
      </section>
      {waiting.value.length > 0 && <Waits />}
      {refused.value.length > 0 && <Refused />}
      <section class="card">
        <h2>{t('settings.phone')}</h2>
        <p>{t('settings.signed-in', { name: device.value?.patient.name ?? '', phone: device.value?.name ?? '' })}</p>
        <SignOut />
      </section>
    </Page>
  )
}

function Waits() {
  return (
    <section class="card">
      <h2>{t('settings.waits')}</h2>
      <ul class="plain">
        {waiting.value.map(({ id, kind, on }) => <li key={id}>{t(`kind.${kind}` as Word)}, {spokenDate(on)}</li>)}
      </ul>
    </section>
  )
}

function Refused() {
  const saved = useSignal(false)
  const parked = new Set(outbox.value.filter((each) => each.refused !== null).map(({ id }) => id))
  const save = () => {
    saveAsFile('steadily-not-kept.json', entries.value.filter(({ id }) => parked.has(id)))
    saved.value = true
  }
  return (
    <section class="card">
      <h2>{counted('settings.refused', refused.value.length)}</h2>
      <p class="hint">{t('settings.refused.hint')}</p>
      <ul class="plain">
        {refused.value.map(({ entry, problem }) => (
          <li key={entry.id}>{t(`kind.${entry.kind}` as Word)}, {spokenDate(entry.on)}: {problem.detail}</li>
        ))}
      </ul>
      <button type="button" class="secondary" onClick={save}>{t('another.save')}</button>
      {saved.value && <p role="status">{t('another.saved')}</p>}
    </section>
  )
}
