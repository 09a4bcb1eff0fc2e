import { gone, outbox } from '../store/held'
import { SaveUnsent } from '../settings/SaveUnsent'
import { Notice } from '../ui/Notice'
import { counted, t } from '../ui/words'

/** The phone or its browser has cleared the diary away: what that means, and what to do. */
export function Gone() {
  if (gone.value === null) return null
  const { unsent } = gone.value
  return (
    <Notice kind="care" title={t('gone.title')}>
      <p>{t('gone.why')}</p>
      <p>{t('gone.safe')}</p>
      {unsent > 0 && <p>{counted('gone.unsent', unsent)}</p>}
      {outbox.value.length > 0 && <SaveUnsent />}
      <p>{t('gone.ask')}</p>
    </Notice>
  )
}
