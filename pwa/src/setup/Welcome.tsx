import { syncState } from '../sync/syncer'
import { Notice } from '../ui/Notice'
import { Page } from '../ui/Page'
import { t } from '../ui/words'
import { Gone } from './Gone'

/** The first screen of all: what this is, and where the code comes from. */
export function Welcome() {
  return (
    <Page title={t('welcome.title')}>
      {syncState.value === 'revoked' && <Notice kind="care" title={t('sync.revoked')}><p>{t('welcome.revoked')}</p></Notice>}
      <Gone />
      <img class="emblem" src="/icons/icon-192.png" alt="" width="96" height="96" />
      <p class="lead">{t('welcome.what')}</p>
      <ul class="plain">
        <li>{t('welcome.plan')}</li>
        <li>{t('welcome.signal')}</li>
        <li>{t('welcome.clinic')}</li>
      </ul>
      <a class="primary" href="/activate">{t('welcome.start')}</a>
      <p class="hint">{t('welcome.not')}</p>
    </Page>
  )
}
