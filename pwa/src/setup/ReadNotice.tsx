import { useSignal } from '@preact/signals'

import { device, signIn } from '../store/held'
import { now } from '../ui/clock'
import { Page } from '../ui/Page'
import { t } from '../ui/words'

/** What the clinic wants read before the app is used. */
export function ReadNotice() {
  const agreed = useSignal(false)
  const current = device.value
  if (current === null) return null
  const goOn = () => void signIn({ ...current, noticeReadAt: now.value.toISOString() })
  return (
    <Page title={t('notice.title', { name: current.patient.name })} tab={t('due.onboarding')}>
      {current.notice.text.split('\n').filter(Boolean).map((paragraph) => <p key={paragraph}>{paragraph}</p>)}
      <label class="tick">
        <input type="checkbox" checked={agreed.value} onChange={(event) => { agreed.value = event.currentTarget.checked }} />
        <span>{t('notice.read')}</span>
      </label>
      <button type="button" class="primary" disabled={!agreed.value} onClick={goOn}>{t('notice.go')}</button>
    </Page>
  )
}
