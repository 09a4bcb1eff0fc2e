import { daysBetween } from '../diary/days'
import type { Day } from '../guidance/look'
import { pack } from '../store/held'
import { Notice } from '../ui/Notice'
import { Ring, Say } from '../ui/Say'
import { isOfPhase } from './PhaseStrip'
import { spokenDate, t } from '../ui/words'

/** What the patient should know before the list: safety first, then a flare-up, then the day. */
export function Banners({ day }: { day: Day }) {
  const engineOff = pack.value?.as_of.engine_on === false
  return (
    <>
      {day.daysPastEnd > 0 && <RanOut />}
      {clockIsBehind(day.on) && (
        <Notice kind="care" title={t('clock.title')}>
          <p>{t('clock.behind', { date: `${spokenDate(day.on)} ${day.on.slice(0, 4)}` })}</p>
        </Notice>
      )}
      {day.askSafetyFirst && (
        <Notice kind="care" title={t('banner.ask.title')}>
          <p>{t('banner.ask')}</p>
          <a class="secondary" href="/questions/flare">{t('banner.ask.go')}</a>
        </Notice>
      )}
      {day.askAfterStop && (
        <Notice kind="care" title={t('banner.ask.title')}>
          <p>{t('banner.ask.stop')}</p>
          <a class="secondary" href="/questions/stop">{t('banner.ask.go')}</a>
        </Notice>
      )}
      {day.safety.state === 'CAUTION' && (
        <Notice kind="care">
          {day.safety.messages.map((text) => <p key={text}><Say text={text} /></p>)}
          <p><Say text="T_CAUTION" /></p>
        </Notice>
      )}
      {engineOff && <Notice kind="care"><p>{t('banner.engine-off')}</p></Notice>}
      <DayMessages day={day} />
    </>
  )
}

/** A plan can't be from later than today: no journey sets a date back by more than one day. */
function clockIsBehind(on: string): boolean {
  return pack.value !== null && daysBetween(on, pack.value.from) > 1
}

/** Service messages that are not repeated among the day's other words, where the safety banner says them. */
const SAID_ELSEWHERE = /^T_(999|AE|111|GP|CLINIC|STALE|HOLD$|CAUTION|NEEDLE_LEFT|ALWAYS|READS)/

function DayMessages({ day }: { day: Day }) {
  const messages = day.messages.filter((message) => !SAID_ELSEWHERE.test(message.text) && !isOfPhase(message))
  if (messages.length === 0) return null
  const flare = day.flare.state === 'FLARE' || day.flare.state === 'RETURN'
  return (
    <Notice kind={flare ? 'care' : 'calm'} title={t(flare ? 'banner.flare' : 'banner.today')}>
      {messages.map(({ text, values }) => <p key={text}><Say text={text} values={values} /></p>)}
    </Notice>
  )
}

function RanOut() {
  const clinic = pack.value?.clinic
  return (
    <Notice kind="care" title={t('banner.ran-out.title')}>
      <p>{t('banner.ran-out')} {clinic && <Ring number={clinic.phone} />}.</p>
    </Notice>
  )
}
