import './ui/style.css'

import { render } from 'preact'

import { App } from './app'
import { onHeldUp } from './store/database'
import { load } from './store/held'
import { startSyncing } from './sync/syncer'
import { beKnownAsOpen } from './sync/tabs'
import { startClock } from './ui/clock'
import { Page } from './ui/Page'
import { followUpdates } from './ui/update'
import { t } from './ui/words'

/** Show what the phone holds first; only then ask the network. */
async function start() {
  const root = document.getElementById('app') as HTMLElement
  beKnownAsOpen()
  onHeldUp(() => render(<HeldUp />, root))
  const opens = await load().then(() => true, () => false)
  onHeldUp(() => {})
  if (!opens) return render(<NoStore />, root)
  render(<App />, root)
  startClock()
  startSyncing()
  await followUpdates()
}

/** Without its storage the app could lose what is logged, so it does not begin. */
function NoStore() {
  return <Page title={t('no-store.title')}><p>{t('no-store')}</p></Page>
}

/** The store waits for a tab of an older app to let go of it. */
function HeldUp() {
  return <Page title={t('held-up.title')}><p>{t('held-up')}</p></Page>
}

void start()
