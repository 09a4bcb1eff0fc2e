import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'

import { plusDays } from '../diary/days'
import { redate, wrongDays, type WrongDay } from '../diary/redate'
import { exchange, refused } from '../store/held'
import { nudge } from '../sync/syncer'
import { now } from '../ui/clock'
import { counted, spokenDate, t } from '../ui/words'
import { entryInWords } from './entry-in-words'

/** How many entries were given their right day while the screen is open. */
const mended = signal(0)

/** What was refused because the phone's clock was wrong: one tap tells it again, on the day it was lived. */
export function Redate() {
  useEffect(() => () => { mended.value = 0 }, [])
  return (
    <>
      {mended.value > 0 && <p role="status">{counted('redate.done', mended.value)}</p>}
      {wrongDays(refused.value, now.value).map((day) => <OneDay key={day.on} day={day} />)}
    </>
  )
}

function OneDay({ day }: { day: WrongDay }) {
  const ids = day.refused.map(({ entry }) => entry.id)
  const take = async (on: string) => {
    await exchange(ids, redate(day, on, new Date()))
    mended.value += ids.length
    nudge()
  }
  return (
    <article class="card stack">
      <h2>{counted('redate.title', ids.length)}</h2>
      <p>{t('redate.why', { date: `${spokenDate(day.on)} ${day.on.slice(0, 4)}` })}</p>
      <ul class="plain">
        {day.refused.map(({ entry }) => <li key={entry.id}>{entryInWords(entry)}</li>)}
      </ul>
      {day.choices.map((on) => (
        <button key={on} type="button" class="secondary" onClick={() => void take(on)}>{t('redate.was', { day: dayInWords(on, day.today) })}</button>
      ))}
    </article>
  )
}

/** With its date in each case: on a phone whose clock is wrong, "today" alone would say little. */
function dayInWords(on: string, today: string): string {
  const date = spokenDate(on)
  if (on === today) return t('redate.today', { date })
  return on === plusDays(today, -1) ? t('redate.yesterday', { date }) : t('redate.date', { date })
}
