import { device, pack, refused, syncedAt, waiting } from '../store/held'
import { syncState } from '../sync/syncer'
import { today } from '../ui/clock'
import { takeUpdate, update } from '../ui/update'
import { counted, spokenDate, spokenTime, t, type Word } from '../ui/words'

/** Whether the clinic has everything, in plain words; more of it on the settings screen. */
export function SyncLine() {
  return (
    <div class="sync">
      {update.value !== null && (
        <p class="update">{t('update.there')} <button type="button" class="link" onClick={takeUpdate}>{t('update.take')}</button></p>
      )}
      {device.value?.expired && <p class="care"><a href="/activate">{t('sync.expired')}</a></p>}
      {pack.value !== null && pack.value.from < today.value && <p>{t('sync.aged', { date: spokenDate(pack.value.from) })}</p>}
      <a class={`sync-state ${trouble() ? 'care' : ''}`} href="/settings">{sentence()}</a>
    </div>
  )
}

/** What waits and since when, or when the clinic last heard. */
export function sentence(): string {
  const first = waiting.value[0]
  if (first === undefined) return syncedAt.value === null ? t('sync.never') : t('sync.all', { time: spokenTime(syncedAt.value, today.value) })
  const waits = t('sync.since', { what: counted('sync.waiting', waiting.value.length), time: spokenTime(first.at, today.value) })
  return syncState.value === 'idle' ? waits : `${waits} ${t(`sync.${syncState.value}` as Word)}`
}

function trouble(): boolean {
  return refused.value.length > 0 || waiting.value.length > 0
}
