import { howItGoes, lastSent, waitsLong } from '../outbox/told'
import { device, pack, refused, waiting } from '../store/held'
import { syncState } from '../sync/syncer'
import { today } from '../ui/clock'
import { Notice } from '../ui/Notice'
import { newerThere, readyForNoSignal, takeUpdate } from '../ui/update'
import { counted, spokenDate, t } from '../ui/words'

/** Whether the clinic has everything, in plain words; more of it behind the line. A newer app is offered here alone, where
 * nothing is half filled in. */
export function SyncLine() {
  return (
    <div class="sync">
      {newerThere.value && (
        <p class="update">{t('update.there')} <button type="button" class="link" onClick={takeUpdate}>{t('update.take')}</button></p>
      )}
      {syncState.value === 'too-old' && <p class="care">{t('sync.too-old')}</p>}
      {readyForNoSignal.value && <p role="status">{t('update.ready')}</p>}
      {device.value?.expired && <p class="care"><a href="/activate">{t('sync.expired')}</a></p>}
      {pack.value !== null && pack.value.from < today.value && <p>{t('sync.aged', { date: spokenDate(pack.value.from) })}</p>}
      {waitsLong() ? <WaitsLong /> : <a class={`sync-state ${waiting.value.length > 0 ? 'care' : ''}`} href="/outbox">{howItGoes()}</a>}
      {refused.value.length > 0 && <a class="sync-state care" href="/outbox">{counted('outbox.refused', refused.value.length)}</a>}
    </div>
  )
}

/** More than a day unsent is said louder. */
function WaitsLong() {
  return (
    <Notice kind="care" title={t('sync.long')}>
      <p>{howItGoes()} {lastSent()}</p>
      <a class="secondary" href="/outbox">{t('sync.more')}</a>
    </Notice>
  )
}
