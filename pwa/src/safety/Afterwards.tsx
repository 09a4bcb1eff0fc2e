import type { Safety } from '../diary/entry'
import { mostUrgentTexts } from '../guidance/safety'
import { pack } from '../store/held'
import { Notice } from '../ui/Notice'
import { Page } from '../ui/Page'
import { Ring, Say } from '../ui/Say'
import { t } from '../ui/words'

/** After the answers, where the plan goes on: what to do, and the way back. */
export function Afterwards({ answered }: { answered: Safety }) {
  if (pack.value === null) return null
  const texts = mostUrgentTexts(pack.value.grids, answered.answers)
  const { clinic } = pack.value
  return (
    <Page title={t('after.title')}>
      {texts.length > 0 && (
        <Notice kind="urgent">
          {texts.map((text) => <p key={text}><Say text={text} /></p>)}
        </Notice>
      )}
      {texts.length > 0 && <p><Say text="T_CAUTION" /></p>}
      {answered.pack === 'daily' && texts.length === 0 && <p><Say text="SAFETY.worried" /></p>}
      {texts.length === 0 && <p class="lead">{t('after.thanks')}</p>}
      <p>{t('after.clinic', { clinic: clinic.name })} <Ring number={clinic.phone} />. <Say text="T_READS" /></p>
      <a class="primary" href={answered.pack === 'flare' ? '/flare' : '/'}>{t(answered.pack === 'flare' ? 'after.flare' : 'after.today')}</a>
    </Page>
  )
}
