import type { Exercise } from '../diary/entry'
import { nameOf } from '../exercise/library'
import { light } from '../guidance/letters'
import type { Task } from '../guidance/look'
import type { Prescription } from '../guidance/pack'
import { pack } from '../store/held'
import { doneInWords, doseInWords } from '../ui/amounts'
import { LightBadge } from '../ui/LightBadge'
import { t } from '../ui/words'

interface Props {
  title: string
  tasks: Task[]
  hint?: string
  empty?: string
  quiet?: boolean
}

/** Exercises with how much of each; what has been answered shows how it went. */
export function TaskList({ title, tasks, hint, empty, quiet }: Props) {
  return (
    <section class={quiet ? 'tasks quiet' : 'tasks'}>
      <h2>{title}</h2>
      {hint && <p class="hint">{hint}</p>}
      {tasks.length === 0 && <p class="card">{empty}</p>}
      <ul>
        {tasks.map((task) => <li key={task.prescription.id}><TaskCard task={task} /></li>)}
      </ul>
    </section>
  )
}

function TaskCard({ task: { prescription, dose, session } }: { task: Task }) {
  return (
    <a class={`card task ${session ? 'answered' : ''}`} href={`/exercise/${prescription.id}`}>
      <span class="task-name">{nameOf(prescription.exercise)}</span>
      {session ? <HowItWent session={session} sets={dose.sets ?? prescription.sets} unit={prescription.unit} /> : <Asked dose={dose} prescription={prescription} />}
      <span class="chevron" aria-hidden="true">›</span>
    </a>
  )
}

/** The amount; where a rule has changed it, a word that there is a reason to read. */
function Asked({ dose, prescription }: Pick<Task, 'dose' | 'prescription'>) {
  return (
    <>
      <span class="task-dose">{doseInWords(dose, prescription)}</span>
      {(dose.because ?? []).length > 0 && <span class="task-why">{t('task.why')}</span>}
    </>
  )
}

function HowItWent({ session, sets, unit }: { session: Exercise; sets: number; unit: Prescription['unit'] }) {
  const sat = pack.value === null ? null : light(pack.value.grids, session)
  if (sat === null) return <span class="task-dose">{t('task.not-done')}</span>
  return <span class="task-went"><span>{doneInWords(session, sets, unit)}</span> <LightBadge light={sat} /></span>
}
