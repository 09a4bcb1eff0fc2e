import { howItGoes } from '../outbox/told'
import { device, refused, unreadable, waiting } from '../store/held'
import { Page } from '../ui/Page'
import { counted, t } from '../ui/words'
import { Diary } from './Diary'
import { RoomLeft } from './RoomLeft'
import { SignOut } from './SignOut'

/** This phone: how the sending goes, what it holds, who is signed in, and signing out. */
export function Settings() {
  return (
    <Page title={t('settings.title')} back="/">
      <section class="card">
        <h2>{t('outbox.title')}</h2>
        <p role="status">{howItGoes()}</p>
        {waiting.value.length + refused.value.length > 0 && <a class="secondary" href="/outbox">{t('sync.more')}</a>}
      </section>
      <Diary />
      {unreadable.value > 0 && <p class="error">{counted('history.unreadable', unreadable.value)}</p>}
      <RoomLeft />
      <section class="card">
        <h2>{t('settings.phone')}</h2>
        <p>{t('settings.signed-in', { name: device.value?.patient.name ?? '', phone: device.value?.name ?? '' })}</p>
        <SignOut />
      </section>
    </Page>
  )
}
