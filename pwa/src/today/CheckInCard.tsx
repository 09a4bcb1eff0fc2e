import { dayOf } from '../guidance/diary'
import { today } from '../ui/clock'
import { t } from '../ui/words'
import { diary } from './day'

/** The way to the daily check-in, and whether there has been one today. */
export function CheckInCard() {
  const said = diary.value !== null && Object.keys(dayOf(diary.value.days, today.value).checkIn).length > 0
  return (
    <a class={`card check-in ${said ? 'answered' : ''}`} href="/check-in">
      <span class="task-name">{t('checkin.title')}</span>
      <span class="task-dose">{t(said ? 'checkin.done' : 'checkin.invite')}</span>
      <span class="chevron" aria-hidden="true">›</span>
    </a>
  )
}
