import { device } from '../store/held'
import { syncNow, syncState } from '../sync/syncer'
import { Page } from '../ui/Page'
import { t, type Word } from '../ui/words'

/** Signed in, and the plan has not come yet. */
export function FirstPack() {
  return (
    <Page title={t('first.title')}>
      <p role="status">{t(`sync.${syncState.value}` as Word)}</p>
      {device.value?.expired && <a class="secondary" href="/activate">{t('sync.sign-in')}</a>}
      <button type="button" class="primary" onClick={() => void syncNow()}>{t('first.again')}</button>
    </Page>
  )
}
