import { useLocation } from 'preact-iso'

import { write } from '../diary/write'
import { Page } from '../ui/Page'
import { said } from '../ui/Say'
import { t } from '../ui/words'
import { ANYTHING_NEW } from './questions-of'

/** The daily question. No is kept as an answer; yes opens the list. */
export function AnythingNew({ onYes }: { onYes: () => void }) {
  const { route } = useLocation()
  const no = async () => {
    await write('safety', { pack: 'daily', asked: [ANYTHING_NEW], answers: [], unanswered: [] })
    route('/')
  }
  return (
    <Page title={said(ANYTHING_NEW)} back="/">
      <p class="lead">{t('questions.daily.hint')}</p>
      <button type="button" class="secondary" onClick={onYes}>{t('questions.daily.yes')}</button>
      <button type="button" class="secondary" onClick={() => void no()}>{t('questions.daily.no')}</button>
    </Page>
  )
}
