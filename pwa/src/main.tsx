import './ui/style.css'

import { effect } from '@preact/signals'
import { render } from 'preact'

import { App } from './app'
import { load, waiting } from './store/held'
import { nudge, startSyncing } from './sync/syncer'
import { startClock } from './ui/clock'
import { Page } from './ui/Page'
import { followUpdates } from './ui/update'
import { t } from './ui/words'

/** Show what the phone holds first; only then ask the network. */
async function start() {
  const root = document.getElementById('app') as HTMLElement
  if (!(await load().then(() => true, () => false))) return render(<NoStore />, root)
  render(<App />, root)
  startClock()
  startSyncing()
  effect(() => {
    if (waiting.value.length > 0) nudge()
  })
  await followUpdates()
}

/** Without its storage the app could lose what is logged, so it does not begin. */
function NoStore() {
  return <Page title={t('no-store.title')}><p>{t('no-store')}</p></Page>
}

void start()
