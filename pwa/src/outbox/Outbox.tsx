import { historyLocked } from '../settings/contact'
import { device, refused, waiting } from '../store/held'
import { syncNow, syncState } from '../sync/syncer'
import { Page } from '../ui/Page'
import { counted, spokenDate, t } from '../ui/words'
import { Parked } from './Parked'
import { Redate } from './Redate'
import { howItGoes, lastSent, nextTry } from './told'

/** What the clinic has and what it has not: what waits and why, and what could not be kept. */
export function Outbox() {
  return (
    <Page title={t('outbox.title')} back="/">
      <HowItGoes />
      {waiting.value.length > 0 && <Waiting />}
      {historyLocked.value ? refused.value.length > 0 && <Closed /> : <WhatWasRefused />}
    </Page>
  )
}

function WhatWasRefused() {
  return (
    <>
      <Redate />
      {refused.value.length > 0 && <Parked />}
    </>
  )
}

/** After a month without contact the phone may be in other hands: how many there are is told, and nothing more. */
function Closed() {
  return (
    <section class="card">
      <h2>{counted('outbox.refused', refused.value.length)}</h2>
      <p>{t('history.locked')}</p>
      <p>{t('history.locked.how')}</p>
    </section>
  )
}

function HowItGoes() {
  const sending = syncState.value === 'sending'
  const expired = device.value?.expired ?? false
  const more = [expired && t('sync.expired'), lastSent(), nextTry(), waiting.value.length > 0 && t('outbox.safe')].filter(Boolean)
  return (
    <section class="card">
      <p role="status">{howItGoes()}</p>
      {more.map((line) => <p class="hint">{line}</p>)}
      {expired
        ? <a class="primary" href="/activate">{t('sync.sign-in')}</a>
        : <button type="button" class="secondary" disabled={sending} onClick={() => void syncNow()}>{t(sending ? 'sync.sending' : 'outbox.go')}</button>}
    </section>
  )
}

/** What waits, counted by day. */
function Waiting() {
  const days = new Map<string, number>()
  for (const { on } of waiting.value) days.set(on, (days.get(on) ?? 0) + 1)
  return (
    <section class="card">
      <h2>{t('outbox.waits')}</h2>
      <ul class="plain">
        {[...days].map(([on, n]) => <li key={on}>{spokenDate(on)}: {counted('outbox.entries', n)}</li>)}
      </ul>
    </section>
  )
}
