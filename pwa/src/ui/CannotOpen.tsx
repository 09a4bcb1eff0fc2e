import { Page } from './Page'
import { t } from './words'

/** A screen whose file is neither on the phone nor to be had. Starting afresh fetches what is missing. */
export function CannotOpen() {
  return (
    <Page title={t('cannot-open.title')} back="/">
      <p>{t('cannot-open')}</p>
      <button type="button" class="primary" onClick={() => location.reload()}>{t('cannot-open.again')}</button>
    </Page>
  )
}
