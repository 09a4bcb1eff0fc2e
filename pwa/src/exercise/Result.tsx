import { light } from '../guidance/letters'
import type { Task } from '../guidance/look'
import { pack, waiting } from '../store/held'
import { doseTomorrow } from '../today/day'
import { doneInWords, doseInWords } from '../ui/amounts'
import { LightBadge } from '../ui/LightBadge'
import { Say } from '../ui/Say'
import { t, type Word } from '../ui/words'
import { Why } from '../ui/Why'
import { sentenceFor } from './shown'

/** How a session sat, right after it is saved, and what tomorrow makes of it. */
export function Result({ task, onChange }: { task: Task; onChange: () => void }) {
  const { session } = task
  if (pack.value === null || session === undefined) return null
  const sat = light(pack.value.grids, session)
  return (
    <section class="card result" role="status">
      <p class="saved">{t(waiting.value.length > 0 ? 'result.saved' : 'result.sent')}</p>
      {sat === null ? <p>{t('result.not-done')}</p> : (
        <>
          <p class="done-amount">{doneInWords(session, task.dose.sets ?? task.prescription.sets, task.prescription.unit)}</p>
          <LightBadge light={sat} />
          <p><Say {...sentenceFor(pack.value.grids, session, sat)} /></p>
        </>
      )}
      {session.stop && <a class="danger" href="/questions/stop">{t('result.questions')}</a>}
      <Tomorrow task={task} />
      <button type="button" class="link" onClick={onChange}>{t('result.change')}</button>
    </section>
  )
}

function Tomorrow({ task: { prescription } }: { task: Task }) {
  const dose = doseTomorrow(prescription.id)
  if (dose === null) return null
  const key: Word = dose.status === 'DO' ? (dose.due ? 'result.tomorrow' : 'result.next') : 'result.tomorrow'
  return (
    <div class="tomorrow">
      <p>{t(key, { dose: doseInWords(dose, prescription) })}</p>
      {(dose.because ?? []).length > 0 && <Why dose={dose} />}
    </div>
  )
}
