import type { Prescription } from '../guidance/pack'
import { bout } from '../ui/amounts'
import { t } from '../ui/words'

interface Props {
  /** What the plan asks for, over all sets. */
  planned: number
  unit: Prescription['unit']
  value: number | null
  onChange: (value: number | null) => void
}

/** How much was done over all sets, typed or tapped; blank until the patient says so. */
export function HowMuchInAll({ planned, unit, value, onChange }: Props) {
  return (
    <fieldset class="question">
      <legend>{t('log.total')}</legend>
      <p class="hint" id="total-hint">{t('log.total.hint', { planned: bout(unit, planned) })}</p>
      <div class="stepper">
        <button type="button" aria-label={t('log.less')} onClick={() => onChange(Math.max(0, (value ?? planned) - 1))}>−</button>
        <input
          inputMode="numeric" maxLength={4} aria-label={t('log.total')} aria-describedby="total-hint" value={value ?? ''}
          onInput={({ currentTarget: field }) => {
            const amount = wholeNumber(field.value)
            field.value = amount === null ? '' : String(amount)
            onChange(amount)
          }}
        />
        <button type="button" aria-label={t('log.more')} onClick={() => onChange((value ?? 0) + 1)}>+</button>
      </div>
    </fieldset>
  )
}

/** The number in what was typed, or null where there is none. */
export function wholeNumber(typed: string): number | null {
  const digits = typed.replace(/\D/g, '')
  return digits === '' ? null : Number(digits)
}
