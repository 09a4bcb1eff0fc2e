import type { Dose } from '../guidance/pack'
import { Say, said } from './Say'
import { t } from './words'

/** Why this amount: the reasons the clinic's rules gave, in plain words. */
export function Why({ dose }: { dose: Dose }) {
  const rules = (dose.because ?? []).filter((rule) => said(`WHY.${rule}`) !== '')
  const reasons = dose.why ?? []
  return (
    <details class="why">
      <summary>{t('why.title')}</summary>
      {reasons.map(({ text, values }) => <p key={text}><Say text={text} values={values} /></p>)}
      {rules.map((rule) => <p key={rule}><Say text={`WHY.${rule}`} /></p>)}
      {reasons.length + rules.length === 0 && <p>{t('why.planned')}</p>}
      <p class="hint">{t('why.less')}</p>
    </details>
  )
}
