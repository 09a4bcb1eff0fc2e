import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'

import { measureRoom, type Room } from '../store/room'
import { t } from '../ui/words'

const LITTLE_MB = 50

/** How much of the phone the app uses, whether there is room, and whether the browser may clear it away. */
export function RoomLeft() {
  const room = useSignal<Room | null>(null)
  useEffect(() => void measureRoom().then((measured) => { room.value = measured }), [])
  if (room.value === null) return null
  const { usedMB, freeMB, promised } = room.value
  return (
    <section class="card">
      <h2>{t('room.title')}</h2>
      <p>{usedMB < 1 ? t('room.used.little') : t('room.used', { n: Math.round(usedMB) })} {t(freeMB < LITTLE_MB ? 'room.little' : 'room.enough')}</p>
      <p class="hint">{t(promised ? 'room.promised' : 'room.not-promised')}</p>
    </section>
  )
}
