import { useEffect } from 'preact/hooks'

import { nameOf } from '../exercise/library'
import { whatChanged, type Change } from '../guidance/changes'
import type { Prescription } from '../guidance/pack'
import { pack, planSeen, seePlan } from '../store/held'
import { doseInWords } from '../ui/amounts'
import { Notice } from '../ui/Notice'
import { counted, t } from '../ui/words'

/** What the clinician changed since the patient last looked, in words, until they say that they have seen it. */
export function PlanChanged() {
  const plan = pack.value?.plan ?? null
  const seen = planSeen.value
  const changes = plan === null || seen === null ? [] : whatChanged(seen, plan)
  useEffect(() => {
    if (plan !== null && seen === null) void seePlan(plan) // the first plan is news as a whole
  }, [plan, seen])
  if (changes.length === 0) return null
  return (
    <Notice kind="calm" title={t('plan.changed')}>
      <ul class="plain">
        {changes.map(inWords).map((line) => <li key={line}>{line}</li>)}
      </ul>
      <p class="hint">{t('plan.changed.hint')}</p>
      <button type="button" class="secondary" onClick={() => void seePlan(plan)}>{t('plan.changed.seen')}</button>
    </Notice>
  )
}

function inWords(change: Change): string {
  if (change.what === 'another-plan') return t('plan.another')
  const exercise = nameOf(change.prescription.exercise)
  switch (change.what) {
    case 'new': return t('plan.new', { exercise })
    case 'ended': return t('plan.ended', { exercise })
    case 'amount': return t('plan.amount', { exercise, before: planned(change.before), after: planned(change.prescription) })
    case 'level': return t('plan.level', { exercise, before: change.before.level, after: change.prescription.level })
    case 'often': return t('plan.often', { exercise, times: counted('plan.times', change.prescription.per_week) })
    case 'details': return t('plan.details', { exercise })
  }
}

/** The amount as the clinician set it; what a day asks for may be less. */
function planned(prescription: Prescription): string {
  return doseInWords({ status: 'DO', sets: prescription.sets, value: Number(prescription.amount) }, prescription)
}
