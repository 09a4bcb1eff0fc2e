import { plusDays } from '../diary/days'
import { write } from '../diary/write'
import { nameOf } from '../exercise/library'
import type { Prescription } from '../guidance/pack'
import { today } from '../ui/clock'
import { t } from '../ui/words'

/** The question of the morning after: did yesterday's session settle? */
export function MorningQuestion({ prescription }: { prescription: Prescription }) {
  const answer = (settled: boolean) =>
    void write('settled', { prescription: prescription.id, for_date: plusDays(today.value, -1), settled })
  return (
    <section class="card morning">
      <h2>{t('settled.title', { exercise: nameOf(prescription.exercise) })}</h2>
      <p>{t('settled.question')}</p>
      <div class="pair">
        <button type="button" class="secondary" onClick={() => answer(true)}>{t('settled.yes')}</button>
        <button type="button" class="secondary" onClick={() => answer(false)}>{t('settled.no')}</button>
      </div>
    </section>
  )
}
