import { useSignal } from '@preact/signals'

import { HELP_FROM, type HelpFrom } from '../diary/entry'
import { write } from '../diary/write'
import { dayOf } from '../guidance/diary'
import { device, pack, waiting } from '../store/held'
import { day, diary } from '../today/day'
import { ChoiceQuestion } from '../ui/ChoiceQuestion'
import { today } from '../ui/clock'
import { Notice } from '../ui/Notice'
import { Page } from '../ui/Page'
import { Ring, Say } from '../ui/Say'
import { t, type Word } from '../ui/words'

/** The plan is on hold: where to get help, and how to reach the clinic. Nothing else. */
export function OnHold() {
  const safety = day.value?.safety
  if (pack.value === null || safety === undefined) return null
  const { clinic } = pack.value
  return (
    <Page title={t('hold.title')}>
      <Notice kind="urgent">
        {safety.messages.map((text) => <p key={text} class="lead"><Say text={text} /></p>)}
      </Notice>
      <p><Say text="T_HOLD" /></p>
      <p>{t('hold.clinic', { clinic: clinic.name })} <Ring number={clinic.phone} />. <Say text="T_READS" /></p>
      <p class="hint" role="status">{t(waiting.value.length > 0 ? 'hold.waits' : 'hold.sent')}</p>
      {device.value?.expired && <a class="secondary" href="/activate">{t('sync.expired')}</a>}
      <GotHelp positives={safety.positives} />
    </Page>
  )
}

function GotHelp({ positives }: { positives: string[] }) {
  const from = useSignal<HelpFrom | null>(null)
  const told = diary.value !== null && dayOf(diary.value.days, today.value).help.length > 0
  if (told) return <p class="card" role="status">{t('help.thanks')}</p>
  const save = () => from.value !== null && void write('help_sought', { for: positives, from: from.value })
  return (
    <details class="card">
      <summary>{t('help.title')}</summary>
      <ChoiceQuestion
        name="help" question={t('help.from')} hint={t('help.hint')} value={from.value}
        choices={HELP_FROM.map((each) => [each, t(`help.${each}` as Word)])}
        onChange={(value) => { from.value = value }}
      />
      <button type="button" class="secondary" disabled={from.value === null} onClick={save}>{t('help.save')}</button>
    </details>
  )
}
