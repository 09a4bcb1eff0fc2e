import { syncNow, syncState } from '../sync/syncer'
import { Page } from '../ui/Page'
import { t, type Word } from '../ui/words'

/** Signed in, and the plan has not come yet. */
export function FirstPack() {
  return (
    <Page title={t('first.title')}>
      <p role="status">{t(`sync.${syncState.value}` as Word)}</p>
      <button type="button" class="primary" onClick={() => void syncNow()}>{t('first.again')}</button>
    </Page>
  )
}
