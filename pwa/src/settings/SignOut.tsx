import { useSignal } from '@preact/signals'
import { useLocation } from 'preact-iso'

import { outbox } from '../store/held'
import { signOut } from '../sync/sign-in'
import { counted, t } from '../ui/words'
import { historyLocked } from './contact'
import { SaveUnsent } from './SaveUnsent'

/** Signing out empties the phone, so it is asked twice, says what would be lost, and offers it as a file. */
export function SignOut() {
  const asked = useSignal(false)
  const { route } = useLocation()
  const unsent = outbox.value.length
  const go = async () => {
    await signOut()
    route('/', true)
  }
  if (!asked.value) {
    return <button type="button" class="secondary" onClick={() => { asked.value = true }}>{t('signout.ask')}</button>
  }
  return (
    <div role="alert" class="stack">
      <p>{t('signout.what')}</p>
      {unsent > 0 && <p class="error">{counted('signout.unsent', unsent)}</p>}
      {unsent > 0 && (historyLocked.value ? <p>{t('signout.connect')}</p> : <SaveUnsent />)}
      <button type="button" class="danger" onClick={() => void go()}>{t('signout.go')}</button>
      <button type="button" class="secondary" onClick={() => { asked.value = false }}>{t('signout.stay')}</button>
    </div>
  )
}
