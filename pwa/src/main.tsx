import './ui/style.css'

import { effect } from '@preact/signals'
import { render } from 'preact'

import { App } from './app'
import { load, waiting } from './store/held'
import { nudge, startSyncing } from './sync/syncer'
import { startClock } from './ui/clock'
import { followUpdates } from './ui/update'

/** Show what the phone holds first; only then ask the network. */
async function start() {
  await load()
  render(<App />, document.getElementById('app') as HTMLElement)
  startClock()
  startSyncing()
  effect(() => {
    if (waiting.value.length > 0) nudge()
  })
  await followUpdates()
}

void start()
