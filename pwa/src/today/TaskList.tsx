import { nameOf } from '../exercise/library'
import type { Task } from '../guidance/look'
import { doseInWords } from '../ui/amounts'
import { LightBadge } from '../ui/LightBadge'
import { light } from '../guidance/letters'
import { pack } from '../store/held'
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
      <span class="task-dose">{doseInWords(dose, prescription)}</span>
      {session ? <HowItWent session={session} /> : <Reason dose={dose} />}
      <span class="chevron" aria-hidden="true">›</span>
    </a>
  )
}

function HowItWent({ session }: { session: NonNullable<Task['session']> }) {
  const sat = pack.value === null ? null : light(pack.value.grids, session)
  return <span class="task-went">{sat === null ? t('task.not-done') : <><span>{t('task.logged')}</span> <LightBadge light={sat} /></>}</span>
}

function Reason({ dose }: { dose: Task['dose'] }) {
  const changed = dose.status !== 'DO' || (dose.percent ?? 100) < 100
  return changed && (dose.because ?? []).length > 0 ? <span class="task-why">{t('task.why')}</span> : null
}
