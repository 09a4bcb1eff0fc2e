import type { SafetyPack } from '../diary/entry'
import type { Day } from '../guidance/look'
import { Say } from '../ui/Say'
import { t, type Word } from '../ui/words'

/** The lists of safety questions that are due, each one tap away. */
export function DueQuestions({ day }: { day: Day }) {
  const stale = day.safety.state === 'STALE' && !day.askedToday
  const due: SafetyPack[] = stale && day.duePacks.length === 0 ? ['weekly'] : day.duePacks
  return (
    <>
      {due.map((name) => (
        <a key={name} class="card check-in" href={`/questions/${name}`}>
          <span class="task-name">{t(`due.${name}` as Word)}</span>
          <span class="task-dose">{t('due.why')}</span>
          {stale && name === 'weekly' && <span class="task-dose"><Say text="T_STALE" /></span>}
          <span class="chevron" aria-hidden="true">›</span>
        </a>
      ))}
    </>
  )
}
